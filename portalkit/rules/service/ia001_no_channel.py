"""IA001: a portal on which nobody can ask."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "IA001",
    "没有咨询渠道",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#veto", "guoban-2017-47#4.4", "xiji-2021#17"),
    fix="在 portal.yaml 的 columns 里加上咨询投诉类栏目，公开网民留言和答复。",
)
def no_channel(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """门户要有咨询投诉栏目，公开留言和答复。没有任何网上咨询渠道，检查时单项否决；留言提交要在线系统，程序看不到，所以这里按扣分提醒。

    反例: 门户没有咨询投诉栏目
    正例: 咨询投诉栏目里有来信和答复
    """
    portal = context.tree.portal
    columns = [column for column in portal.columns if column.type == "咨询投诉"]
    if not columns:
        yield Hit(Location(portal.file, None, "columns"), "门户没有咨询投诉栏目。")
    elif not any(holdings.shelf(ColumnPath(portal.folder, column.id)).count for column in columns):
        where = Location(f"{context.tree.id}/{portal.folder}/{columns[0].id}")
        yield Hit(
            where, f"“{columns[0].name}”没有公开过一封来信和答复。", "把已经答复的来信（隐去个人信息）公开到这个栏目。"
        )
