"""PG002: an article page without its time and source where a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.patterns import regex
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule

_TIME = regex(rb"<time[^>]*>\s*(\d{4}-\d{2}-\d{2} \d{2}:\d{2})\s*</time>")
_MOMENT = regex(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", re.ASCII)
_SOURCE = "来源：".encode()


@rule(
    "PG002",
    "文章页缺少时间或来源",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2017-47#annex-page", "guoban-2019-19#veto"),
    fix="核对主题的文章模板，写明发布时间（精确到分）和来源，与网页标签一致。",
)
def article(page: BuiltPage, context: PageContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """文章页写明精确到分的发布时间和信息来源。没有注明发布时间的稿件，检查时按没有更新算。

    反例: 文章页只写“2026年3月”
    正例: 发布时间：2026-03-01 09:30　来源：示例县人民政府办公室
    """
    if page.kind != "article":
        return
    found = _TIME.search(page.raw)
    if found is None:
        yield Hit(page.where, "文章页上没有精确到分的发布时间。")
    elif any(_MOMENT.fullmatch(said) and said != found[1].decode() for said in page.meta("PubDate")):
        yield Hit(page.where, f"页面上的发布时间 {found[1].decode()} 与 PubDate 标签不一致。")
    if _SOURCE not in page.raw:
        yield Hit(page.where, "文章页上没有写明来源。")
