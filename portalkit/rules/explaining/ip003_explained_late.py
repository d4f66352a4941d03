"""IP003: an explanation that came later than it should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.workdays import UnknownYearError


@rule(
    "IP003",
    "解读发布迟了",
    scope=Scope.UPKEEP,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#4.2", "xiji-2021#18"),
    fix="今后起草文件时同步准备解读，与文件一起送审、一起发布。",
    limits=("interpretation_workdays",),
)
def explained_late(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """解读与文件同步发布，最迟不超过规定的工作日；有几篇解读的，看最早的一篇。

    反例: 文件 3 月 2 日发布，解读 3 月 20 日发布
    正例: 文件 3 月 2 日发布，解读 3 月 3 日发布
    """
    first: dict[str, tuple[str, str]] = {}
    for fact in holdings.of_kind(FactKind.EXPLAINS):
        day, _, number = fact.value.partition("|")
        first[number] = min(first.get(number, (day, fact.path)), (day, fact.path))
    for fact in holdings.of_kind(FactKind.POLICY):
        day, _, number = fact.value.partition("|")
        if number not in first:
            continue
        explained, path = first[number]
        try:
            due = context.workdays.after(date.fromisoformat(day), context.limit("interpretation_workdays"))
        except UnknownYearError:
            continue  # UK010 tells that the calendar is missing
        if date.fromisoformat(explained) > due:
            yield Hit(Location(path), f"“{number}”{day} 发布，解读最迟应当在 {due} 发布，实际是 {explained}。")
