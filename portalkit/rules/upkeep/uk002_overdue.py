"""UK002: a column that is overdue."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import folder, kept_columns


@rule(
    "UK002",
    "栏目更新不及时",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#content", "heyuan-2016#2.1", "heyuan-2016#2.4", "xiji-2021#34"),
    fix="尽快发布新的内容；没有内容保障的栏目，报中心运维单位归并或关闭。",
    limits=("dynamic_days", "notice_days"),
)
def column_overdue(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """每个栏目都登记了多少天要更新一次；动态类不超过两周，公告、文件、解读类不超过半年。

    反例: 工作动态栏目 20 天没有更新
    正例: 工作动态栏目上周刚更新
    """
    for kept in kept_columns(holdings, context):
        if context.today > kept.due:
            name = f"{kept.tenant.short_name}/{kept.column.name}"
            age = (context.today - kept.newest).days
            what = f"“{name}”最近一次更新是 {kept.newest}，已经 {age} 天，最长 {kept.days} 天。"
            yield Hit(folder(kept.tenant, kept.column, context), what)
