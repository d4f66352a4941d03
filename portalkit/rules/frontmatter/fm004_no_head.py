"""FM004: an article without its head."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM004",
    "缺少稿件开头",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter",),
    fix="在文件最前面写两行“---”，中间写标题、发布时间、来源。",
    kind=ProblemKind.NO_HEAD,
)
def no_head(slip: Slip) -> Iterator[Hit]:
    """稿件开头写明标题、发布时间和来源，没有就不能发布。

    反例: 第一行就是正文
    正例: 第一行是“---”
    """
    yield slip.hit
