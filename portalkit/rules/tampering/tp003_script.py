"""TP003: active code on a page that the theme does not have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.patterns import regex
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule

_ACTIVE = regex(
    rb"<(?:script|iframe|frame|frameset|object|embed|applet|base|marquee|blink|portal|fencedframe|bgsound|layer|xml)\b[^>]*>"
    rb"|<meta[^>]*http-equiv[^>]*>|<[a-z][^<>]*\s(?:on[a-z]{3,}|srcdoc|formaction|ping|style)\s*=[^>]*>"
    rb"|(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|vbscript|data):[^\"'> ]{0,40}|<(?:a|img)\b[^>]*\susemap[^>]*>",
    re.IGNORECASE,
)
_FORM = regex(rb"<form\b[^>]*\saction\s*=\s*[\"']?\s*(?P<action>[^\"'\s>]*//[^\"'\s>]*)", re.IGNORECASE)
_SCRIPT = regex(rb"<script\b[^>]*>")
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "data:")
_OWN_SCRIPT = regex(rb'<script src="(?P<src>[^"<>]+)"(?: defer| async| type="module")*>')
_DATA = b'<script type="application/ld+json">'
"""Facts about the page for search engines; no browser runs it."""
_AFTER = regex(rb"\s*</script>", re.IGNORECASE)
_OWN_STYLE = regex(rb'<[a-z0-9]+(?: [a-z-]+="[^"<>]*")*? style="--[a-z-]+: ?[\w.%#-]+;?"[^<>]*>')
_SHOWN = 60


@rule(
    "TP003",
    "页面夹带脚本",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "guoban-2017-47#7", "sibumen-2024#15"),
    fix="核对主题模板和插件有没有被人改动；确认以后从原版恢复，重新生成。",
)
def script(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """页面上只能有主题自带的脚本文件。行内脚本、框架、自动跳转、别处的脚本和交给别处的表单一律是挂马，整个门户停止更新。

    反例: <script>location="http://…"</script>
    正例: <script src="/theme/js/site.js" defer></script>
    """
    around = context.of_frame("TP003", page, lambda: _around(page, context))
    for found in _found(page, around):
        if not _is_own(page, context, found):
            shown = " ".join(found.group()[:_SHOWN].decode(errors="replace").split())
            yield Hit(page.where, f"页面上有主题没有的代码“{shown}”。")
            return
    for action in _foreign_forms(page, context, around):
        yield Hit(page.where, f"页面上的表单把读者填的内容交给别的网站“{action[:_SHOWN]}”。")
        return


def _around(page: BuiltPage, context: PageContext) -> Iterator[str]:
    """Addresses outside of the main part that are code, or that a form hands what readers type to."""
    yield from (r.url for r in page.frame.references if r.url.lower().startswith(_ACTIVE_SCHEMES))
    before, _, rest = page.raw.partition(b"<main")
    yield from _leading_out(page, context, before + b"\n" + rest.rpartition(b"</main>")[2])


def _foreign_forms(page: BuiltPage, context: PageContext, around: Iterable[str]) -> Iterator[str]:
    """Where forms send what readers type, outside of the portal. In the main part, what leads out without a word is
    looked at closely.
    """
    yield from (url for url in around if not url.lower().startswith(_ACTIVE_SCHEMES))
    if any("//" in r.url and not r.loads and not r.text for r in page.references_inside):
        yield from _leading_out(page, context, page.raw)


def _leading_out(page: BuiltPage, context: PageContext, raw: bytes) -> Iterator[str]:
    for found in _FORM.finditer(raw):
        action = html.unescape(found["action"].decode(errors="replace"))
        if context.target(page, action) is None:
            yield action


def _found(page: BuiltPage, around: Iterable[str]) -> Iterator[re.Match[bytes]]:
    if page.plain and not _leads_to_code(page, around):
        yield from _SCRIPT.finditer(page.raw, 0, page.raw.find(b"<body"))
    else:
        yield from _ACTIVE.finditer(page.raw)


def _leads_to_code(page: BuiltPage, around: Iterable[str]) -> bool:
    return any(url.lower().startswith(_ACTIVE_SCHEMES) for url in around) or any(
        ":" in r.url and r.url.lower().startswith(_ACTIVE_SCHEMES) for r in page.references_inside
    )


def _is_own(page: BuiltPage, context: PageContext, found: re.Match[bytes]) -> bool:
    if found.group() == _DATA:
        return True
    own = _OWN_SCRIPT.fullmatch(found.group())
    if own is not None:
        target = context.target(page, html.unescape(own["src"].decode(errors="replace")))
        empty = _AFTER.match(page.raw, found.end()) is not None
        return target is not None and target.endswith((".js", ".mjs")) and context.exists(target) and empty
    return _OWN_STYLE.fullmatch(found.group()) is not None
