"""Every rule, in code order. To add a rule: write its file, add its line here, add its cases."""

from __future__ import annotations

from portalkit.rules.content.dc001_index_number import index_number
from portalkit.rules.content.dc002_document_number import document_number
from portalkit.rules.content.dc003_signed_after_published import signed_after_published
from portalkit.rules.content.dc004_index_number_twice import index_number_twice
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
from portalkit.rules.identity.id001_identity import identity
from portalkit.rules.identity.id002_demonstration import demonstration
from portalkit.rules.lifecycle.lc001_notice_too_short import notice_too_short
from portalkit.rules.lifecycle.lc002_notice_missing import notice_missing
from portalkit.rules.links.lk001_commercial import commercial
from portalkit.rules.links.lk002_not_allowed import not_allowed
from portalkit.rules.links.lk003_awaiting_review import awaiting_review
from portalkit.rules.links.lk004_promotion import promotion
from portalkit.rules.links.lk005_broken_link import broken_link
from portalkit.rules.links.lk006_missing_resource import missing_resource
from portalkit.rules.links.lk007_missing_theme_file import missing_theme_file
from portalkit.rules.path.pt001_file_name import file_name
from portalkit.rules.path.pt002_wrong_folder import wrong_folder
from portalkit.rules.path.pt003_slug_collision import slug_collision
from portalkit.rules.path.pt004_missing_file import missing_file
from portalkit.rules.path.pt005_escaping_file import escaping_file
from portalkit.rules.path.pt006_forbidden_file import forbidden_file
from portalkit.rules.path.pt007_date_mismatch import date_mismatch
from portalkit.rules.path.pt008_attachment_name import attachment_name
from portalkit.rules.provenance.pv001_origin_missing import origin_missing
from portalkit.rules.provenance.pv002_own_source import own_source
from portalkit.rules.review.rv001_waiting import waiting
from portalkit.rules.review.rv002_stranger import stranger
from portalkit.rules.review.rv003_ledger import ledger
from portalkit.rules.rule import Rule
from portalkit.rules.tags.tg001_site_tags import site_tags
from portalkit.rules.tags.tg002_page_tags import page_tags
from portalkit.rules.waivers.wv001_cannot_be_waived import cannot_be_waived
from portalkit.rules.waivers.wv002_waiver_expired import waiver_expired
from portalkit.rules.waivers.wv003_waiver_unused import waiver_unused

RULES: tuple[Rule, ...] = (
    index_number,
    document_number,
    signed_after_published,
    index_number_twice,
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
    identity,
    demonstration,
    notice_too_short,
    notice_missing,
    commercial,
    not_allowed,
    awaiting_review,
    promotion,
    broken_link,
    missing_resource,
    missing_theme_file,
    file_name,
    wrong_folder,
    slug_collision,
    missing_file,
    escaping_file,
    forbidden_file,
    date_mismatch,
    attachment_name,
    origin_missing,
    own_source,
    waiting,
    stranger,
    ledger,
    site_tags,
    page_tags,
    cannot_be_waived,
    waiver_expired,
    waiver_unused,
)
