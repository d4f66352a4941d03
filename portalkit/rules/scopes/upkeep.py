"""What time has done. In code order."""

from __future__ import annotations

from portalkit.rules.content.dc012_deleted import deleted
from portalkit.rules.content.dc013_number_used_again import number_used_again
from portalkit.rules.explaining.ip002_not_explained import not_explained
from portalkit.rules.explaining.ip003_explained_late import explained_late
from portalkit.rules.identity.id003_change_unfiled import change_unfiled
from portalkit.rules.lifecycle.lc003_offline_notice import offline_notice
from portalkit.rules.media.nm001_silent import silent
from portalkit.rules.review.rv007_old_as_new import old_as_new
from portalkit.rules.rule import Rule
from portalkit.rules.service.ia001_no_channel import no_channel
from portalkit.rules.service.ia002_unanswered import unanswered
from portalkit.rules.service.ia003_overdue import message_overdue
from portalkit.rules.service.ia005_no_result import no_result
from portalkit.rules.service.ia006_nothing_answered import nothing_answered
from portalkit.rules.service.sv002_bad_guides import bad_guides
from portalkit.rules.service.sv003_no_service import no_service
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

RULES: tuple[Rule, ...] = (
    deleted,
    number_used_again,
    no_channel,
    unanswered,
    message_overdue,
    no_result,
    nothing_answered,
    change_unfiled,
    not_explained,
    explained_late,
    offline_notice,
    silent,
    old_as_new,
    bad_guides,
    no_service,
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
)
