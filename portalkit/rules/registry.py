"""Every rule, in code order. To add a rule: write its file, add its line here, add its cases."""

from __future__ import annotations

from portalkit.rules.content.dc001_index_number import index_number
from portalkit.rules.content.dc002_document_number import document_number
from portalkit.rules.content.dc003_signed_after_published import signed_after_published
from portalkit.rules.content.dc004_index_number_twice import index_number_twice
from portalkit.rules.content.dc005_index_year import index_year
from portalkit.rules.content.dc006_number_year import number_year
from portalkit.rules.content.dc007_number_twice import number_twice
from portalkit.rules.content.dc008_late_disclosure import late_disclosure
from portalkit.rules.content.dc009_repealed_unmarked import repealed_unmarked
from portalkit.rules.content.dc010_no_reason_gone import no_reason_gone
from portalkit.rules.content.dc011_number_changed import number_changed
from portalkit.rules.content.dc012_deleted import deleted
from portalkit.rules.content.dc013_number_used_again import number_used_again
from portalkit.rules.explaining.ip001_nothing_explained import nothing_explained
from portalkit.rules.explaining.ip002_not_explained import not_explained
from portalkit.rules.explaining.ip003_explained_late import explained_late
from portalkit.rules.explaining.ip004_no_number import no_number
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
from portalkit.rules.identity.id003_change_unfiled import change_unfiled
from portalkit.rules.layout.pg001_outline import outline
from portalkit.rules.layout.pg002_article import article
from portalkit.rules.lifecycle.lc001_notice_too_short import notice_too_short
from portalkit.rules.lifecycle.lc002_notice_missing import notice_missing
from portalkit.rules.lifecycle.lc003_offline_notice import offline_notice
from portalkit.rules.links.lk001_commercial import commercial
from portalkit.rules.links.lk002_not_allowed import not_allowed
from portalkit.rules.links.lk003_awaiting_review import awaiting_review
from portalkit.rules.links.lk004_promotion import promotion
from portalkit.rules.links.lk005_broken_link import broken_link
from portalkit.rules.links.lk006_missing_resource import missing_resource
from portalkit.rules.links.lk007_missing_theme_file import missing_theme_file
from portalkit.rules.links.lk008_anchor import anchor
from portalkit.rules.links.lk009_empty_words import empty_words
from portalkit.rules.media.nm001_silent import silent
from portalkit.rules.media.nm002_filed_late import filed_late
from portalkit.rules.media.nm003_name import name
from portalkit.rules.media.nm004_owner import owner
from portalkit.rules.path.pt001_file_name import file_name
from portalkit.rules.path.pt002_wrong_folder import wrong_folder
from portalkit.rules.path.pt003_slug_collision import slug_collision
from portalkit.rules.path.pt004_missing_file import missing_file
from portalkit.rules.path.pt005_escaping_file import escaping_file
from portalkit.rules.path.pt006_forbidden_file import forbidden_file
from portalkit.rules.path.pt007_date_mismatch import date_mismatch
from portalkit.rules.path.pt008_attachment_name import attachment_name
from portalkit.rules.path.pt009_meaningless_name import meaningless_name
from portalkit.rules.path.pt010_unreadable_attachment import unreadable_attachment
from portalkit.rules.path.pt011_hostile_attachment import hostile_attachment
from portalkit.rules.pictures.im001_no_words import no_words
from portalkit.rules.pictures.im002_map import unapproved_map
from portalkit.rules.privacy.pr001_identity_number import identity_number
from portalkit.rules.privacy.pr002_mobile_list import mobile_list
from portalkit.rules.privacy.pr003_mobile_contact import mobile_contact
from portalkit.rules.privacy.pr004_bank_card import bank_card
from portalkit.rules.privacy.pr005_home_address import home_address
from portalkit.rules.privacy.pr006_other_papers import other_papers
from portalkit.rules.provenance.pv001_origin_missing import origin_missing
from portalkit.rules.provenance.pv002_own_source import own_source
from portalkit.rules.provenance.pv003_unknown_origin import unknown_origin
from portalkit.rules.provenance.pv004_title_changed import title_changed
from portalkit.rules.provenance.pv005_relayed_late import relayed_late
from portalkit.rules.provenance.pv006_renamed_later import renamed_later
from portalkit.rules.review.rv001_waiting import waiting
from portalkit.rules.review.rv002_stranger import stranger
from portalkit.rules.review.rv003_ledger import ledger
from portalkit.rules.review.rv004_backdated import backdated
from portalkit.rules.review.rv005_one_person import one_person
from portalkit.rules.review.rv006_date_moved import date_moved
from portalkit.rules.review.rv007_old_as_new import old_as_new
from portalkit.rules.review.rv008_date_forged import date_forged
from portalkit.rules.rule import Rule
from portalkit.rules.secrecy.sc001_classified import classified
from portalkit.rules.secrecy.sc002_internal import internal
from portalkit.rules.secrecy.sc003_urgency import urgency
from portalkit.rules.secrecy.sc004_not_public import not_public
from portalkit.rules.secrecy.sc005_shortened import shortened
from portalkit.rules.service.ia001_no_channel import no_channel
from portalkit.rules.service.ia002_unanswered import unanswered
from portalkit.rules.service.ia003_overdue import message_overdue
from portalkit.rules.service.ia004_answered_late import answered_late
from portalkit.rules.service.ia005_no_result import no_result
from portalkit.rules.service.ia006_nothing_answered import nothing_answered
from portalkit.rules.service.sv001_guide_elements import guide_elements
from portalkit.rules.service.sv002_bad_guides import bad_guides
from portalkit.rules.service.sv003_no_service import no_service
from portalkit.rules.tags.tg001_site_tags import site_tags
from portalkit.rules.tags.tg002_page_tags import page_tags
from portalkit.rules.tampering.tp001_gambling import gambling
from portalkit.rules.tampering.tp002_copied_page import copied_page
from portalkit.rules.tampering.tp003_script import script
from portalkit.rules.tampering.tp004_hidden_link import hidden_link
from portalkit.rules.tampering.tp005_foreign_load import foreign_load
from portalkit.rules.upkeep.uk001_home import home
from portalkit.rules.upkeep.uk002_overdue import column_overdue
from portalkit.rules.upkeep.uk003_many_overdue import many_overdue
from portalkit.rules.upkeep.uk004_empty import empty
from portalkit.rules.upkeep.uk005_home_volume import home_volume
from portalkit.rules.upkeep.uk006_unit_volume import unit_volume
from portalkit.rules.upkeep.uk007_missing_columns import missing_columns
from portalkit.rules.upkeep.uk008_return import annual_return
from portalkit.rules.upkeep.uk009_report import annual_report
from portalkit.rules.upkeep.uk010_calendar import calendar
from portalkit.rules.upkeep.uk011_topic import topic
from portalkit.rules.upkeep.uk012_nobody_answers import nobody_answers
from portalkit.rules.upkeep.uk013_many_gone import many_gone
from portalkit.rules.upkeep.uk014_blank_columns import blank_columns
from portalkit.rules.waivers.wv001_cannot_be_waived import cannot_be_waived
from portalkit.rules.waivers.wv002_waiver_expired import waiver_expired
from portalkit.rules.waivers.wv003_waiver_unused import waiver_unused
from portalkit.rules.wording.wd001_grave import grave
from portalkit.rules.wording.wd002_typo import typo
from portalkit.rules.wording.wd003_unfit import unfit
from portalkit.rules.wording.wd004_unfinished import unfinished
from portalkit.rules.wording.wd005_forced_likes import forced_likes

