"""PV004: a reprint under another title."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.provenance.titles import plain
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "PV004",
    "转载改了标题",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("anning-2021#27", "sibumen-2024#14"),
    fix="标题照原文写，一字不改；需要说明的写在摘要里。",
)
def title_changed(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """转载不改标题。在“转载”里写上原标题，程序逐字核对；空格和引号的样式不计。

    反例: 标题: 重磅！食盐新规来了，原标题: 食盐专营办法
    正例: 标题与原标题一致
    """
    reprint = record.reprint
    if reprint is None or not reprint.source_title:
        return
    if plain(reprint.source_title) != plain(record.title):
        where = Location(record.path.text, record.field_lines.get("title"), "title")
        yield Hit(where, f"标题“{record.title}”与原标题“{reprint.source_title}”不一致。")
