"""FM001: a file that is no UTF-8 text."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM001",
    "文件编码不对",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="用编辑器把文件另存为 UTF-8 编码。",
    kind=ProblemKind.ENCODING,
)
def encoding(slip: Slip) -> Iterator[Hit]:
    """稿件是 UTF-8 纯文本，别的编码会让汉字变成乱码。

    反例: 用记事本存成“ANSI”
    正例: 用记事本存成“UTF-8”
    """
    yield slip.hit
