"""FM005: a head that does not end."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM005",
    "稿件开头没有结束",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="在最后一个字段的下一行单独写“---”。",
    kind=ProblemKind.HEAD_NOT_CLOSED,
)
def head_not_closed(slip: Slip) -> Iterator[Hit]:
    """字段部分要用第二行“---”结束，否则分不清哪里是正文。

    反例: 只有一行“---”
    正例: 字段写完后再写一行“---”
    """
    yield slip.hit
