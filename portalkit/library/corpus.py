"""The only reader of the library: what is public, and where the work stands."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Self

from portalkit.library.between import Between
from portalkit.library.published import Published
from portalkit.library.schema import LIBRARY_FILE, connect_for_reading, file_path
from portalkit.library.workbench import Placed, Workbench

__all__ = ["Corpus", "Placed"]


class Corpus(Published, Between, Workbench):
    """The library, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Raises ``LibraryError`` when there is no library at ``folder``."""
        self.folder = folder
        self._connection = connect_for_reading(folder / LIBRARY_FILE)

    @classmethod
    def over(cls, folder: Path, connection: sqlite3.Connection) -> Self:
        """The library as the owner of ``connection`` sees it."""
        corpus = cls.__new__(cls)
        corpus.folder = folder
        corpus._connection = connection  # noqa: SLF001 - its own attribute
        return corpus

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def file(self, digest: str) -> Path:
        """Where the bytes of a picture or attachment lie."""
        return file_path(self.folder, digest)
