"""PT008: a name of an attachment that is unfit for an address."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT008",
    "附件文件名不规范",
    scope=Scope.FILE,
    severity=Severity.DEDUCT,
    basis=("house#files",),
    fix="改短文件名，去掉空格和符号。",
    kind=ProblemKind.FILE_NAME,
)
def attachment_name(slip: Slip) -> Iterator[Hit]:
    """附件名里的空格和符号会让链接断开。

    反例: [表](申请 表#1.docx)
    正例: [表](申请表1.docx)
    """
    if slip.readable:
        yield slip.hit
