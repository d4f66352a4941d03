"""WV002: a waiver whose last day is over."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.rulebook import Waiver
from portalkit.rules.rule import Scope, rule
from portalkit.rules.waiving import WaiverContext


@rule(
    "WV002",
    "规则豁免已到期",
    scope=Scope.WAIVER,
    severity=Severity.ADVISE,
    basis=("house#waivers",),
    fix="删去这一条，或重新审批后改 until。",
)
def waiver_expired(waiver: Waiver, context: WaiverContext) -> Iterator[Hit]:
    """豁免有期限，过了最后一天就不再起作用，豁免过的问题重新列出。

    反例: until 写 2026-06-30，今天是 2026-11-21
    正例: 问题改好后删去豁免；确需延长的，重新审批后改 until
    """
    if waiver.expired(context.today):
        what = f"规则 {waiver.rule} 对“{waiver.path}”的豁免已于 {waiver.until} 到期，不再起作用。"
        yield Hit(Location(waiver.file, waiver.line, "until"), what)
