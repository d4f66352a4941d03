"""WV003: a waiver that nothing needs."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.rulebook import Waiver
from portalkit.rules.rule import Scope, rule
from portalkit.rules.waiving import WaiverContext


@rule(
    "WV003",
    "规则豁免没有用上",
    scope=Scope.WAIVER,
    severity=Severity.ADVISE,
    basis=("house#waivers",),
    fix="问题已经改好的，删去这一条；路径或编号写错的，改正。",
)
def waiver_unused(waiver: Waiver, context: WaiverContext) -> Iterator[Hit]:
    """留着用不上的豁免，以后再出同样的问题就没有人看见。

    反例: 稿件已经改好或撤下，豁免还留在 waivers.yaml 里
    正例: 问题改好的同时删去豁免
    """
    if context.used is False and context.in_force(waiver):
        what = f"规则 {waiver.rule} 对“{waiver.path}”的豁免没有用上：那里没有这个问题。"
        yield Hit(Location(waiver.file, waiver.line, "path"), what)
