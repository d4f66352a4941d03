"""IA004: a message that was answered late."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.facts.messages import dates_of_message
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.workdays import UnknownYearError


@rule(
    "IA004",
    "留言答复迟了",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("guoban-2019-19#interaction", "xiji-2021#20"),
    fix="核对日期；确属超期的，今后在规定的工作日内答复，复杂的先告知延期。",
    limits=("message_workdays", "message_complex_workdays"),
)
def answered_late(record: Record, context: RecordContext) -> Iterator[Hit]:
    """公开的答复里，受理日期和答复日期谁都看得到；超期的答复会在检查时扣分。

    反例: 受理日期 2026-03-02，答复日期 2026-04-20
    正例: 受理日期 2026-03-02，答复日期 2026-03-06
    """
    dates = dates_of_message(record) if context.column.type == "咨询投诉" else None
    if dates is None or dates.since is None or dates.answered is None:
        return
    days = context.limit("message_complex_workdays" if dates.complex else "message_workdays")
    try:
        due = context.workdays.after(dates.since, days)
    except UnknownYearError:
        return  # UK010 tells that the calendar is missing
    if dates.answered > due:
        yield Hit(
            Location(record.path.text), f"{dates.since} 受理，最迟应当在 {due} 答复，答复日期是 {dates.answered}。"
        )
    elif dates.answered < dates.since:
        yield Hit(
            Location(record.path.text), f"答复日期 {dates.answered} 早于受理日期 {dates.since}。", "核对两个日期。"
        )
