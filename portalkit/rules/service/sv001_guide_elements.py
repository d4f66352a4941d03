"""SV001: a service guide that lacks elements."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.facts.guides import missing_elements
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "SV001",
    "办事指南要素不全",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#service", "guoban-2017-47#4.3"),
    fix="补上缺的要素，每一项都要有内容。",
)
def guide_elements(record: Record, context: RecordContext) -> Iterator[Hit]:
    """办事指南要有八项要素：事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程。

    反例: 只写了办理材料和联系电话
    正例: 八项要素用一张表列全
    """
    missing = missing_elements(record) if context.column.type == "办事服务" else None
    if missing:
        yield Hit(Location(record.path.text), f"办事指南缺少：{'、'.join(missing)}。")
