"""TP003: active code on a page that the theme does not have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule

_ACTIVE = re.compile(
    rb"<(?:script|iframe|frame|frameset|object|embed|applet|base|marquee|blink|portal|fencedframe|bgsound|layer|xml)\b[^>]*>"
    rb"|<meta[^>]*http-equiv[^>]*>|<[a-z][^<>]*\s(?:on[a-z]{3,}|srcdoc|formaction|ping|style)\s*=[^>]*>"
    rb"|(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|vbscript|data):[^\"'> ]{0,40}|<(?:a|img)\b[^>]*\susemap[^>]*>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(rb"<script\b[^>]*>")
_ATTRIBUTE = re.compile(rb"[\s\"'/](?:on[a-z]{3,}|srcdoc|formaction|ping|style)\s*=")
_EMBEDDING = "iframe frame object embed applet base marquee blink portal fencedframe bgsound layer xml"
_ADDRESSES = (b"http-equiv", b"usemap", b"javascript:", b"vbscript:", b"data:")
_SIGNS = (*(f"<{name}".encode() for name in _EMBEDDING.split()), *_ADDRESSES)
"""Without one of these in small letters, and without such an attribute, only scripts are left to be found: most pages
are done with after a look that costs a hundredth.
"""
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
    """页面上只能有主题自带的脚本文件。行内脚本、框架、自动跳转和别处的脚本一律是挂马，整个门户停止更新。

    反例: <script>location="http://…"</script>
    正例: <script src="/theme/js/site.js" defer></script>
    """
    for found in _found(page.raw):
        if not _is_own(page, context, found):
            shown = " ".join(found.group()[:_SHOWN].decode(errors="replace").split())
            yield Hit(page.where, f"页面上有主题没有的代码“{shown}”。")
            return


def _found(raw: bytes) -> Iterator[re.Match[bytes]]:
    lower = raw.lower()
    if any(sign in lower for sign in _SIGNS) or _ATTRIBUTE.search(lower):
        yield from _ACTIVE.finditer(raw)
        return
    for script in _SCRIPT.finditer(lower):
        found = _ACTIVE.match(raw, script.start())
        if found:
            yield found


def _is_own(page: BuiltPage, context: PageContext, found: re.Match[bytes]) -> bool:
    if found.group() == _DATA:
        return True
    own = _OWN_SCRIPT.fullmatch(found.group())
    if own is not None:
        target = context.target(page, html.unescape(own["src"].decode(errors="replace")))
        empty = _AFTER.match(page.raw, found.end()) is not None
        return target is not None and target.endswith((".js", ".mjs")) and context.exists(target) and empty
    return _OWN_STYLE.fullmatch(found.group()) is not None
