"""What is foreign on a page: everything that the theme and the gate for articles can never emit.

A list of what may be there, not of what intruders use: it needs no news. It explains a page whose bytes are not those
of the release, and judges one that is in no release at all. Words are a second line, for titles and keywords only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from portalkit.model.patrol import AlarmKind

_TAGS = """
a abbr address article aside audio b bdi bdo blockquote body br button caption cite code col colgroup data datalist dd
del details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html
i img input ins kbd label legend li link main map mark menu meta meter nav noscript ol optgroup option output p picture
pre progress q rp rt ruby s samp script search section select small source span strong sub summary sup table tbody td
template textarea tfoot th thead time title tr track u ul var video wbr
svg g path rect circle ellipse line polyline polygon use symbol defs desc text tspan
"""
TAGS = frozenset(_TAGS.split())
"""Every element that a page may have; the rest is foreign, however it is spelt."""

SERVICES = frozenset({"zfwzgl.www.gov.cn", "beian.miit.gov.cn", "beian.mps.gov.cn", "bszs.conac.cn"})
"""Official services that the foot of every page leads to."""

_LOADING = frozenset(
    {"src", "srcset", "data", "poster", "background", "code", "archive", "lowsrc", "dynsrc", "longdesc"}
)
_HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?![.1-9])|font-size:0(?![.1-9])|text-indent:-|(?:left|top|right):-\d{3}"
    r"|(?:height|width):0(?![.1-9])|clip:rect|z-index:-|position:(?:absolute|fixed)"
)
_OWN_SCRIPT = re.compile(r"/static/[A-Za-z0-9_./-]+\.js", re.ASCII)
_LEAVE = re.compile(r"leave/([0-9a-f]{16})\.html", re.ASCII)
_DANGEROUS = ("javascript:", "vbscript:", "data:")
_EXCERPT = 120
_PARSER = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)


@dataclass(frozen=True, slots=True)
class Foreign:
    """One foreign thing on a page."""

    kind: AlarmKind
    what: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A page that is not known by its digest: what is foreign on it, and where on this website it leads."""

    foreign: tuple[Foreign, ...]
    leads_to: tuple[str, ...]


def examine(path: str, raw: bytes, *, host: str, site_name: str = "") -> Examined:
    """Examine a page found at a path of the tree on ``host``. ``site_name`` is that of a page known to be genuine."""
    try:
        root = lxml_html.document_fromstring(raw, parser=_PARSER)
    except (etree.LxmlError, ValueError):
        return Examined((), ())
    page = _Page(root, path, host)
    found = [*_of_markup(page), *_of_links(page), *_of_title(page, raw, site_name)]
    own = dict.fromkeys(url for _, url in page.links() if url and urlsplit(url).hostname == host)
    return Examined(tuple(dict.fromkeys(found)), tuple(urlsplit(url).path or "/" for url in own))


def foreign_words(text: str) -> tuple[str, ...]:
    """Words of gambling and pornography in a title or in keywords."""
    plain = re.sub(r"\s+", "", text).lower()
    return tuple(word for word in _words() if word in plain)


@dataclass(frozen=True, slots=True)
class _Page:
    root: lxml_html.HtmlElement
    path: str
    host: str

    @property
    def base(self) -> str:
        return f"https://{self.host}/{self.path}"

    def elements(self) -> Iterator[lxml_html.HtmlElement]:
        return (el for el in self.root.iter() if isinstance(el.tag, str))

    def links(self) -> Iterator[tuple[lxml_html.HtmlElement, str | None]]:
        """Each link with its whole address; ``None`` for one that cannot be read."""
        for el in self.root.iter("a", "area"):
            href = el.get("href")
            if href is not None:
                yield el, self.absolute(href)

    def absolute(self, url: str) -> str | None:
        try:
            whole = urljoin(self.base, re.sub(r"[\x00-\x20]+", "", url).replace("\\", "/"))
            urlsplit(whole).port  # noqa: B018 - raises for an address that cannot be read
        except ValueError:
            return None
        return whole

    def is_own(self, url: str) -> bool:
        whole = self.absolute(url)
        return whole is not None and urlsplit(whole).hostname == self.host


def _of_markup(page: _Page) -> Iterator[Foreign]:
    for el in page.elements():
        tag = str(el.tag).lower()
        if tag not in TAGS:
            yield Foreign(AlarmKind.SCRIPT, f"有主题模板不会用的标签 <{tag[:30]}>", _excerpt(el))
        for name, value in el.attrib.items():
            yield from _of_attribute(page, el, str(name).lower(), str(value))
        if tag == "script":
            yield from _of_script(page, el)
        elif tag == "style":
            yield Foreign(AlarmKind.SCRIPT, "页面里写了样式", _excerpt(el))
        elif tag == "meta" and (el.get("http-equiv") or "").lower() not in ("", "x-ua-compatible"):
            yield Foreign(AlarmKind.REDIRECT, "页面里写了自动跳转或响应头", _excerpt(el))
        elif tag == "form" and not page.is_own(el.get("action") or "/"):
            yield Foreign(AlarmKind.SCRIPT, "表单把内容交给外站", _excerpt(el))
        elif tag == "link" and not _may_link(page, el):
            yield Foreign(AlarmKind.SCRIPT, "从外站载入文件", _excerpt(el))


