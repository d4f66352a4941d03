"""FM007: a tab in the head."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM007",
    "字段里有制表符",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="删去制表符，改用空格。",
    kind=ProblemKind.TAB,
)
def tab(slip: Slip) -> Iterator[Hit]:
    """缩进用空格，制表符在不同的电脑上宽窄不同。

    反例: 用 Tab 键缩进
    正例: 用两个空格缩进
    """
    yield slip.hit
