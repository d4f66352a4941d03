"""FM002: an invisible mark at the start of a file."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM002",
    "文件开头有 BOM 标记",
    scope=Scope.FILE,
    severity=Severity.ADVISE,
    basis=("house#frontmatter",),
    fix="另存为不带 BOM 的 UTF-8。",
    kind=ProblemKind.BOM,
)
def byte_order_mark(slip: Slip) -> Iterator[Hit]:
    """BOM 标记不影响发布，去掉后各种工具都好读。

    反例: 存成“带有 BOM 的 UTF-8”
    正例: 存成“UTF-8”
    """
    yield slip.hit
