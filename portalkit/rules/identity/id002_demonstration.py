"""ID002: a demonstration that does not say so, or a real portal that says it is one."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule


@rule(
    "ID002",
    "演示标志与登记不符",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("sibumen-2024#8", "house#registry"),
    fix="核对主题模板的演示提示和 portal.yaml 里的 demo，改一致后重新生成。",
)
def demonstration(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """演示用的门户每页写明是演示，并请搜索引擎不收录；真实的门户不能写成演示。

    反例: demo: true，页面上没有演示提示
    正例: demo: true，每页顶部写明“本站为演示网站”
    """
    demo = context.identity_of(page).demo
    if not demo:
        if page.demo_banner:
            yield Hit(page.where, "这是正式的门户，页面上却写着演示提示。")
        return
    if "演示" not in page.demo_banner:
        yield Hit(page.where, "演示门户的页面上没有演示提示。")
    if not any("noindex" in content.lower() for content in page.meta("robots")):
        yield Hit(page.where, "演示门户的页面没有请搜索引擎不收录（robots 标签缺 noindex）。")
