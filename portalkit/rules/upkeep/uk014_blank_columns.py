"""UK014: so many blank columns that the whole site fails the inspection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import live


@rule(
    "UK014",
    "空白栏目太多",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "guoban-2017-47#annex-columns"),
    fix="发布真正的内容；没有内容可发的，撤下这些稿件，栏目就不再显示。",
    limits=("blank_columns",),
)
def blank_columns(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """栏目里只有“正在建设中”“敬请期待”，等于空白栏目，达到五个，按检查指标单项否决。没有稿件的栏目不显示，读者见不到，不在此列。

    反例: 五个栏目里都只有一篇“内容正在建设中，敬请期待”
    正例: 没有内容的栏目先不发稿件
    """
    blank = Counter(tuple(fact.path.split("/")[1:3]) for fact in holdings.of_kind(FactKind.BLANK))
    names = [
        f"{tenant.short_name}/{column.name}"
        for tenant in live(context)
        for column in tenant.columns
        if (found := blank[tenant.folder, column.id])
        and holdings.shelf(ColumnPath(tenant.folder, column.id)).count == found
    ]
    most = context.limit("blank_columns")
    if len(names) >= most:
        shown = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
        what = f"有 {len(names)} 个空白栏目，达到 {most} 个就单项否决：{shown}。"
        yield Hit(Location(f"{context.tree.id}/{context.tree.portal.folder}"), what)
