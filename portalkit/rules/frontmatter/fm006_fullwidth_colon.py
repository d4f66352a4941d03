"""FM006: a Chinese colon after the name of a field."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM006",
    "字段用了中文冒号",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="把“：”改成英文冒号加一个空格。",
    kind=ProblemKind.FULLWIDTH_COLON,
)
def fullwidth_colon(slip: Slip) -> Iterator[Hit]:
    """字段名后面用英文冒号加空格，中文冒号读不出来。

    反例: 标题：关于……的通知
    正例: 标题: 关于……的通知
    """
    yield slip.hit
