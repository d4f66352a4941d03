"""A finished page as its reader gets it: read from the bytes in the output, with nothing known of how it was made.

The check would be worth nothing if it trusted what it checks. But what stands around the main part (masthead, menu,
foot) is the same on thousands of pages, byte for byte, so it is parsed once for the same bytes; a page whose main part
could reach beyond itself is parsed as a whole. A property test holds both ways to the same result.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from lxml import etree
from lxml import html as lxml_html

from portalkit.model.finding import Location

HOME_FILE = "index.html"

_PARSER = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
_RESOURCES = {"img": "src", "source": "src", "video": "src", "audio": "src", "script": "src", "embed": "src"}
_PAGES = {"a": "href", "area": "href", "form": "action", "iframe": "src"}
_HIDDEN_STYLE = ("display:none", "visibility:hidden", "font-size:0")
_UNSEEN = frozenset({"template", "noscript"})
_MAY_HIDE = "//*[@hidden or @style or self::template or self::noscript]"

_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)">')
_FAR_REACHING = re.compile(
    rb"<(?:!|\?|/?(?:script|style|textarea|template|noscript|plaintext|title|iframe|object|select"
    rb"|xmp|frameset|body|html|head|main)\b)",
    re.IGNORECASE,
)
"""What may change how the rest of a page is read; the main part of most pages has none of it."""
_OWN = b"portalkit-own-address"
_SENTINEL = b'<i id="portalkit-sentinel"></i>'


@dataclass(frozen=True, slots=True)
class Mark:
    """An element that carries one item of identity: ``name`` of the item, ``part`` of a contact, what a reader sees."""

    name: str
    part: str
    text: str
    href: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that a page leads to or loads. ``text`` are the words of a link; ``loads`` is set for what a page shows
    or runs: pictures, scripts, style sheets. ``content`` is set inside the main part, which editors write.
    """

    url: str
    text: str
    loads: bool
    hidden: bool
    content: bool


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """One page of the output. ``path`` is relative to it; ``kind`` is what the page says it is."""

    path: str
    kind: str
    metas: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    references: tuple[Reference, ...]
    canonical: str
    heading: str
    demo_banner: str

    @property
    def url(self) -> str:
        """Its site path."""
        return f"/{self.path.removesuffix(HOME_FILE)}" if _is_index(self.path) else f"/{self.path}"

    @property
    def where(self) -> Location:
        """Where its findings point to."""
        return Location(self.path)

    def meta(self, name: str) -> tuple[str, ...]:
        """Contents of every meta tag of that name."""
        return tuple(content for found, content in self.metas if found == name)


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
        marks=tuple(_marks(root, hiding)),
        references=tuple(_references(root, hiding)),
        canonical=_canonical(root),
        heading=_heading(root),
        demo_banner=_banner(root, hiding),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around the main part."""

    kind: str
    metas: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    references: tuple[Reference, ...]
    heading: str
    demo_banner: str


def _in_parts(path: str, raw: bytes) -> BuiltPage | None:
    """Read a page whose frame was perhaps read before; ``None`` when it has to be read in one piece."""
    start, opening, closing = raw.find(b"<body"), raw.find(b"<main"), raw.rfind(b"</main>")
    if not 0 < start < opening < closing or raw.count(b"<main") != 1:
        return None
    end = closing + len(b"</main>")
    head, main = raw[:start], raw[opening:end]
    inner = main[main.find(b">") + 1 : -len(b"</main>")]
    if _FAR_REACHING.search(inner):
        return None
    top, bottom = raw[start:opening], raw[end:]
    found = _CANONICAL.search(head)
    if found is None or _OWN in raw:
        return None
    own = quote(html.unescape(found[1].decode(errors="replace")), safe="").encode()
    bottom = bottom.replace(own, _OWN)
    opening_tag = main[: main.find(b">") + 1]
    frame = _frame(top, opening_tag, bottom)
    body = _parsed(b"<html><body>" + main + _SENTINEL + b"</body></html>")
    sentinel = body.find("body/i[@id='portalkit-sentinel']")
    if frame is None or sentinel is None:
        return None
    in_head = _parsed(head + b"<body></body></html>")
    hiding = _hiding(body)
    marks = (*frame.marks, *_marks(body, hiding))
    references = (*_references(in_head, frozenset()), *frame.references, *_references(body, hiding))
    page = BuiltPage(
        path=path,
        kind=frame.kind,
        metas=_metas(in_head) + frame.metas + _metas(body),
        marks=marks,
        references=references,
        canonical=_canonical(in_head),
        heading=frame.heading or _heading(body),
        demo_banner=frame.demo_banner or _banner(body, hiding),
    )
    return _with_own(page, own.decode())


@lru_cache(maxsize=512)
def _frame(top: bytes, opening: bytes, bottom: bytes) -> _Frame | None:
    root = _parsed(b"<html>" + top + opening + b"</main>" + bottom)
    body, main = root.find("body"), next(root.iter("main"), None)
    if body is None or main is None or main.getparent() is not body:
        return None  # something around the main part could take it in
    hiding = _hiding(root)
    return _Frame(
        kind=body.get("data-page-kind", ""),
        metas=_metas(root),
        marks=tuple(_marks(root, hiding)),
        references=tuple(_references(root, hiding)),
        heading=_heading(root),
        demo_banner=_banner(root, hiding),
    )


def _with_own(page: BuiltPage, own: str) -> BuiltPage:
    token = _OWN.decode()
    return replace(
        page,
        marks=tuple(replace(m, href=m.href.replace(token, own)) if token in m.href else m for m in page.marks),
        references=tuple(replace(r, url=r.url.replace(token, own)) if token in r.url else r for r in page.references),
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
    for el in root.iter(*_PAGES, *_RESOURCES, "link"):
        attribute = _PAGES.get(el.tag) or _RESOURCES.get(el.tag) or "href"
        url = (el.get(attribute) or "").strip()
        if not url or (el.tag == "link" and el.get("rel") == "canonical"):
            continue
        loads = el.tag in _RESOURCES or (el.tag == "link" and el.get("rel") in ("stylesheet", "icon", "preload"))
        is_link = el.tag == "a"
        content = next(el.iterancestors("main"), None) is not None
        yield Reference(url, _text(el) if is_link else "", loads, is_link and _hidden(el, hiding), content)


def _text(el: lxml_html.HtmlElement) -> str:
    return " ".join(el.text_content().split())


def _hidden(el: lxml_html.HtmlElement, hiding: frozenset[lxml_html.HtmlElement]) -> bool:
    """Whether a reader never sees it: by its own markup or that of something around it."""
    return bool(hiding) and (el in hiding or any(around in hiding for around in el.iterancestors()))


def _hides(el: lxml_html.HtmlElement) -> bool:
    style = (el.get("style") or "").replace(" ", "").lower()
    return el.tag in _UNSEEN or el.get("hidden") is not None or any(sign in style for sign in _HIDDEN_STYLE)


def _is_index(path: str) -> bool:
    return path == HOME_FILE or path.endswith(f"/{HOME_FILE}")
