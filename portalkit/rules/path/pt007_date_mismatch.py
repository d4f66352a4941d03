"""PT007: a file name of another month than its article."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT007",
    "文件名与发布时间不一致",
    scope=Scope.FILE,
    severity=Severity.ADVISE,
    basis=("house#filename",),
    fix="核对日期，把文件名或发布时间改成一致。",
    kind=ProblemKind.DATE_MISMATCH,
)
def date_mismatch(slip: Slip) -> Iterator[Hit]:
    """网址里的年月取自文件名，与发布时间不同会让读者误会。

    反例: 2026-03-01-yan.md，发布时间: 2026-05-01
    正例: 2026-03-01-yan.md，发布时间: 2026-03-02
    """
    yield slip.hit
