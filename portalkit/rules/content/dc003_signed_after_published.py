"""DC003: a document that is dated later than it was published."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "DC003",
    "成文日期晚于发布时间",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#12", "guoban-2019-19#veto"),
    fix="核对文件落款的日期和发布时间，改正写错的一个。",
)
def signed_after_published(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001
    """文件先成文，后发布；日期颠倒，读者会怀疑日期是编的。

    反例: 发布时间: 2026-03-01 09:30，成文日期: 2026-03-05
    正例: 发布时间: 2026-03-06 09:30，成文日期: 2026-03-05
    """
    signed = record.document.signed_on if record.document else None
    if signed and signed > record.published.date():
        where = Location(record.path.text, record.field_lines.get("document.signed_on"), "document.signed_on")
        yield Hit(where, f"成文日期 {signed} 晚于发布时间 {record.published:%Y-%m-%d %H:%M}。")
