"""PV001: a reprint without the address or the time of its original."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "PV001",
    "转载未写明出处",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("anning-2021#27", "sibumen-2024#14", "guoban-2017-47#4"),
    fix="在“转载”下面补上原文链接和原发布时间。",
)
def origin_missing(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """转载的稿件写明原文链接和原发布时间，读者才能找到原文。

    反例: 转载:
            原文链接: https://www.nx.gov.cn/
    正例: 转载:
            原文链接: https://www.nx.gov.cn/
            原发布时间: 2026-02-28 17:05
    """
    reprint = record.reprint
    if reprint is None:
        return
    for value, field, name, example in (
        (reprint.source_url, "reprint.source_url", "原文链接", "https://www.gov.cn/"),
        (reprint.source_published, "reprint.source_published", "原发布时间", "2026-02-28 17:05"),
    ):
        line = record.field_lines.get(field, record.field_lines.get("reprint"))
        # Where the reader has already said what is wrong with the field, once is enough.
        if not value and not any(name in problem.what for problem in record.problems):
            fix = f"在“转载”下面写上“{name}: {example}”，换成实际内容。"
            yield Hit(Location(record.path.text, line, field), f"这篇稿件是转载，但没有写明{name}。", fix)
