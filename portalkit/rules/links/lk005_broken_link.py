"""LK005: a link to a page of the portal that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage
from portalkit.rules.links.targets import Sort, missing
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule


@rule(
    "LK005",
    "站内链接打不开",
    scope=Scope.PAGE,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#usability", "guoban-2017-47#annex-links", "xiji-2021#29"),
    fix="改成现有页面的地址，或删去链接。",
)
def broken_link(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """站内的链接都要能打开；文章没有发布、已经下架或者改了文件名，原来的地址就打不开。

    反例: [通知](/shichang/policy/202603/meiyou.html)，没有这个页面
    正例: [通知](/shichang/policy/202603/yan.html)
    """
    for target in missing(page, context, Sort.PAGE):
        yield Hit(page.where, f"链接“/{target}”打不开，网站上没有这个页面。")
