"""SV003: a portal without services."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "SV003",
    "没有办事服务",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "guoban-2017-47#4.3", "xiji-2021#21"),
    fix="在 portal.yaml 登记统一的政务服务入口（service_portal），并在办事服务栏目发布办事指南。",
)
def no_service(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """门户既没有统一的办事入口，也没有一份办事指南，按检查指标单项否决。

    反例: 没有登记 service_portal，办事服务栏目也是空的
    正例: service_portal: https://zwfw.nx.gov.cn/
    """
    site = context.tree.portal.site
    places = [
        ColumnPath(tenant.folder, column.id)
        for tenant in context.tree
        for column in tenant.columns
        if column.type == "办事服务"
    ]
    if site is not None and not site.service_portal and not any(holdings.shelf(place).count for place in places):
        yield Hit(Location(context.tree.portal.file, None, "service_portal"), "门户没有办事入口，也没有办事指南。")
