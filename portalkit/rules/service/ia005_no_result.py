"""IA005: a survey of which nobody told the result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.facts.surveys import RESULT, Answered
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "IA005",
    "征集没有公布结果",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4.4",),
    fix="发布征集结果和意见采纳情况，标题写明是哪一次征集的结果。",
    limits=("survey_result_days",),
)
def no_result(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """公开征求意见，结束以后公布收到多少意见、采纳了哪些、没有采纳的为什么。

    反例: 征集 9 月 10 日结束，到 11 月还没有公布结果
    正例: 征集结束后 30 天内发布“……结果反馈”
    """
    days = context.limit("survey_result_days")
    facts = holdings.of_kind(FactKind.SURVEY)
    surveys = [fact.value.split("|", 1) for fact in facts]
    answered = Answered(matter for end, matter in surveys if end == RESULT)
    for fact, (end, matter) in zip(facts, surveys, strict=True):
        if end == RESULT or answered.has(matter):
            continue
        due = date.fromisoformat(end) + timedelta(days=days)
        if context.today > due:
            yield Hit(Location(fact.path), f"征集已于 {end} 结束，最迟应当在 {due} 公布结果，现在还没有。")
