"""What is in place: the files of the output, what was found on them, and a change that is under way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from portalkit.model.group import BuiltFile


class Placement:
    """The library's knowledge of one output tree per portal; the caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def replace_everything(self, portal: str, files: Iterable[BuiltFile], hits: Iterable[tuple[str, bytes]]) -> None:
        """The output is exactly these files, with these hits on its pages."""
        for table in ("built", "on_page", "moving"):
            self._connection.execute(f"delete from {table} where portal = ?", (portal,))
        self._insert(portal, files)
        self.keep_hits(portal, (), hits)

    def begin(self, portal: str, fresh: Iterable[str], gone: Iterable[str]) -> None:
        """Write down which files are about to be moved into place and removed, so that a kill can be mended."""
        self._connection.executemany("insert into moving values (?, ?, 0)", ((portal, file) for file in fresh))
        self._connection.executemany("insert into moving values (?, ?, 1)", ((portal, file) for file in gone))

    def replace_some(self, portal: str, parts: Iterable[str], files: Sequence[BuiltFile]) -> None:
        """These groups consist of exactly these files now."""
        self._connection.executemany("delete from built where portal = ? and part = ?", ((portal, p) for p in parts))
        self._insert(portal, files)

    def moved(self, portal: str) -> None:
        """The change that was under way is complete."""
        self._connection.execute("delete from moving where portal = ?", (portal,))

    def keep_hits(self, portal: str, checked: Iterable[str], hits: Iterable[tuple[str, bytes]]) -> None:
        """Replace what was found on the checked pages."""
        self._connection.executemany(
            "delete from on_page where portal = ? and file = ?", ((portal, f) for f in checked)
        )
        self._connection.executemany("insert into on_page values (?, ?, ?)", ((portal, f, hit) for f, hit in hits))

    def _insert(self, portal: str, files: Iterable[BuiltFile]) -> None:
        self._connection.executemany(
            "insert or replace into built values (?, ?, ?, ?, ?)",
            ((portal, f.file, f.part, f.size, f.sha256) for f in files),
        )
