"""FM017: code in a text that a page may not carry."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM017",
    "正文夹带不允许的代码",
    scope=Scope.FILE,
    severity=Severity.VETO,
    basis=("house#content", "guoban-2019-19#veto"),
    fix="删去这段代码，用 Markdown 书写。",
    kind=ProblemKind.UNSAFE_HTML,
)
def unsafe_html(slip: Slip) -> Iterator[Hit]:
    """脚本、样式和别的网站上的图片会被挂马、暗链利用，页面上一律不出现。

    反例: <script src="…"></script>
    正例: 把图片存到稿件所在的文件夹，写成 ![说明](图片.jpg)
    """
    yield slip.hit
