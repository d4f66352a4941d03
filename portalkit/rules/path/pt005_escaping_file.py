"""PT005: a file outside the unit's own folder."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT005",
    "引用了别处的文件",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#files",),
    fix="把文件复制到稿件所在的文件夹，只写文件名。",
    kind=ProblemKind.ESCAPING_FILE,
)
def escaping_file(slip: Slip) -> Iterator[Hit]:
    """稿件只能引用本单位文件夹里的文件，每个单位对自己的文件负责。

    反例: ![图](../../caizheng/finance/tu.jpg)
    正例: ![图](tu.jpg)
    """
    yield slip.hit
