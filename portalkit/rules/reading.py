"""A finished page as its reader gets it: read from the bytes in the output, with nothing known of how it was made.

The check would be worth nothing if it trusted what it checks. But what stands around the main part (masthead, menu,
foot) is the same on thousands of pages, byte for byte, so it is parsed once for the same bytes; a page whose main part
could reach beyond itself is parsed as a whole. A property test holds both ways to the same result.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from lxml import etree
from lxml import html as lxml_html

from portalkit.patterns import regex
from portalkit.rules.built import OWN, BuiltPage, Frame, Mark, Reference
from portalkit.rules.skimming import ADDRESSES, LOADED, LOADED_LINKS, Part, offered, skim_head, skim_part

_PARSER = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
_HIDDEN_STYLE = regex(r"display:none|visibility:hidden|(?:font-size|opacity):0+(?:\.0*)?(?![.\d])|text-indent:-\d{3}")
_UNSEEN = frozenset({"template", "noscript"})
_LOADING = ("poster", "background", "src", "href", "xlink:href")
_MAY_LOAD = (
    "//*[@poster or @background or @imagesrcset] | //input[@src] | //track[@src] | //*[self::image or self::use]"
)
_MAY_HIDE = "//*[@hidden or @style or self::template or self::noscript]"

_CANONICAL = regex(rb'<link rel="canonical" href="([^"]*)">')
_FAR_REACHING = regex(
    rb"<(?:!|\?|/?(?:script|style|textarea|template|noscript|plaintext|title|iframe|object|select"
    rb"|xmp|frameset|body|html|head|main)\b)",
    re.IGNORECASE,
)
"""What may change how the rest of a page is read; the main part of most pages has none of it."""
_OWN = OWN.encode()
_BANNER = b"demo-banner"
_BODY = regex(rb'<body(?: data-page-kind="([a-z-]*)")?>')
_SIMPLE = regex(rb"[A-Za-z0-9_.~:/-]*")
_END = regex(rb"</body>\s*</html>\s*\Z")
_SENTINEL = b'<i id="portalkit-sentinel"></i>'


def read_page(path: str, raw: bytes) -> BuiltPage:
    """Read one page; an empty file is a page that shows nothing."""
    return _in_parts(path, raw) or read_whole(path, raw)


def read_whole(path: str, raw: bytes) -> BuiltPage:
    """Read one page in one piece."""
    root = _parsed(raw)
    body = root.find("body")
    hiding = _hiding(root)
    return BuiltPage(
        path=path,
        kind=body.get("data-page-kind", "") if body is not None else "",
        metas=_metas(root),
        marks_inside=tuple(_marks(root, hiding)),
        references_inside=tuple(_references(root, hiding)),
        canonical=_canonical(root),
        heading=_heading(root),
        demo_banner=_banner(root, hiding),
        raw=raw,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What was read around the main part."""

    kind: str
    metas: tuple[tuple[str, str], ...]
    demo_banner: str
    frame: Frame
    plain: bool


def _in_parts(path: str, raw: bytes) -> BuiltPage | None:
    """Read a page whose frame was perhaps read before; ``None`` when it has to be read in one piece."""
    start, opening, closing = raw.find(b"<body"), raw.find(b"<main"), raw.rfind(b"</main>")
    if not 0 < start < opening < closing or raw.count(b"<main") != 1:
        return None
    end = closing + len(b"</main>")
    head, main = raw[:start], raw[opening:end]
    inner = main.find(b">") + 1
    found = _CANONICAL.search(head)
    if found is None or _OWN in raw or (_BANNER in main and _BANNER in raw[start:opening]):
        return None  # of two banners the first counts, also an empty one
    own = _quoted(found[1])
    around = _around(raw[start:opening], main[:inner], raw[end:].replace(own, _OWN))
    if around is None:
        return None
    above = skim_head(head)
    skimmed = skim_part(main, content=True)
    inside = skimmed or (None if _FAR_REACHING.search(main, inner, end - opening - len(b"</main>")) else _main(main))
    if above is None or inside is None:
        return None
    return BuiltPage(
        path=path,
        kind=around.kind,
        metas=above.metas + around.metas + inside.metas,
        marks_inside=inside.marks,
        references_inside=above.references + inside.references,
        canonical=above.canonical,
        heading=inside.heading,
        demo_banner=around.demo_banner or inside.demo_banner,
        frame=around.frame,
        own=own.decode(),
        raw=raw,
        plain=around.plain and skimmed is not None,
    )


def _quoted(address: bytes) -> bytes:
    """An address of the page as other addresses carry it."""
    if _SIMPLE.fullmatch(address):
        return address.replace(b":", b"%3A").replace(b"/", b"%2F")  # what ``quote`` does, in a tenth of the time
    return quote(html.unescape(address.decode(errors="replace")), safe="").encode()


def _main(raw: bytes) -> Part | None:
    root = _parsed(b"<html><body>" + raw + _SENTINEL + b"</body></html>")
    if root.find("body/i[@id='portalkit-sentinel']") is None:
        return None  # something in it reaches beyond it
    return _part(root)


