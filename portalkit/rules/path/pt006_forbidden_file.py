"""PT006: a file of a kind that is not published."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT006",
    "附件类型不允许",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#files",),
    fix="换成 pdf、docx、xlsx、jpg、png 等常用格式。",
    kind=ProblemKind.FORBIDDEN_FILE,
)
def forbidden_file(slip: Slip) -> Iterator[Hit]:
    """附件用常见的格式，程序文件和网页文件可能带有病毒。

    反例: [工具](setup.exe)
    正例: [操作说明](操作说明.pdf)
    """
    yield slip.hit
