"""TP003: active code on a page that the theme does not have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage, Reference
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule

_ACTIVE = re.compile(
    rb"<(?:script|iframe|frame|frameset|object|embed|applet|base|marquee|blink|portal|fencedframe|bgsound|layer|xml)\b[^>]*>"
    rb"|<meta[^>]*http-equiv[^>]*>|<[a-z][^<>]*\s(?:on[a-z]{3,}|srcdoc|formaction|ping|style)\s*=[^>]*>"
    rb"|(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|vbscript|data):[^\"'> ]{0,40}|<(?:a|img)\b[^>]*\susemap[^>]*>",
    re.IGNORECASE,
)
_FORM = re.compile(rb"<form\b[^>]*\saction\s*=\s*[\"']?\s*(?P<action>[^\"'\s>]*//[^\"'\s>]*)", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b[^>]*>")
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "data:")
_OWN_SCRIPT = re.compile(rb'<script src="(?P<src>[^"<>]+)"(?: defer| async| type="module")*>')
_DATA = b'<script type="application/ld+json">'
"""Facts about the page for search engines; no browser runs it."""
_AFTER = re.compile(rb"\s*</script>", re.IGNORECASE)
_OWN_STYLE = re.compile(rb'<[a-z0-9]+(?: [a-z-]+="[^"<>]*")*? style="--[a-z-]+: ?[\w.%#-]+;?"[^<>]*>')
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
    for found in _found(page, context):
        if not _is_own(page, context, found):
            shown = " ".join(found.group()[:_SHOWN].decode(errors="replace").split())
            yield Hit(page.where, f"页面上有主题没有的代码“{shown}”。")
            return
    for action in _foreign_forms(page, context):
        yield Hit(page.where, f"页面上的表单把读者填的内容交给别的网站“{action[:_SHOWN]}”。")
        return


def _foreign_forms(page: BuiltPage, context: PageContext) -> Iterator[str]:
    """Where forms send what readers type, outside of the portal. What leads out without a word is looked at closely."""
    around = context.of_frame("TP003 form", page, lambda: _wordless(page.frame.references))
    if around or any(_wordless(page.references_inside)):
        for found in _FORM.finditer(page.raw):
            action = html.unescape(found["action"].decode(errors="replace"))
            if context.target(page, action) is None:
                yield action


def _wordless(references: Iterable[Reference]) -> Iterator[str]:
    return (r.url for r in references if not r.loads and not r.text and "//" in r.url)


def _found(page: BuiltPage, context: PageContext) -> Iterator[re.Match[bytes]]:
    if page.plain and not _leads_to_code(page, context):
        yield from _SCRIPT.finditer(page.raw, 0, page.raw.find(b"<body"))
    else:
        yield from _ACTIVE.finditer(page.raw)


def _leads_to_code(page: BuiltPage, context: PageContext) -> bool:
    around = context.of_frame("TP003", page, lambda: _code(page.frame.references))
    return bool(around) or any(
        ":" in r.url and r.url.lower().startswith(_ACTIVE_SCHEMES) for r in page.references_inside
    )


def _code(references: Iterable[Reference]) -> Iterator[str]:
    return (r.url for r in references if r.url.lower().startswith(_ACTIVE_SCHEMES))


def _is_own(page: BuiltPage, context: PageContext, found: re.Match[bytes]) -> bool:
    if found.group() == _DATA:
        return True
    own = _OWN_SCRIPT.fullmatch(found.group())
    if own is not None:
        target = context.target(page, html.unescape(own["src"].decode(errors="replace")))
        empty = _AFTER.match(page.raw, found.end()) is not None
        return target is not None and target.endswith((".js", ".mjs")) and context.exists(target) and empty
    return _OWN_STYLE.fullmatch(found.group()) is not None
