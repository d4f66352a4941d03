"""TP004: a link to another host that no reader can see."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule


@rule(
    "TP004",
    "页面有暗链",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2017-47#annex-links", "guoban-2019-19#veto"),
    fix="核对主题模板和插件有没有被人改动；确认以后从原版恢复，重新生成。",
)
def hidden_link(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """藏起来不让读者看见、只给搜索引擎看的外部链接是暗链，说明页面被人改过。

    反例: <div style="display:none"><a href="https://…">…</a></div>
    正例: 页面上的外部链接都看得见，都经过离开提示页
    """
    if page.plain:
        return  # nothing on it is hidden
    for reference in (*page.frame.hidden, *(r for r in page.references_inside if r.hidden)):
        leads_out = reference.url.startswith(("http:", "https:", "//"))
        if leads_out and context.target(page, reference.url) is None:
            yield Hit(page.where, f"有一个看不见的外部链接“{reference.url[:60]}”。")