RULES: tuple[Rule, ...] = (
    index_number,
    document_number,
    signed_after_published,
    index_number_twice,
    index_year,
    number_year,
    number_twice,
    late_disclosure,
    repealed_unmarked,
    no_reason_gone,
    number_changed,
    deleted,
    number_used_again,
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
    no_channel,
    unanswered,
    message_overdue,
    answered_late,
    no_result,
    nothing_answered,
    identity,
    demonstration,
    change_unfiled,
    no_words,
    unapproved_map,
    nothing_explained,
    not_explained,
    explained_late,
    no_number,
    notice_too_short,
    notice_missing,
    offline_notice,
    commercial,
    not_allowed,
    awaiting_review,
    promotion,
    broken_link,
    missing_resource,
    missing_theme_file,
    anchor,
    empty_words,
    silent,
    filed_late,
    name,
    owner,
    outline,
    article,
    identity_number,
    mobile_list,
    mobile_contact,
    bank_card,
    home_address,
    other_papers,
    file_name,
    wrong_folder,
    slug_collision,
    missing_file,
    escaping_file,
    forbidden_file,
    date_mismatch,
    attachment_name,
    meaningless_name,
    unreadable_attachment,
    hostile_attachment,
    origin_missing,
    own_source,
    unknown_origin,
    title_changed,
    relayed_late,
    renamed_later,
    waiting,
    stranger,
    ledger,
    backdated,
    one_person,
    date_moved,
    old_as_new,
    date_forged,
    classified,
    internal,
    urgency,
    not_public,
    shortened,
    guide_elements,
    bad_guides,
    no_service,
    site_tags,
    page_tags,
    gambling,
    copied_page,
    script,
    hidden_link,
    foreign_load,
    home,
    column_overdue,
    many_overdue,
    empty,
    home_volume,
    unit_volume,
    missing_columns,
    annual_return,
    annual_report,
    calendar,
    topic,
    nobody_answers,
    many_gone,
    blank_columns,
    grave,
    typo,
    unfit,
    unfinished,
    forced_likes,
    cannot_be_waived,
    waiver_expired,
    waiver_unused,
)
