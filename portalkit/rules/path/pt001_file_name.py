"""PT001: a file name that makes no address."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT001",
    "稿件文件名不规范",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#filename",),
    fix="改成“2026-03-01-名称.md”，名称只用小写字母、数字和短横线。",
    kind=ProblemKind.FILE_NAME,
)
def file_name(slip: Slip) -> Iterator[Hit]:
    """文件名决定网址，要写日期加小写字母、数字和短横线。

    反例: 2026-3-1 通知.md
    正例: 2026-03-01-tongzhi.md
    """
    if not slip.readable:
        yield slip.hit
