"""A finished page as the rules see it: what it shows, what it says of itself, where it leads."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from portalkit.model.finding import Location

HOME_FILE = "index.html"

OWN = "portalkit-own-address"
"""Stands in what is read around the main part for the page's own address, so that it is the same for all pages."""


_ABSOLUTE = ("/", "http:", "https:", "#")


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


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What stands around the main part: one and the same object for all pages where it has the same bytes but for the
    page's own address, which is written ``OWN`` in it.
    """

    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()

    absolute: bool = field(init=False)
    """Whether every address in it means the same on every page."""
    hidden: tuple[Reference, ...] = field(init=False)
    """Those of its references that a reader does not see."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "hidden", tuple(r for r in self.references if r.hidden))
        addresses = (*(mark.href for mark in self.marks), *(reference.url for reference in self.references))
        object.__setattr__(self, "absolute", all(url.startswith(_ABSOLUTE) for url in addresses if url))


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """One page of the output. ``path`` is relative to it; ``kind`` is what the page says it is; ``marks_inside`` and
    ``references_inside`` are those of its head and main part; ``own`` is its address as other addresses carry it.
    """

    path: str
    kind: str
    metas: tuple[tuple[str, str], ...]
    marks_inside: tuple[Mark, ...]
    references_inside: tuple[Reference, ...]
    canonical: str
    heading: str
    demo_banner: str
    frame: Frame = Frame()
    plain: bool = False
    """Whether all of it was read by pattern (``skimming``): nothing on it is active but the scripts of its head."""
    own: str = ""
    raw: bytes = b""
    """The page as it lies in the output, for rules about what may not be in it at all."""
    _named: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named: dict[str, tuple[str, ...]] = {name: (content,) for name, content in self.metas}
        if len(named) != len(self.metas):
            named = {name: tuple(c for n, c in self.metas if n == name) for name in named}
        object.__setattr__(self, "_named", named)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All items of identity on the page."""
        around = (replace(m, href=m.href.replace(OWN, self.own)) if OWN in m.href else m for m in self.frame.marks)
        return (*around, *self.marks_inside)

    @property
    def references(self) -> tuple[Reference, ...]:
        """All that the page leads to or loads."""
        around = (replace(r, url=r.url.replace(OWN, self.own)) if OWN in r.url else r for r in self.frame.references)
        return (*around, *self.references_inside)

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
        return self._named.get(name, ())


def _is_index(path: str) -> bool:
    return path == HOME_FILE or path.endswith(f"/{HOME_FILE}")
