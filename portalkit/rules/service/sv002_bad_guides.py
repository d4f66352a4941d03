"""SV002: too many service guides that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "SV002",
    "服务不实用",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "guoban-2017-47#4.3"),
    fix="按 SV001 列出的缺项逐篇补齐办事指南。",
    limits=("guide_missing_elements", "guide_bad_items"),
)
def bad_guides(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """办事指南大面积缺要素，按检查指标单项否决：不合格的达到规定份数，或者总共不到这个数而每份都不合格。

    反例: 五份办事指南各缺四项以上要素
    正例: 每份办事指南八项要素齐全
    """
    facts = holdings.of_kind(FactKind.GUIDE)
    worst, most = context.limit("guide_missing_elements"), context.limit("guide_bad_items")
    bad = [fact for fact in facts if int(fact.value) >= worst]
    if bad and (len(bad) >= most or (len(facts) < most and len(bad) == len(facts))):
        what = f"{len(facts)} 份办事指南里有 {len(bad)} 份缺 {worst} 项以上要素。"
        yield Hit(Location(bad[0].path), what)
