"""IA003: a message that is due to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.facts.messages import MessageDates
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.workdays import UnknownYearError


@rule(
    "IA003",
    "留言答复超期",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#interaction", "xiji-2021#20"),
    fix="尽快办理并答复；情况复杂的，在稿件里写明情况复杂、延期答复。",
    limits=("message_workdays", "message_complex_workdays", "message_days"),
)
def message_overdue(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """留言在规定的工作日内答复，情况复杂的可以延长；过期还没有答复的，逐条列出。

    反例: 11 月 2 日受理，到 11 月 21 日还没有答复
    正例: 11 月 2 日受理，11 月 5 日答复
    """
    for fact in holdings.of_kind(FactKind.MESSAGE):
        dates = MessageDates.unpacked(fact.value)
        since = dates.since
        if dates.answered is not None or since is None:
            continue
        if context.today - since > timedelta(days=context.limit("message_days")):
            continue  # IA002 has it
        days = context.limit("message_complex_workdays" if dates.complex else "message_workdays")
        try:
            due = context.workdays.after(since, days)
        except UnknownYearError:
            continue  # UK010 tells that the calendar is missing
        if context.today > due:
            yield Hit(Location(fact.path), f"{since} 受理的来信最迟应当在 {due} 答复，现在还没有。")
