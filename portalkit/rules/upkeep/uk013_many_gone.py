"""UK013: a column that lost many of its articles within a short time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import folder, live

_FEW = 5
"""Fewer than this are somebody's tidying up."""


@rule(
    "UK013",
    "栏目少了很多稿件",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#7", "guoban-2018-71#3"),
    fix="核对是不是误删或者被人改动，是的从版本库恢复；确要清理的，稿件留着，写上“下架时间”。",
    limits=("lost_days", "lost_percent"),
)
def many_gone(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """一个栏目短时间里少了一大批稿件，多半是误删、覆盖或者账号被盗；换了文件名、内容还在的不算。

    反例: 通知公告栏目一天少了 60 篇，占三成
    正例: 删去了 2 篇重复的稿件
    """
    days, percent = context.limit("lost_days"), context.limit("lost_percent")
    since = context.today - timedelta(days=days)
    lost = Counter(
        ColumnPath(gone.tenant, gone.column) for gone in holdings.departed if not gone.again and gone.on > since
    )
    for tenant in live(context):
        for column in tenant.columns:
            place = ColumnPath(tenant.folder, column.id)
            count, left = lost[place], holdings.shelf(place).count
            if count >= _FEW and count * 100 >= percent * (count + left):
                share = count * 100 // (count + left)
                name = f"{tenant.short_name}/{column.name}"
                what = f"“{name}”最近 {days} 天少了 {count} 篇稿件，占 {share}%，还剩 {left} 篇。"
                yield Hit(folder(tenant, column, context), what)
