"""IA006: a portal that shows no question of anybody and no answer."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.service.ia001_no_channel import may_be_a_channel
from portalkit.rules.subjects import TreeContext


@rule(
    "IA006",
    "没有公开咨询答复",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4.4", "xiji-2021#17"),
    fix="在 portal.yaml 的 columns 里加上咨询投诉类栏目，公开网民留言和答复。",
)
def nothing_answered(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """门户要有咨询投诉栏目，公开留言和答复：受理日期、答复日期、答复部门和答复内容，别人有同样的问题就不用再问。

    反例: 门户只有征集调查，没有咨询投诉栏目；或者有这个栏目，一封来信也没有公开
    正例: 咨询投诉栏目里有来信和答复
    """
    portal = context.tree.portal
    columns = [column for column in portal.columns if column.type == "咨询投诉"]
    if columns:
        if not any(holdings.shelf(ColumnPath(portal.folder, column.id)).count for column in columns):
            where = Location(f"{context.tree.id}/{portal.folder}/{columns[0].id}")
            what = f"“{columns[0].name}”没有公开过一封来信和答复。"
            yield Hit(where, what, "把已经答复的来信（隐去个人信息）公开到这个栏目。")
    elif any(may_be_a_channel(column) for column in portal.columns):  # else IA001 says more
        yield Hit(Location(portal.file, None, "columns"), "门户没有咨询投诉栏目。")
