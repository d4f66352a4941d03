"""FM008: a quotation mark without its partner."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM008",
    "引号没有配对",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="补上缺少的引号，或删去多余的引号。",
    kind=ProblemKind.QUOTE,
)
def quote(slip: Slip) -> Iterator[Hit]:
    """值用了引号就要成对，里面的引号用中文引号。

    反例: 标题: "关于……的通知
    正例: 标题: 关于……的通知
    """
    yield slip.hit
