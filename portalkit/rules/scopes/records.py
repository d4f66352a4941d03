"""What is asked of each article. In code order."""

from __future__ import annotations

from portalkit.rules.content.dc001_index_number import index_number
from portalkit.rules.content.dc002_document_number import document_number
from portalkit.rules.content.dc003_signed_after_published import signed_after_published
from portalkit.rules.content.dc005_index_year import index_year
from portalkit.rules.content.dc006_number_year import number_year
from portalkit.rules.content.dc008_late_disclosure import late_disclosure
from portalkit.rules.content.dc010_no_reason_gone import no_reason_gone
from portalkit.rules.content.dc011_number_changed import number_changed
from portalkit.rules.explaining.ip004_no_number import no_number
from portalkit.rules.links.lk001_commercial import commercial
from portalkit.rules.links.lk002_not_allowed import not_allowed
from portalkit.rules.links.lk003_awaiting_review import awaiting_review
from portalkit.rules.links.lk004_promotion import promotion
from portalkit.rules.links.lk008_anchor import anchor
from portalkit.rules.links.lk009_empty_words import empty_words
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
from portalkit.rules.review.rv004_backdated import backdated
from portalkit.rules.review.rv005_one_person import one_person
from portalkit.rules.review.rv006_date_moved import date_moved
from portalkit.rules.review.rv008_date_forged import date_forged
from portalkit.rules.rule import Rule
from portalkit.rules.secrecy.sc001_classified import classified
from portalkit.rules.secrecy.sc002_internal import internal
from portalkit.rules.secrecy.sc003_urgency import urgency
from portalkit.rules.secrecy.sc004_not_public import not_public
from portalkit.rules.secrecy.sc005_shortened import shortened
from portalkit.rules.service.ia004_answered_late import answered_late
from portalkit.rules.service.sv001_guide_elements import guide_elements
from portalkit.rules.tampering.tp001_gambling import gambling
from portalkit.rules.tampering.tp002_copied_page import copied_page
from portalkit.rules.wording.wd001_grave import grave
from portalkit.rules.wording.wd002_typo import typo
from portalkit.rules.wording.wd003_unfit import unfit
from portalkit.rules.wording.wd004_unfinished import unfinished
from portalkit.rules.wording.wd005_forced_likes import forced_likes

RULES: tuple[Rule, ...] = (
    index_number,
    document_number,
    signed_after_published,
    index_year,
    number_year,
    late_disclosure,
    no_reason_gone,
    number_changed,
    answered_late,
    no_words,
    unapproved_map,
    no_number,
    commercial,
    not_allowed,
    awaiting_review,
    promotion,
    anchor,
    empty_words,
    identity_number,
    mobile_list,
    mobile_contact,
    bank_card,
    home_address,
    other_papers,
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
    backdated,
    one_person,
    date_moved,
    date_forged,
    classified,
    internal,
    urgency,
    not_public,
    shortened,
    guide_elements,
    gambling,
    copied_page,
    grave,
    typo,
    unfit,
    unfinished,
    forced_likes,
)
