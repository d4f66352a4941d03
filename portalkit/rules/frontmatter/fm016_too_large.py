"""FM016: a text or file beyond the size that is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM016",
    "文件太大",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#files",),
    fix="压缩或拆分后替换。",
    kind=ProblemKind.TOO_LARGE,
)
def too_large(slip: Slip) -> Iterator[Hit]:
    """太大的文件读者打不开，也占平台的空间。

    反例: 正文里贴了图片的编码
    正例: 图片存成单独的文件
    """
    yield slip.hit
