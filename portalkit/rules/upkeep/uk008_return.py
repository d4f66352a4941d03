"""UK008: the annual return of the website (政府网站工作年度报表) is missing."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.model.tenant import TenantStatus
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.years import year_due


@rule(
    "UK008",
    "没有年度工作报表",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#8", "xiji-2021#35"),
    fix="编制并发布政府网站工作年度报表，标题写明年份和“政府网站工作年度报表”。",
)
def annual_return(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """上一年度的政府网站工作年度报表，1 月 31 日前在门户公布。

    反例: 到 2 月 1 日，门户上还没有上一年的报表
    正例: 1 月 20 日发布《……2025年政府网站工作年度报表》
    """
    portal = context.tree.portal
    year = year_due(context.today)
    site = portal.site
    opened = site.opening.live_since.year if site and site.opening else year + 1
    if portal.status is not TenantStatus.LIVE or opened > year:
        return
    if str(year) not in {fact.value for fact in holdings.of_kind(FactKind.RETURN)}:
        where = Location(f"{context.tree.id}/{portal.folder}")
        yield Hit(where, f"{year} 年的政府网站工作年度报表应当在 {year + 1} 年 1 月 31 日前公布，现在还没有。")
