"""NM001: a new-media account that is silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "NM001",
    "政务新媒体不更新",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "xiji-2021#40", "anning-2021#25"),
    fix="安排更新，并在 portal.yaml 里更新 last_post；无力维护的，按程序关停并公告。",
    limits=("media_days",),
)
def silent(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """政务新媒体两周不更新，按检查指标单项否决；最近一次更新的日期由主办单位报中心运维单位登记。

    反例: last_post: 2026-10-20，今天是 2026-11-21
    正例: last_post: 2026-11-20
    """
    days = context.limit("media_days")
    for tenant in context.tree:
        for account in tenant.site.media_accounts if tenant.site else ():
            last = account.last_post or account.opened
            if account.status == "live" and context.today > last + timedelta(days=days):
                what = f"{account.platform}“{account.name}”最近一次更新是 {last}，已经超过 {days} 天。"
                yield Hit(Location(tenant.file, None, "media_accounts"), what)
