"""UK001: a home page on which nothing is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.model.tenant import PORTAL_FOLDER, TenantStatus
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "UK001",
    "首页长期不更新",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("huaihua-2020#4", "heyuan-2016#2.1"),
    fix="今天就在门户的要闻、公告等栏目发布新的内容，并安排专人保障首页更新。",
    limits=("home_days",),
)
def home(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """首页两周没有新内容，按检查指标单项否决。首页的内容来自门户本级各栏目。

    反例: 门户最新的一篇是 20 天以前的
    正例: 门户昨天刚发布一篇要闻
    """
    portal = context.tree.portal
    days = [shelf.newest for place, shelf in holdings.columns.items() if place.tenant == PORTAL_FOLDER and shelf.newest]
    if not days or portal.status is not TenantStatus.LIVE:
        return
    newest, limit = max(days), context.limit("home_days")
    if context.today > newest + timedelta(days=limit):
        where = Location(f"{context.tree.id}/{PORTAL_FOLDER}")
        yield Hit(where, f"首页最近一次更新是 {newest}，已经 {(context.today - newest).days} 天，最长 {limit} 天。")
