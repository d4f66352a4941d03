"""FM013: a date or time that is none."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM013",
    "日期写法不对",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter", "guoban-2017-47#annex-tags"),
    fix="写成“2026-03-01 09:30”的形式。",
    kind=ProblemKind.BAD_DATE,
)
def bad_date(slip: Slip) -> Iterator[Hit]:
    """日期写成年-月-日，时间写成时:分，读者和检索都靠它。

    反例: 发布时间: 2026年3月1日
    正例: 发布时间: 2026-03-01 09:30
    """
    yield slip.hit
