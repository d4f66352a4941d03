"""LC003: a temporary closure that nobody announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_YEAR = timedelta(days=366)
_BEFORE = timedelta(days=60)


@rule(
    "LC003",
    "临时下线没有公告",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("xiji-2021#15", "guoban-2017-47#3.2"),
    fix="在门户的通知公告栏目发布临时下线公告，标题写明“临时下线”，正文写明起止时间和原因。",
)
def offline_notice(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """网站临时下线，事先经过同意并发布公告。

    反例: 登记了 5 月 1 日至 7 日临时下线，门户上没有公告
    正例: 4 月 28 日发布《关于门户网站临时下线的公告》
    """
    told = [date.fromisoformat(fact.value) for fact in holdings.of_kind(FactKind.OFFLINE)]
    for tenant in context.tree:
        for period in tenant.site.offline_periods if tenant.site else ():
            soon = period.start - timedelta(days=1) <= context.today <= period.start + _YEAR
            if soon and not any(period.start - _BEFORE <= day <= period.end for day in told):
                what = f"{tenant.name} {period.start} 至 {period.end} 临时下线，没有找到公告。"
                yield Hit(Location(tenant.file, None, "offline_periods"), what)
