"""FM003: two kinds of line ends in one file."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM003",
    "换行方式混用",
    scope=Scope.FILE,
    severity=Severity.ADVISE,
    basis=("house#frontmatter",),
    fix="用编辑器把换行统一为 LF。",
    kind=ProblemKind.LINE_ENDS,
)
def mixed_line_ends(slip: Slip) -> Iterator[Hit]:
    """两种换行混用不影响发布，统一后比对版本更清楚。

    反例: 一部分行以 CRLF 结尾，一部分以 LF 结尾
    正例: 全文都以 LF 结尾
    """
    yield slip.hit
