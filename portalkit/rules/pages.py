"""What each page of a portal has to show, and where addresses on it lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Contact, SiteIdentity, Tenant
from portalkit.patterns import regex
from portalkit.rules.built import HOME_FILE, BuiltPage, Frame, Reference

_ROOTED = ("/", "http:", "https:")
"""How an address begins that means the same on every page."""
_PLAIN = regex(r"/(?:[\w-]+/)*(?:[\w-]+(?:\.[\w-]+)*)?", re.ASCII)
"""Addresses that are the names of their files, as nearly all are that we write ourselves."""
_DOT = regex("%2e", re.IGNORECASE)
"""A dot as browsers read it too."""


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
        return self._identities[self._site_of(page)]

    def of_frame(self, check: str, page: BuiltPage, find: Callable[[], Iterable[str]]) -> tuple[str, ...]:
        """What a check finds that looks at nothing but the frame of a page and its site: found once for all of them."""
        if not page.frame.absolute:
            return tuple(find())
        key = (check, page.frame, self._site_of(page))
        if key not in self._found:
            self._found[key] = tuple(find())
        return self._found[key]

    def lost(self, page: BuiltPage) -> tuple[Reference, ...]:
        """What the head and the main part of a page lead to or load inside the portal, and do not find there."""
        if not self._latest or self._latest[0][0] is not page:
            found = tuple(r for r in page.references_inside if self.missing(page, r) is not None)
            self._latest[:] = [(page, found)]
        return self._latest[0][1]

    def missing(self, page: BuiltPage, reference: Reference) -> str | None:
        """The target of a reference where the output does not have it; ``None`` for any other."""
        url = reference.url
        if url.startswith("#"):
            return None
        if not url.startswith(_ROOTED):
            return self._unanswered(self.target(page, url))
        # Lists, menus and feet lead to the same addresses on many pages.
        if url not in self._gone:
            self._gone[url] = self._unanswered(self.target(page, url))
        return self._gone[url]

    def _unanswered(self, target: str | None) -> str | None:
        return None if target is None or self.exists(target) else target

    def target(self, page: BuiltPage, url: str) -> str | None:
        """The file of the output that an address on the page means; ``None`` for an address that leads elsewhere."""
        if not url.startswith(_ROOTED):
            return self._resolved(page.url, url)
        # Menus and feet repeat on every page what does not depend on the page.
        if url not in self._seen:
            self._seen[url] = self._resolved("/", url)
        return self._seen[url]

    def _resolved(self, base: str, url: str) -> str | None:
        if _PLAIN.fullmatch(url):
            return f"{url[1:]}{HOME_FILE}" if url.endswith("/") else url[1:]
        try:
            parts = urlsplit(urljoin(f"https://{self._own_host}{base}", _DOT.sub(".", url)))
            if parts.scheme not in ("http", "https") or parts.hostname not in self._hosts:
                return None
        except ValueError:  # brackets that are no IPv6 address
            return None
        return _file_at(parts.path or "/")

    def exists(self, target: str) -> bool:
        """Whether a file of the output answers for that target (a folder answers with its index page)."""
        return target in self.files or f"{target}/{HOME_FILE}" in self.files

    def _site_of(self, page: BuiltPage) -> str:
        folder = self.tenant_of(page).folder
        return folder if folder in self._identities else self.tree.portal.folder

    @cached_property
    def _found(self) -> dict[tuple[str, Frame, str], tuple[str, ...]]:
        return {}

    @cached_property
    def _seen(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _gone(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _latest(self) -> list[tuple[BuiltPage, tuple[Reference, ...]]]:
        return []

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


def _file_at(path: str) -> str:
    """The file of the output that a path means (its dots: RFC 3986, 5.2.4; joining keeps them after a host)."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    names = [step for step in steps if step]
    if path.endswith(("/", "/.", "/..")):
        names.append(HOME_FILE)
    return unquote("/".join(names))


def page_files(root: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    """The pages of an output in order, and every file of it, relative to ``root``."""
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return tuple(path for path in files if path.endswith((".html", ".htm"))), frozenset(files)
