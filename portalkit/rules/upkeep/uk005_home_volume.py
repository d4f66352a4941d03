"""UK005: a portal that brings too little news."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.model.tenant import PORTAL_FOLDER, TenantStatus
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.workdays import UnknownYearError

_WITHIN = 14


@rule(
    "UK005",
    "首页更新量不足",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("huaihua-2020#4",),
    fix="增加门户本级栏目的更新，把部门的重要信息用“也发往”列到门户栏目。",
    limits=("home_workday_items",),
)
def home_volume(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """有的地方规定首页 14 个工作日内至少更新多少条；没有采用这份规定的（限值为 0），不检查。

    反例: 14 个工作日里门户只发布了 3 条，规定是 10 条
    正例: 14 个工作日里门户发布了 12 条
    """
    least = context.limit("home_workday_items")
    if not least or context.tree.portal.status is not TenantStatus.LIVE:
        return
    try:
        count = sum(
            context.workdays.between(day, context.today) < _WITHIN
            for folder, day in holdings.recent
            if folder == PORTAL_FOLDER and day <= context.today
        )
    except UnknownYearError:
        return  # UK010 tells that the calendar is missing
    if count < least:
        where = Location(f"{context.tree.id}/{PORTAL_FOLDER}")
        yield Hit(where, f"门户最近 {_WITHIN} 个工作日发布了 {count} 条，规定至少 {least} 条。")
