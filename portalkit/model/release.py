"""A tree of built files, as a list that can be compared and sealed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


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
