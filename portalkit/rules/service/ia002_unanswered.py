"""IA002: a message that nobody answered for months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.facts.messages import MessageDates
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_YEAR = timedelta(days=366)


@rule(
    "IA002",
    "留言长期没有答复",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("guoban-2017-47#4.4", "huaihua-2020#8"),
    fix="立即办理并答复，在稿件里补上答复日期和答复内容。",
    limits=("message_days",),
)
def unanswered(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """一年以内的有效留言，三个月没有答复，按检查指标单项否决。

    反例: 来信日期 2026-05-01，到 11 月还没有答复
    正例: 来信日期 2026-05-01，答复日期 2026-05-08
    """
    days = context.limit("message_days")
    for fact in holdings.of_kind(FactKind.MESSAGE):
        dates = MessageDates.unpacked(fact.value)
        since = dates.received or dates.accepted
        if dates.answered is None and since and timedelta(days=days) < context.today - since <= _YEAR:
            yield Hit(Location(fact.path), f"{since} 的来信，{(context.today - since).days} 天没有答复。")
