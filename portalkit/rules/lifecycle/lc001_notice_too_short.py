"""LC001: a merge whose dates leave its notice too little time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.tenant import Tenant, TenantStatus
from portalkit.rules.lifecycle.due import chinese
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "LC001",
    "迁移公告时间不足",
    scope=Scope.TENANT,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#3.2",),
    fix="推迟完成日期，公告期满以前不要关闭原网站。",
    limits=("notice_keep_days",),
)
def notice_too_short(tenant: Tenant, context: TreeContext) -> Iterator[Hit]:
    """原网站的迁移公告要挂满规定的天数，读者才来得及知道内容搬到了哪里。

    反例: 11 月 1 日公告，11 月 10 日完成迁移、关闭原网站
    正例: 11 月 1 日公告，12 月 5 日完成迁移
    """
    legacy = tenant.legacy
    if legacy is None:
        return
    days = context.limit("notice_keep_days")
    earliest = legacy.announced + timedelta(days=days)
    where = Location(tenant.file, None, "migration.completed")
    if context.today >= earliest:
        return
    if legacy.completed is not None and legacy.completed < earliest:
        stood = max((legacy.completed - legacy.announced).days, 0)
        yield Hit(
            where,
            f"{tenant.name}的迁移公告自{chinese(legacy.announced)}起，登记的完成日期是{chinese(legacy.completed)}，"
            f"原网站的公告只能保留 {stood} 天，至少应当保留 {days} 天。",
            f"把 migration.completed 改到 {earliest} 或以后，在此之前不要关闭原网站。",
        )
    elif tenant.status is TenantStatus.CLOSED:
        yield Hit(
            where,
            f"{tenant.name}的迁移公告自{chinese(legacy.announced)}起，还不满 {days} 天，登记的状态却是已关停。",
            f"把 status 改回 migrating，{earliest} 以后再改为 closed。",
        )
