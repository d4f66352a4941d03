"""PV006: a reprint that got another title after it was public."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.provenance.titles import plain
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "PV006",
    "转载公开以后改了标题",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("anning-2021#27", "sibumen-2024#14"),
    fix="照原文改回标题；当初抄错、现在改对的，在“转载”里写上“原标题”，程序逐字核对。",
)
def renamed_later(record: Record, context: RecordContext) -> Iterator[Hit]:
    """转载不改标题。没有写原标题的，与第一次公开的标题比。

    反例: 公开时叫《食盐专营办法》，后来改成《重磅！食盐新规来了》
    正例: 公开以后标题没有变
    """
    first, reprint = context.first, record.reprint
    if first is None or reprint is None or first.reprint is None or reprint.source_title:
        return
    if plain(first.title) != plain(record.title):
        where = Location(record.path.text, record.field_lines.get("title"), "title")
        yield Hit(where, f"转载的标题首次公开时是“{first.title}”，现在改成“{record.title}”。")
