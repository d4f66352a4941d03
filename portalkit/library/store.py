"""The only writer of the library.

- A state of an article is admitted once; admitting it again changes nothing.
- The bytes of its pictures and attachments come in with it, checked against the digest that was read.
- What one step finds out and what the next step has to do because of it are committed together: a kill between two
  steps loses nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from portalkit.errors import LibraryError
from portalkit.library.corpus import Corpus
from portalkit.library.intake import Intake
from portalkit.library.placement import Placement
from portalkit.library.schema import FILES_FOLDER, LIBRARY_FILE, SERIAL, connect
from portalkit.library.verdicts import VerdictBook


class _NeverWasError(Exception):
    """Ends what was only imagined; never leaves this module."""


class Store:
    """The library, open for writing. ``folder`` holds the database and the files."""

    def __init__(self, folder: Path) -> None:
        """Open or make the library; raises ``LibraryError``."""
        self.folder = folder
        self._connection = connect(folder / LIBRARY_FILE)
        self.intake = Intake(self._connection, folder)
        self.verdicts = VerdictBook(self._connection)
        self.placement = Placement(self._connection)
        self._imagining = False

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def view(self) -> Corpus:
        """The library as this writer sees it, with what is not yet committed."""
        return Corpus.over(self.folder, self._connection)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Everything written inside is committed together; an exception takes it all back."""
        if self._imagining:
            yield
            return
        try:
            self._connection.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise LibraryError("资源库正被另一个程序写入。", "请等它结束后再试。") from error
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute(
            "insert into meta values (?, '1') on conflict do update set value = value + 1", (SERIAL,)
        )
        self._connection.execute("commit")

    @contextmanager
    def imagined(self) -> Iterator[None]:
        """Everything written inside is taken back at the end, whatever happens: to see what would be."""
        with suppress(_NeverWasError), self.atomic():
            self._imagining = True
            try:
                yield
            finally:
                self._imagining = False
            raise _NeverWasError

    def note(self, portal: str, name: str, value: str) -> None:
        """Remember a word about a portal: with what it was read, judged, rendered."""
        self._connection.execute("insert or replace into meta values (?, ?)", (f"{portal} {name}", value))

    def adopt_archive(self, other: Path) -> None:
        """Take over the admitted states of another library and what departed from it; nothing that was decided or
        built there is taken over.
        """
        self._connection.execute("attach database ? as other", (str(other / LIBRARY_FILE),))
        try:
            with self.atomic():
                self._connection.execute("insert or ignore into revision select * from other.revision")
                self._connection.execute("insert or ignore into departed select * from other.departed")
                self._connection.execute("insert or ignore into seen select * from other.seen")
        finally:
            self._connection.execute("detach database other")
        files = self.folder / FILES_FOLDER
        if not files.exists():
            files.symlink_to((other / FILES_FOLDER).resolve(), target_is_directory=True)
