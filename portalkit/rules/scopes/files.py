"""What keeps a file from becoming an article, and what else is noted while it is read. In code order."""

from __future__ import annotations

from portalkit.rules.frontmatter.fm001_encoding import encoding
from portalkit.rules.frontmatter.fm002_byte_order_mark import byte_order_mark
from portalkit.rules.frontmatter.fm003_mixed_line_ends import mixed_line_ends
from portalkit.rules.frontmatter.fm004_no_head import no_head
from portalkit.rules.frontmatter.fm005_head_not_closed import head_not_closed
from portalkit.rules.frontmatter.fm006_fullwidth_colon import fullwidth_colon
from portalkit.rules.frontmatter.fm007_tab import tab
from portalkit.rules.frontmatter.fm008_quote import quote
from portalkit.rules.frontmatter.fm009_syntax import syntax
from portalkit.rules.frontmatter.fm010_duplicate_field import duplicate_field
from portalkit.rules.frontmatter.fm011_unknown_field import unknown_field
from portalkit.rules.frontmatter.fm012_missing_field import missing_field
from portalkit.rules.frontmatter.fm013_bad_date import bad_date
from portalkit.rules.frontmatter.fm014_bad_value import bad_value
from portalkit.rules.frontmatter.fm015_empty_body import empty_body
from portalkit.rules.frontmatter.fm016_too_large import too_large
from portalkit.rules.frontmatter.fm017_unsafe_html import unsafe_html
from portalkit.rules.path.pt001_file_name import file_name
from portalkit.rules.path.pt002_wrong_folder import wrong_folder
from portalkit.rules.path.pt003_slug_collision import slug_collision
from portalkit.rules.path.pt004_missing_file import missing_file
from portalkit.rules.path.pt005_escaping_file import escaping_file
from portalkit.rules.path.pt006_forbidden_file import forbidden_file
from portalkit.rules.path.pt007_date_mismatch import date_mismatch
from portalkit.rules.path.pt008_attachment_name import attachment_name
from portalkit.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    encoding,
    byte_order_mark,
    mixed_line_ends,
    no_head,
    head_not_closed,
    fullwidth_colon,
    tab,
    quote,
    syntax,
    duplicate_field,
    unknown_field,
    missing_field,
    bad_date,
    bad_value,
    empty_body,
    too_large,
    unsafe_html,
    file_name,
    wrong_folder,
    slug_collision,
    missing_file,
    escaping_file,
    forbidden_file,
    date_mismatch,
    attachment_name,
)
