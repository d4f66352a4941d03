"""UK011: a topic on which nothing happens any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import live


@rule(
    "UK011",
    "专题长期不更新",
    scope=Scope.UPKEEP,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#annex-columns", "xiji-2021#8"),
    fix="专题已经结束的，在登记里写上 to（结束日期），页面会标明“已归档”；没有结束的，继续更新。",
    limits=("topic_idle_days",),
)
def topic(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """专题结束以后要归档并标明，不能停在半路上。

    反例: 一个专题半年没有新内容，也没有登记结束日期
    正例: to: 2026-06-30
    """
    days = context.limit("topic_idle_days")
    for tenant in live(context):
        if tenant.topic is None:
            continue
        shelves = [holdings.shelf(ColumnPath(tenant.folder, column.id)).newest for column in tenant.columns]
        newest = max((day for day in shelves if day), default=tenant.topic.start)
        if context.today > newest + timedelta(days=days):
            yield Hit(Location(tenant.file), f"专题“{tenant.name}”最近一次更新是 {newest}，已经超过 {days} 天。")
