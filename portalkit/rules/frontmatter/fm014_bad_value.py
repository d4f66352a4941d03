"""FM014: a value that its field does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM014",
    "字段取值不对",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="改成字段允许的取值。",
    kind=ProblemKind.BAD_VALUE,
)
def bad_value(slip: Slip) -> Iterator[Hit]:
    """值不合字段的要求就不起作用，还可能改变文章的意思。

    反例: 有效性: 生效
    正例: 有效性: 有效
    """
    yield slip.hit
