"""A tree of built files as a list, and a sealed release: the list with its number, its predecessor and its expiry."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class ManifestLine:
    """One file: ``path`` with ``/`` relative to the tree, size in bytes, SHA-256 in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of a tree, sorted by path."""

    lines: tuple[ManifestLine, ...]

    @property
    def text(self) -> str:
        """The form that ``sha256sum -c`` reads."""
        return "".join(f"{line.sha256}  {line.path}\n" for line in self.lines)

    @property
    def digest(self) -> str:
        """One digest for the whole tree."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class SealedFile(NamedTuple):
    """One file of a release. ``tenant`` is a folder name; ``source`` the article's path below ``content/``, or
    ``@kind/name`` for a page that the program makes out of many (a list, a home page, a feed).
    """

    path: str
    size: int
    sha256: str
    sm3: str
    tenant: str
    source: str

    @property
    def of_article(self) -> bool:
        """Whether one article alone put this file here; when it goes, the article was withdrawn."""
        return not self.source.startswith("@")


@dataclass(frozen=True, slots=True)
class Digests:
    """The two digests of one text or tree, in hex."""

    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The release before: its number, and the SHA-256 of its signed statement."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed. ``tree`` covers paths and contents alone; ``documents`` the MANIFEST and GONE files by name.

    ``rollback_to`` is the number of the release whose pages were brought back, ``commit`` what the content was made
    from, ``ledger`` the digest of the last line of the publisher's ledger: lines that it lost later are missed.
    """

    format: str
    portal: str
    domain: str
    number: int
    previous: Previous | None
    rollback_to: int | None
    made: datetime
    expires: datetime
    commit: str
    files: int
    bytes: int
    tree: Digests
    documents: Mapping[str, Digests]
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A sealed release that was opened and checked. ``digest`` is the SHA-256 of its statement as signed; ``gone``
    are files of withdrawn articles, sorted.
    """

    statement: Statement
    digest: str
    files: tuple[SealedFile, ...]
    gone: tuple[str, ...]

    @property
    def number(self) -> int:
        """Its number."""
        return self.statement.number
