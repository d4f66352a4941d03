"""PG001: the outline of a page."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.patterns import regex
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule

_VIEWPORT = regex(rb'<meta name="viewport" content="([^"]*)"')
_TITLE = regex(rb"<title>\s*[^<\s]")
_ONCE = (
    (regex(rb"<main\b"), "主要内容区（main）"),
    (regex(rb'<header\b[^>]*role="banner"'), "头部标识区（header）"),
    (regex(rb'<footer\b[^>]*role="contentinfo"'), "底部功能区（footer）"),
    (regex(rb"<h1\b"), "一级标题（h1）"),
)
_SIGNS = (b"<main", b"<header", b"<footer", b"<h1")


@rule(
    "PG001",
    "页面结构不规范",
    scope=Scope.PAGE,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#annex-layout", "huaihua-2020#2"),
    fix="核对主题模板，改正后重新生成。",
)
def outline(page: BuiltPage, context: PageContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """页面写明是 HTML5、是中文，适配手机，可以放大；头部、主要内容、底部和一级标题各有一个，读屏软件才好用。

    反例: 页面没有 lang="zh-CN"，或者禁止手机放大
    正例: <html lang="zh-CN">，头部、内容、底部分明
    """
    raw = page.raw
    if raw.lstrip()[:15].lower() != b"<!doctype html>":
        yield Hit(page.where, "页面没有声明是 HTML5（<!DOCTYPE html>）。")
    if b'<html lang="zh-CN"' not in raw[:400]:
        yield Hit(page.where, '页面没有写明是中文（lang="zh-CN"）。')
    viewport = _VIEWPORT.search(raw)
    if viewport is None:
        yield Hit(page.where, "页面没有适配手机（缺 viewport）。")
    elif b"user-scalable=no" in viewport[1] or b"maximum-scale=1" in viewport[1]:
        yield Hit(page.where, "页面禁止用户放大。")
    if not _TITLE.search(raw):
        yield Hit(page.where, "页面没有标题（title）。")
    # Nearly every page has each once; to count bytes takes a tenth of the time of a pattern.
    once = all(raw.count(sign) == 1 for sign in _SIGNS)
    if once and all(tag.match(raw, raw.find(sign)) for sign, (tag, _) in zip(_SIGNS, _ONCE, strict=True)):
        return
    for tag, name in _ONCE:
        count = len(tag.findall(raw))
        if count != 1:
            yield Hit(page.where, f"页面上的{name}有 {count} 个，应当有一个。")
