"""FM010: a field that is written twice."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM010",
    "字段重复",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="只保留正确的一行。",
    kind=ProblemKind.DUPLICATE_FIELD,
)
def duplicate_field(slip: Slip) -> Iterator[Hit]:
    """一个字段只写一次，写了两次就不知道以哪个为准。

    反例: 写了两行“来源”
    正例: 只写一行“来源”
    """
    yield slip.hit
