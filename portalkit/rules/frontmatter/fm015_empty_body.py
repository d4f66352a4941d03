"""FM015: an article without a text."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM015",
    "正文是空的",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#content", "guoban-2017-47#annex-columns"),
    fix="在第二行“---”下面写正文。",
    kind=ProblemKind.EMPTY_BODY,
)
def empty_body(slip: Slip) -> Iterator[Hit]:
    """点开标题却没有内容，与空白栏目一样不应出现。

    反例: “---”下面什么也没有
    正例: 写一句说明，并链接附件
    """
    yield slip.hit
