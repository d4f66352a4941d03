"""ID003: the registration of a portal changed, and nothing says that the change was filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.model.seen import FILED, Seen
from portalkit.model.tenant import Change
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_NAMES = {
    "name": "网站名称",
    "owner": "主办单位",
    "operator": "承办单位",
    "phone": "联系电话",
    "supervisor": "主管单位",
    "domain": "域名",
    "site_code": "网站标识码",
    "columns": "栏目结构",
}


@rule(
    "ID003",
    "登记变了没有变更记录",
    scope=Scope.UPKEEP,
    severity=Severity.ADVISE,
    basis=("xiji-2021#16", "guoban-2017-47#3.2", "huaihua-2020#10"),
    fix="办理变更备案，在 portal.yaml 的 changes 里写上变更项（what）、日期（date）和文号（document）。",
    limits=("change_days",),
)
def change_unfiled(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """主办单位、联系方式、域名、栏目结构变了要更新备案；换域名还要在原网站公告。程序记得以前登记的是什么，与现在比。

    反例: 域名从 www.shilixian.gov.cn 换成 www.shili.gov.cn，没有变更记录
    正例: changes 里写着 what: domain 和备案文号、公告日期
    """
    site = context.tree.portal.site
    changes = site.changes if site else ()
    span = timedelta(days=context.limit("change_days"))
    for before, after in pairwise(holdings.seen):
        if after.since <= context.today - span:
            continue
        for field in FILED:
            if field in before.values and before.values[field] != after.values.get(field, ""):
                filed = [change for change in changes if change.what == field and change.on > after.since - span]
                yield from _of(field, before, after, filed, context)


def _of(field: str, before: Seen, after: Seen, filed: list[Change], context: TreeContext) -> Iterator[Hit]:
    where = Location(context.tree.portal.file, None, "changes")
    then, now = before.values[field], after.values.get(field, "")
    if not filed:
        told = _difference(then, now) if field == "columns" else f"从“{then}”变成“{now}”"
        yield Hit(where, f"{_NAMES[field]}{told}（{after.since} 起），没有变更记录。")
    elif field == "domain" and not any(change.announced for change in filed):
        what = f"域名从“{then}”变成“{now}”，变更记录里没有在原网站公告的日期。"
        yield Hit(where, what, "在原网站发布域名变更公告，在 changes 里补上 announced（公告日期）。")


def _difference(then: str, now: str) -> str:
    """Which columns came and which went."""
    before, after = set(then.split("、")), set(now.split("、"))
    parts = [f"增加{'、'.join(sorted(after - before))}"] if after - before else []
    parts += [f"撤去{'、'.join(sorted(before - after))}"] if before - after else []
    return "，".join(parts)