@lru_cache(maxsize=512)
def _around(top: bytes, opening: bytes, bottom: bytes) -> _Around | None:
    if b"<h1" in top.lower() or b"<h1" in bottom.lower():
        return None  # which heading comes first is seen in one piece only
    skimmed = _skimmed_around(top, bottom)
    found = skimmed or _parsed_around(top, opening, bottom)
    if found is None:
        return None
    kind, part = found
    shown = (part.demo_banner, *(mark.text for mark in part.marks), *(reference.text for reference in part.references))
    if any(OWN in text for text in (*shown, *(word for meta in part.metas for word in meta))):
        return None  # the page's own address in words is seen in one piece only
    return _Around(kind, part.metas, part.demo_banner, Frame(part.marks, part.references), skimmed is not None)


def _skimmed_around(top: bytes, bottom: bytes) -> tuple[str, Part] | None:
    body, end = _BODY.match(top), _END.search(bottom)
    if body is None or end is None:
        return None
    above = skim_part(top[body.end() :], content=False)
    below = skim_part(bottom[: end.start()], content=False)
    if above is None or below is None or below.demo_banner:
        return None
    kind = html.unescape((body[1] or b"").decode())
    return kind, Part((), above.marks + below.marks, above.references + below.references, "", above.demo_banner)


def _parsed_around(top: bytes, opening: bytes, bottom: bytes) -> tuple[str, Part] | None:
    root = _parsed(b"<html>" + top + opening + b"</main>" + bottom)
    body, main = root.find("body"), next(root.iter("main"), None)
    if body is None or main is None or main.getparent() is not body or b"demo-banner" in bottom:
        return None  # something around the main part could take it in
    return body.get("data-page-kind", ""), _part(root)


def _part(root: lxml_html.HtmlElement) -> Part:
    hiding = _hiding(root)
    return Part(
        _metas(root),
        tuple(_marks(root, hiding)),
        tuple(_references(root, hiding)),
        _heading(root),
        _banner(root, hiding),
    )


def _parsed(raw: bytes) -> lxml_html.HtmlElement:
    try:
        return lxml_html.document_fromstring(raw, parser=_PARSER)
    except etree.LxmlError:  # nothing in it: a page that shows nothing
        return lxml_html.document_fromstring(b"<html></html>", parser=_PARSER)


def _hiding(root: lxml_html.HtmlElement) -> frozenset[lxml_html.HtmlElement]:
    return frozenset(el for el in root.xpath(_MAY_HIDE) if _hides(el))


def _metas(root: lxml_html.HtmlElement) -> tuple[tuple[str, str], ...]:
    return tuple((el.get("name", ""), el.get("content", "")) for el in root.iter("meta") if el.get("name"))


def _canonical(root: lxml_html.HtmlElement) -> str:
    return next((el.get("href", "") for el in root.iter("link") if el.get("rel") == "canonical"), "")


def _heading(root: lxml_html.HtmlElement) -> str:
    return next((_text(el) for el in root.iter("h1")), "")


def _banner(root: lxml_html.HtmlElement, hiding: frozenset[lxml_html.HtmlElement]) -> str:
    return next((_text(el) for el in root.find_class("demo-banner") if not _hidden(el, hiding)), "")


def _marks(root: lxml_html.HtmlElement, hiding: frozenset[lxml_html.HtmlElement]) -> Iterator[Mark]:
    for el in root.xpath("//*[@data-identity]"):
        yield Mark(
            name=el.get("data-identity"),
            part=el.get("data-contact", ""),
            text=_text(el),
            href=(el.get("href") or "").strip(),
            hidden=_hidden(el, hiding),
        )


def _references(root: lxml_html.HtmlElement, hiding: frozenset[lxml_html.HtmlElement]) -> Iterator[Reference]:
    for el in root.iter(*ADDRESSES):
        attribute = ADDRESSES[el.tag]
        for copy in offered(el.get("srcset") or ""):
            within = next(el.iterancestors("main"), None) is not None
            yield Reference(copy, "", loads=True, hidden=False, content=within)
        url = (el.get(attribute) or "").strip()
        if not url or (el.tag == "link" and el.get("rel") == "canonical"):
            continue
        loads = el.tag in LOADED or (el.tag == "link" and el.get("rel") in LOADED_LINKS)
        is_link = el.tag == "a"
        content = next(el.iterancestors("main"), None) is not None
        yield Reference(url, _text(el) if is_link else "", loads, is_link and _hidden(el, hiding), content)
    yield from _loaded_aside(root)


def _loaded_aside(root: lxml_html.HtmlElement) -> Iterator[Reference]:
    """What a browser loads for attributes that the theme does not use (HTML standard, obsolete ones too), from
    elsewhere.
    """
    for el in root.xpath(_MAY_LOAD):
        urls = [el.get(name) or "" for name in _LOADING]
        for url in (*urls, *offered(el.get("imagesrcset") or "")):
            if "//" in url:
                content = next(el.iterancestors("main"), None) is not None
                yield Reference(url.strip(), "", loads=True, hidden=False, content=content)


def _text(el: lxml_html.HtmlElement) -> str:
    return " ".join(el.text_content().split())


def _hidden(el: lxml_html.HtmlElement, hiding: frozenset[lxml_html.HtmlElement]) -> bool:
    """Whether a reader never sees it: by its own markup or that of something around it."""
    return bool(hiding) and (el in hiding or any(around in hiding for around in el.iterancestors()))


def _hides(el: lxml_html.HtmlElement) -> bool:
    style = (el.get("style") or "").replace(" ", "").lower()
    return el.tag in _UNSEEN or el.get("hidden") is not None or _HIDDEN_STYLE.search(style) is not None
