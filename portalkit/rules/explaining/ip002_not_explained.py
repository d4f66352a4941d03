"""IP002: a document that people have to know and that nobody explained in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.workdays import UnknownYearError

_LOOK_BACK = timedelta(days=366)


@rule(
    "IP002",
    "文件没有解读",
    scope=Scope.UPKEEP,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#4.2", "xiji-2021#18", "huaihua-2020#3"),
    fix="由起草单位写解读，在“解读”里写上文件的文号；确不需要解读的，可以申请豁免。",
    limits=("interpretation_workdays",),
)
def not_explained(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """涉及群众利益的办法、规定、方案，解读与文件同步发布。只看最近一年的文件。

    反例: 《……管理办法》发布三个工作日后还没有解读
    正例: 文件发布当天发布解读
    """
    explained = {fact.value.partition("|")[2] for fact in holdings.of_kind(FactKind.EXPLAINS)}
    for fact in holdings.of_kind(FactKind.POLICY):
        day, _, number = fact.value.partition("|")
        published = date.fromisoformat(day)
        if number in explained or published < context.today - _LOOK_BACK:
            continue
        try:
            due = context.workdays.after(published, context.limit("interpretation_workdays"))
        except UnknownYearError:
            continue  # UK010 tells that the calendar is missing
        if context.today > due:
            yield Hit(Location(fact.path), f"“{number}”{day} 发布，最迟应当在 {due} 有解读，现在还没有。")
