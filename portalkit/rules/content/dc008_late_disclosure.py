"""DC008: a document that was published later than the law allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.workdays import UnknownYearError

_IN_FORCE = date(2019, 5, 15)
"""From this day on the law says so in these words; older documents are not judged by it."""


@rule(
    "DC008",
    "公开超过法定期限",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("tiaoli-2019#26",),
    fix="核对成文日期和发布时间；确属迟公开的，今后在期限内公开。",
    limits=("disclosure_workdays",),
)
def late_disclosure(record: Record, context: RecordContext) -> Iterator[Hit]:
    """应当主动公开的信息，自形成或者变更之日起 20 个工作日内公开。

    反例: 成文日期: 2026-01-05，发布时间: 2026-03-01
    正例: 成文日期: 2026-02-26，发布时间: 2026-03-01
    """
    signed = record.document.signed_on if record.document else None
    if signed is None or signed < _IN_FORCE or record.reprint is not None:
        return
    days = context.limit("disclosure_workdays")
    try:
        due = context.workdays.after(signed, days)
    except UnknownYearError:
        return  # UK010 tells that the calendar is missing
    if record.published.date() > due:
        where = Location(record.path.text, record.field_lines.get("published"), "published")
        yield Hit(where, f"成文日期是 {signed}，最迟应当在 {due} 公开，发布时间是 {record.published:%Y-%m-%d}。")