def _of_attribute(page: _Page, el: lxml_html.HtmlElement, name: str, value: str) -> Iterator[Foreign]:
    plain = re.sub(r"[\x00-\x20]+", "", value).lower()
    if name.startswith("on") or name in ("srcdoc", "formaction", "ping"):
        yield Foreign(AlarmKind.SCRIPT, f"标签带有 {name[:20]}", _excerpt(el))
    elif name == "style":
        hides = _HIDING.search(plain) and (el.tag == "a" or next(el.iter("a"), None) is not None)
        kind = AlarmKind.LINK if hides else AlarmKind.SCRIPT
        yield Foreign(kind, "用样式藏着链接" if hides else "标签里写了样式", _excerpt(el))
    elif name in ("href", "xlink:href", "action", "src") and plain.startswith(_DANGEROUS):
        yield Foreign(AlarmKind.SCRIPT, "地址里是程序或数据", _excerpt(el))
    elif name in _LOADING and el.tag != "script":
        addresses = [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value]
        if not all(page.is_own(address) for address in addresses):
            yield Foreign(AlarmKind.SCRIPT, "从外站载入文件", _excerpt(el))


def _of_script(page: _Page, el: lxml_html.HtmlElement) -> Iterator[Foreign]:
    source = el.get("src")
    if source is None:
        if (el.get("type") or "").lower() != "application/ld+json":
            yield Foreign(AlarmKind.SCRIPT, "页面里写了脚本", _excerpt(el))
    elif not page.is_own(source):
        yield Foreign(AlarmKind.SCRIPT, "从外站载入脚本", _excerpt(el))
    elif not _OWN_SCRIPT.fullmatch(urlsplit(page.absolute(source) or "").path):
        yield Foreign(AlarmKind.SCRIPT, "脚本不是主题模板的", _excerpt(el))


def _may_link(page: _Page, el: lxml_html.HtmlElement) -> bool:
    return page.is_own(el.get("href") or "/")


def _of_links(page: _Page) -> Iterator[Foreign]:
    leaving = _LEAVE.fullmatch(page.path)
    for el, url in page.links():
        if url is None:
            yield Foreign(AlarmKind.LINK, "链接的地址读不出来", _excerpt(el))
            continue
        parts = urlsplit(url)
        if parts.scheme in ("mailto", "tel"):
            continue
        host = parts.hostname or ""
        own = host == page.host and parts.scheme in ("http", "https")
        given = leaving is not None and hashlib.sha256((el.get("href") or "").encode()).hexdigest()[:16] == leaving[1]
        if not own and not given and host not in SERVICES and not host.endswith(".gov.cn"):
            yield Foreign(AlarmKind.LINK, f"链接到外站 {host[:80] or parts.scheme[:20]}", _excerpt(el))
        if not own and any(_is_hidden(above) for above in (el, *el.iterancestors())):
            yield Foreign(AlarmKind.LINK, "读者看不见的链接", _excerpt(el))


def _is_hidden(el: lxml_html.HtmlElement) -> bool:
    style = re.sub(r"\s+", "", el.get("style") or "").lower()
    return el.tag in ("noscript", "template", "marquee") or el.get("hidden") is not None or bool(_HIDING.search(style))


def _of_title(page: _Page, raw: bytes, site_name: str) -> Iterator[Foreign]:
    titles = ["".join(el.itertext()).strip() for el in page.root.iter("title") if not _inside_svg(el)]
    metas = {(el.get("name") or "").lower(): el.get("content") or "" for el in page.root.iter("meta")}
    if len(titles) != 1:
        yield Foreign(AlarmKind.TITLE, f"页面有 {len(titles)} 个标题", " / ".join(titles)[:_EXCERPT])
    for title in titles:
        name = site_name or metas.get("sitename", "")
        if not name or title.rpartition("_")[2] != name:
            yield Foreign(AlarmKind.TITLE, "标题的结尾不是网站名称", title[:_EXCERPT])
        article = metas.get("articletitle")
        if article and not title.startswith(article):
            yield Foreign(AlarmKind.TITLE, "标题与稿件标题不同", title[:_EXCERPT])
    if site_name and metas.get("sitename", site_name) != site_name:
        yield Foreign(AlarmKind.TITLE, "网站名称被改", metas["sitename"][:_EXCERPT])
    for name in ("keywords", "description", "columnkeywords", "columndescription", "articletitle"):
        if words := foreign_words(metas.get(name, "")):
            yield Foreign(AlarmKind.TITLE, f"{name} 里有“{'、'.join(words[:3])}”", metas[name][:_EXCERPT])
    for title in titles:
        if words := foreign_words(title):
            yield Foreign(AlarmKind.TITLE, f"标题里有“{'、'.join(words[:3])}”", title[:_EXCERPT])
    rest = raw.lower().rpartition(b"</html>")[2]
    if b"</html>" in raw.lower() and rest.strip():
        yield Foreign(AlarmKind.SCRIPT, "页面结束以后还有内容", rest.decode("utf-8", "replace").strip()[:_EXCERPT])


def _inside_svg(el: lxml_html.HtmlElement) -> bool:
    return any(above.tag == "svg" for above in el.iterancestors())


def _excerpt(el: lxml_html.HtmlElement) -> str:
    text = lxml_html.tostring(el, encoding="unicode", with_tail=False)
    return " ".join(unquote(text).split())[:_EXCERPT]


@cache
def _words() -> tuple[str, ...]:
    text = (Path(__file__).parent / "foreign_words.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
