"""FM011: a field that the format does not have."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM011",
    "字段名不认识",
    scope=Scope.FILE,
    severity=Severity.DEDUCT,
    basis=("house#frontmatter",),
    fix="删去这一行，或改成已有的字段名。",
    kind=ProblemKind.UNKNOWN_FIELD,
)
def unknown_field(slip: Slip) -> Iterator[Hit]:
    """不认识的字段不起作用，写的人往往以为它起了作用。

    反例: 编缉: 赵六
    正例: 责任编辑: 赵六
    """
    yield slip.hit
