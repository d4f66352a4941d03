"""Groups of pages that are rendered together: the unit in which a build decides what is out of date."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple


class GroupKind(enum.Enum):
    """What a group shows, and by that what it depends on."""

    ARTICLE = "article"
    """One article with its files; ``name`` is its path."""
    COLUMN = "column"
    """One list page; ``name`` is the column, ``number`` 0 for the first page, else counted from the oldest."""
    YEAR = "year"
    """The pages of one year of a column; ``name`` is the column, ``number`` the year."""
    UNIT = "unit"
    """The home of the portal, of a unit or of a topic."""
    DISCLOSURE = "disclosure"
    """An organ's disclosure pages with the first page of its catalogue."""
    CATALOGUE = "catalogue"
    """A further page of an organ's catalogue; ``number`` counted from the oldest."""
    REGISTER = "register"
    """An organ's catalogue as data."""
    FEEDS = "feeds"
    """A unit's feeds; those of a column belong to its first page."""
    MAP = "map"
    """A unit's maps for search engines: of all its articles address and day, and nothing else."""
    NOTICE = "notice"
    """The notices of one merge; ``tenant`` is the old site."""
    LEAVING = "leaving"
    """The page before one outside address; ``name`` is the address."""
    WHOLE = "whole"
    """All of one unit: what has to be rendered again after it could not be."""
    COMMON = "common"
    """The portal's pages that no single article changes: directory, site map, search, 404, robots, theme files."""


@dataclass(frozen=True, slots=True, order=True)
class PageGroup:
    """One group of one portal. ``tenant`` is a folder name (``portal`` for the portal's own)."""

    kind: str
    tenant: str
    name: str = ""
    number: int = 0

    @classmethod
    def of(cls, kind: GroupKind, tenant: str, name: str = "", number: int = 0) -> PageGroup:
        """Make a group; kinds are kept as words so that groups sort and are stored as they are."""
        return cls(kind.value, tenant, name, number)

    @property
    def key(self) -> str:
        """One string for the group."""
        return f"{self.kind} {self.tenant} {self.number} {self.name}"

    @classmethod
    def of_key(cls, key: str) -> PageGroup:
        """The group of a key."""
        kind, tenant, number, name = key.split(" ", 3)
        return cls(kind, tenant, name, int(number))

    @staticmethod
    def origin(key: str) -> tuple[str, str, str]:
        """Of a key: the group's kind, tenant and name."""
        kind, tenant, _, name = key.split(" ", 3)
        return kind, tenant, name


class BuiltFile(NamedTuple):
    """A file of the output: its path, the group that made it, size and SHA-256."""

    file: str
    part: str
    size: int
    sha256: str
