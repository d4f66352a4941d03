"""PT003: two articles for one address."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT003",
    "两篇稿件网址相同",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#filename",),
    fix="给还没有发布的那一篇改文件名。",
    kind=ProblemKind.SLUG_COLLISION,
)
def slug_collision(slip: Slip) -> Iterator[Hit]:
    """同一栏目同一月份里，名称相同的两篇会互相覆盖。

    反例: 2026-03-01-yan.md 和 2026-03-09-yan.md
    正例: 2026-03-01-yan.md 和 2026-03-09-yan-2.md
    """
    yield slip.hit
