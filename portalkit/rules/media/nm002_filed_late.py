"""NM002: a new-media account that was filed late."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.tenant import Tenant
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.workdays import UnknownYearError


@rule(
    "NM002",
    "政务新媒体备案迟了",
    scope=Scope.TENANT,
    severity=Severity.ADVISE,
    basis=("xiji-2021#39", "anning-2021#16", "guangdong-2019#4.2"),
    fix="核对开设和备案的日期；今后开设、变更、关停都在规定的工作日内备案。",
    limits=("media_filing_workdays",),
)
def filed_late(tenant: Tenant, context: TreeContext) -> Iterator[Hit]:
    """新媒体开设后在规定的工作日内备案；各地规定的天数不同，从严取一个。

    反例: opened: 2026-03-02，filed: 2026-04-20
    正例: opened: 2026-03-02，filed: 2026-03-06
    """
    days = context.limit("media_filing_workdays")
    for account in tenant.site.media_accounts if tenant.site else ():
        try:
            due = context.workdays.after(account.opened, days)
        except UnknownYearError:
            continue
        if account.filed > due:
            what = (
                f"{account.platform}“{account.name}”{account.opened} 开设，最迟 {due} 备案，登记的是 {account.filed}。"
            )
            yield Hit(Location(tenant.file, None, "media_accounts"), what)
