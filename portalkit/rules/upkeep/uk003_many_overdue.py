"""UK003: so many columns overdue that the whole site fails the inspection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import Kept, kept_columns


@rule(
    "UK003",
    "栏目大面积不更新",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "xiji-2021#34"),
    fix="按 UK002 列出的栏目逐个更新；没有内容保障的，报中心运维单位归并或关闭。",
    limits=("stale_key_columns", "stale_other_columns", "long_stale_days"),
)
def many_overdue(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """动态类和门户的公告、文件类栏目超期达到五个，或者其他应更新的栏目长期不更新达到十个，按检查指标单项否决。

    反例: 六个部门的工作动态都超过两周没有更新
    正例: 超期的栏目只有个别几个
    """
    long = timedelta(days=context.limit("long_stale_days"))
    late = [kept for kept in kept_columns(holdings, context) if context.today > kept.due]
    for name, key, limit in (("动态、公告、文件类", True, "stale_key_columns"), ("其他", False, "stale_other_columns")):
        of_kind = [kept for kept in late if kept.is_key is key and (key or context.today - kept.newest > long)]
        most = context.limit(limit)
        if len(of_kind) >= most:
            what = f"{name}栏目有 {len(of_kind)} 个超期，达到 {most} 个就单项否决：{_named(of_kind)}。"
            yield Hit(Location(f"{context.tree.id}/{context.tree.portal.folder}"), what)


def _named(kept: list[Kept]) -> str:
    names = [f"{one.tenant.short_name}/{one.column.name}" for one in kept[:5]]
    return "、".join(names) + ("等" if len(kept) > len(names) else "")
