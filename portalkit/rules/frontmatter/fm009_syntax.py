"""FM009: a head that cannot be read for another reason."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM009",
    "稿件开头写法有误",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="对照示例改正这一行的缩进和标点。",
    kind=ProblemKind.SYNTAX,
)
def syntax(slip: Slip) -> Iterator[Hit]:
    """每行一个字段，“字段名: 值”，值里有特殊符号的用英文双引号括起来。

    反例: 关键词: [食盐, 食品安全
    正例: 关键词: [食盐, 食品安全]
    """
    yield slip.hit
