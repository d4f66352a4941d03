"""UK006: a unit that publishes too little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.model.tenant import TenantKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import live

_WEEK = timedelta(days=7)


@rule(
    "UK006",
    "单位更新量不足",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("huaihua-2020#4",),
    fix="按规定的频次发布本单位的工作动态和公开信息。",
    limits=("unit_weekly_items",),
)
def unit_volume(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """有的地方规定部门每周至少更新多少条；没有采用这份规定的（限值为 0），不检查。

    反例: 最近 7 天一条都没有发布，规定是 2 条
    正例: 最近 7 天发布了 3 条
    """
    least = context.limit("unit_weekly_items")
    if not least:
        return
    counts = Counter(folder for folder, day in holdings.recent if context.today - _WEEK < day <= context.today)
    for tenant in live(context):
        if tenant.kind is TenantKind.BUREAU and counts[tenant.folder] < least:
            where = Location(f"{context.tree.id}/{tenant.folder}")
            yield Hit(where, f"{tenant.short_name}最近 7 天发布了 {counts[tenant.folder]} 条，规定至少 {least} 条。")
