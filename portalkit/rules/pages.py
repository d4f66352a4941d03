"""Built pages as their reader gets them, and what each of them has to show.

A page is read from the file in the output, with nothing known of how it was made: the check would be worth nothing if
it trusted what it checks.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from portalkit.model.finding import Location
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Contact, SiteIdentity, Tenant

HOME_FILE = "index.html"

_PARSER = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
_RESOURCES = {"img": "src", "source": "src", "video": "src", "audio": "src", "script": "src", "embed": "src"}
_PAGES = {"a": "href", "area": "href", "form": "action", "iframe": "src"}
_HIDDEN_STYLE = ("display:none", "visibility:hidden", "font-size:0")
_UNSEEN = frozenset({"template", "noscript"})
_MAY_HIDE = "//*[@hidden or @style or self::template or self::noscript]"


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
    or runs: pictures, scripts, style sheets.
    """

    url: str
    text: str
    loads: bool
    hidden: bool


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


@dataclass(frozen=True, slots=True)
class ExpectedIdentity:
    """What every page of one site must show, from the registry."""

    name: str
    owner: str
    operator: str
    site: SiteIdentity
    contact: Contact | None
    demo: bool


@dataclass(frozen=True)
class PageContext:
    """A portal, the day, and the files of its output (``files``: relative paths; filled by the engine)."""

    tree: PortalTree
    today: date
    files: Container[str] = field(default=frozenset())

    def limit(self, name: str) -> int:
        """A number of the rulebook; the rule names it in ``limits``."""
        return self.tree.rulebook.limit(name).value

    def tenant_of(self, page: BuiltPage) -> Tenant:
        """The unit below whose path the page lies; the portal for all others."""
        first, slash, _ = page.path.partition("/")
        return self._mounted.get(first, self.tree.portal) if slash else self.tree.portal

    def identity_of(self, page: BuiltPage) -> ExpectedIdentity:
        """What the page must show: that of its own site where the unit has one, else the portal's."""
        tenant = self.tenant_of(page)
        return self._identities.get(tenant.folder) or self._identities[self.tree.portal.folder]

    def target(self, page: BuiltPage, url: str) -> str | None:
        """The file of the output that an address on the page means; ``None`` for an address that leads elsewhere."""
        if not url.startswith(("/", "http:", "https:")):
            return self._resolved(page.url, url)
        # Menus and feet repeat on every page what does not depend on the page.
        if url not in self._seen:
            self._seen[url] = self._resolved("/", url)
        return self._seen[url]

    def _resolved(self, base: str, url: str) -> str | None:
        try:
            parts = urlsplit(urljoin(f"https://{self._own_host}{base}", url))
            if parts.scheme not in ("http", "https") or parts.hostname not in self._hosts:
                return None
        except ValueError:  # brackets that are no IPv6 address
            return None
        path = posixpath.normpath(unquote(parts.path) or "/").lstrip("/")
        if path in ("", "."):
            return HOME_FILE
        return f"{path}/{HOME_FILE}" if parts.path.endswith("/") else path

    def exists(self, target: str) -> bool:
        """Whether a file of the output answers for that target (a folder answers with its index page)."""
        return target in self.files or f"{target}/{HOME_FILE}" in self.files

    @cached_property
    def _seen(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _mounted(self) -> dict[str, Tenant]:
        return {tenant.folder: tenant for tenant in self.tree.members}

    @cached_property
    def _identities(self) -> dict[str, ExpectedIdentity]:
        return {
            tenant.folder: ExpectedIdentity(
                tenant.name, tenant.owner, tenant.operator, tenant.site.identity, tenant.contact, tenant.site.demo
            )
            for tenant in self.tree
            if tenant.site is not None
        }

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(identity.site.domain for identity in self._identities.values())

    @cached_property
    def _own_host(self) -> str:
        return self._identities[self.tree.portal.folder].site.domain


def read_page(path: str, raw: bytes) -> BuiltPage:
    """Read one page; an empty file is a page that shows nothing."""
    try:
        root = lxml_html.document_fromstring(raw, parser=_PARSER)
    except etree.LxmlError:  # nothing in it: a page that shows nothing
        root = lxml_html.document_fromstring(b"<html></html>", parser=_PARSER)
    body = root.find("body")
    hiding = frozenset(el for el in root.xpath(_MAY_HIDE) if _hides(el))
    return BuiltPage(
        path=path,
        kind=body.get("data-page-kind", "") if body is not None else "",
        metas=tuple((el.get("name", ""), el.get("content", "")) for el in root.iter("meta") if el.get("name")),
        marks=tuple(_marks(root, hiding)),
        references=tuple(_references(root, hiding)),
        canonical=next((el.get("href", "") for el in root.iter("link") if el.get("rel") == "canonical"), ""),
        heading=next((_text(el) for el in root.iter("h1")), ""),
        demo_banner=next((_text(el) for el in root.find_class("demo-banner") if not _hidden(el, hiding)), ""),
    )


def page_files(root: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    """The pages of an output in order, and every file of it, relative to ``root``."""
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return tuple(path for path in files if path.endswith((".html", ".htm"))), frozenset(files)


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
        yield Reference(url, _text(el) if is_link else "", loads, is_link and _hidden(el, hiding))


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
