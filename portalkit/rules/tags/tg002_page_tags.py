"""TG002: the tags that name the column and the article, by kind of page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from portalkit.model.finding import Hit, Severity
from portalkit.patterns import regex
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule

_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_CONTENT = ("ArticleTitle", "PubDate", "ContentSource")
_OPTIONAL = ("Keywords", "Author", "Description", "Image", "Url")
_REQUIRED = {"article": (*_COLUMN, *_CONTENT), "column": _COLUMN, "disclosure": _COLUMN}
_RESIDUE = regex(r"\{\{|\{%|<\?php|^(?:null|none|undefined)$", re.IGNORECASE)
_LONGEST_EMPTY = len("undefined\n")
_PUBLISHED = regex(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", re.ASCII)


@rule(
    "TG002",
    "栏目或内容标签不规范",
    scope=Scope.PAGE,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#annex-tags",),
    fix="核对主题模板的网页标签和栏目的登记，改正后重新生成。",
)
def page_tags(page: BuiltPage, context: PageContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """栏目页要有四个栏目标签，文章页还要有标题、发布时间和来源标签，不缺、不空、不重复，与页面一致。

    反例: PubDate 写成 2026年3月1日
    正例: PubDate 写成 2026-03-01 09:30
    """
    if not page.kind:
        yield Hit(page.where, "页面没有标明是哪一类页面（body 的 data-page-kind），无法核对标签。")
    for name in _REQUIRED.get(page.kind, ()):
        if not page.meta(name):
            yield Hit(page.where, f"页面缺少标签 {name}。")
    for name in (*_COLUMN, *_CONTENT, *_OPTIONAL):
        found = page.meta(name)
        if len(found) > 1:
            yield Hit(page.where, f"标签 {name} 出现了 {len(found)} 次，只能有一个。")
        for content in found[:1]:
            if not content.strip():
                yield Hit(page.where, f"标签 {name} 是空的。")
            elif _has_residue(content):
                yield Hit(page.where, f"标签 {name} 里残留着模板代码或空值“{content[:20]}”。")
    if page.kind == "article":
        yield from _article(page)
    for content in page.meta("Url"):
        if page.canonical and content != page.canonical:
            yield Hit(page.where, "标签 Url 与页面自己的网址不一致。")


def _has_residue(content: str) -> bool:
    may_have = "{" in content or "<" in content or len(content) <= _LONGEST_EMPTY
    return may_have and _RESIDUE.search(content) is not None


def _article(page: BuiltPage) -> Iterator[Hit]:
    for content in page.meta("PubDate"):
        if content.strip() and not _is_moment(content):
            yield Hit(page.where, f"标签 PubDate 写的是“{content}”，应当是“2026-03-01 09:30”的形式。")
    for content in page.meta("ArticleTitle"):
        if content.strip() and " ".join(content.split()) != page.heading:
            yield Hit(page.where, f"标签 ArticleTitle 与页面上的标题“{page.heading}”不一致。")


def _is_moment(text: str) -> bool:
    if not _PUBLISHED.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
