"""UK004: a column that is registered and has nothing."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import live


@rule(
    "UK004",
    "栏目没有内容",
    scope=Scope.UPKEEP,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#annex-columns", "heyuan-2016#2.4"),
    fix="发布内容；没有内容保障的栏目，从登记里删去。",
)
def empty(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """登记了而没有一篇稿件的栏目，程序不显示，免得成为空白栏目；长期这样，说明登记与实际不符。

    反例: 登记了“人事任免”栏目，没有发过一篇
    正例: 登记的栏目都有内容
    """
    for tenant in live(context):
        names = [
            column.name for column in tenant.columns if not holdings.shelf(ColumnPath(tenant.folder, column.id)).count
        ]
        if names:
            where = Location(f"{context.tree.id}/{tenant.folder}")
            yield Hit(where, f"{tenant.short_name}有 {len(names)} 个栏目没有内容：{'、'.join(names)}。")
