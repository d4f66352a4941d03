"""TP005: something that a page loads from another host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.patterns import regex
from portalkit.rules.built import BuiltPage, Reference
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule

_FOREIGN = ("http:", "https:", "//")
_IMPORT = regex(rb"<style\b|@import\b|<link[^>]+(?:dns-prefetch|preconnect|prerender|modulepreload)", re.IGNORECASE)
_SIGNS = (b"<style", b"@import", b"dns-prefetch", b"preconnect", b"prerender", b"modulepreload")


@rule(
    "TP005",
    "页面引用站外资源",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2017-47#7", "sibumen-2024#15", "house#content"),
    fix="把图片、脚本、样式和字体放进主题或稿件的文件夹，不从别的网站加载。",
)
def foreign_load(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """页面的图片、脚本、样式和字体都在本站；从别的网站加载，读者的访问会被那个网站知道，那个网站出事本站也跟着出事。

    反例: <link rel="stylesheet" href="https://fonts.googleapis.com/css">
    正例: <link rel="stylesheet" href="/theme/css/site.css">
    """
    around = context.of_frame("TP005", page, lambda: _foreign(page.frame.references, page, context))
    for url in (*around, *_foreign(page.references_inside, page, context)):
        yield Hit(page.where, f"页面从别的网站加载“{url[:60]}”。")
    # The body of a page that was read by pattern has no style, and what looks like one in it are words.
    raw = page.raw[: page.raw.find(b"<body")] if page.plain else page.raw
    lower = raw.lower()
    found = _IMPORT.search(raw) if any(sign in lower for sign in _SIGNS) else None
    if found:
        yield Hit(page.where, f"页面里有主题没有的样式或预连接“{found.group()[:40].decode(errors='replace')}”。")


def _foreign(references: Iterable[Reference], page: BuiltPage, context: PageContext) -> Iterator[str]:
    for reference in references:
        if reference.loads and reference.url.startswith(_FOREIGN) and context.target(page, reference.url) is None:
            yield reference.url
