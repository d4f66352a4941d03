"""LK007: a style sheet, script or picture of the theme that the output lacks."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage
from portalkit.rules.links.targets import Sort, missing
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule


@rule(
    "LK007",
    "主题文件缺失",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2019-19#usability",),
    fix="请平台管理员恢复 theme/static 里的这个文件，或改正模板，重新生成。",
)
def missing_theme_file(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """页头、导航、页脚用到的样式、脚本和图片都要在生成结果里，缺一个就不能上线。

    反例: 模板引用 /theme/site.css，生成结果里没有
    正例: 模板引用的文件都在
    """
    for target in missing(page, context, Sort.FRAME):
        yield Hit(page.where, f"页面框架用到的文件“/{target}”不在生成结果里。")
