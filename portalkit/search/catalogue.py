"""The catalogue of an index: which segments it has, where each article lies in them, and the articles themselves.

One SQLite file, ``documents.sqlite3``. Segments are written before the transaction that names them and never changed
after it: what the catalogue says is the index, whole and of one moment, whenever a writer is killed.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from portalkit.search.document import SearchDocument
from portalkit.search.folding import fold

FORMAT = "2"
FILE = "documents.sqlite3"
NAME = "pairs"
WIDTH = 16
"""Bits of the number that an article has in its segment; an article's id is the segment's number before it."""

_SCHEMA = """
create table meta (key text primary key, value text not null) without rowid;
create table segment (number integer primary key autoincrement, size integer not null, bytes integer not null,
    gone blob not null);
create table article (id integer primary key, path text not null unique, key text not null);
create table content (id integer primary key, title text not null, text text not null, document blob not null);
"""
_PATIENCE = 30.0

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(SearchDocument).decode


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as the catalogue knows it. ``gone`` are the articles in it that no longer count."""

    number: int
    size: int
    bytes: int
    gone: frozenset[int]

    @property
    def live(self) -> int:
        """How many articles in it count."""
        return self.size - len(self.gone)

    @property
    def files(self) -> tuple[str, str]:
        """Names of its files, as Whoosh makes them: postings, order of the articles."""
        return f"{NAME}_{self.number:06}.terms", f"{NAME}_{self.number:06}.order.col"

    @property
    def sizes(self) -> tuple[int, int]:
        """How long the files are."""
        return self.bytes, 8 * self.size


class Row(NamedTuple):
    """What the catalogue keeps of an article: its folded title and text to look through, the whole of it to show."""

    path: str
    key: str
    title: str
    text: str
    document: bytes

    @classmethod
    def of(cls, document: SearchDocument) -> Row:
        """Make the row of an article."""
        packed = zlib.compress(_encode(document), 1)
        return cls(document.path, document.key, fold(document.title), fold(document.text), packed)


class Catalogue:
    """The catalogue at a folder, open for reading or writing."""

    def __init__(self, folder: Path) -> None:
        """Open an existing catalogue; raises ``sqlite3.Error`` when there is none, or none that can be read."""
        address = (folder / FILE).absolute().as_uri()
        self._file = sqlite3.connect(
            f"{address}?mode=rw", uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )

    @classmethod
    def create(cls, folder: Path) -> Catalogue:
        """Make an empty catalogue; it is there as a whole or not at all."""
        fresh = folder / f"{FILE}.new"
        fresh.unlink(missing_ok=True)
        # A journal without its file would be played into the new one.
        (folder / f"{FILE}-journal").unlink(missing_ok=True)
        connection = sqlite3.connect(fresh, isolation_level=None)
        connection.executescript(f"begin; {_SCHEMA} commit;")
        connection.execute("insert into meta values ('format', ?)", (FORMAT,))
        connection.close()
        fresh.replace(folder / FILE)
        return cls(folder)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Everything read inside belongs to one moment; writers wait for its end before they commit."""
        self._file.execute("begin")
        try:
            yield
        finally:
            self._file.execute("rollback")

    @contextmanager
    def change(self) -> Iterator[None]:
        """Everything written inside comes true at its end, or nothing."""
        self._file.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._file.execute("rollback")
            raise
        self._file.execute("commit")

    @property
    def format(self) -> str:
        """The format it was made in; empty for something else."""
        try:
            return self._meta("format")
        except sqlite3.OperationalError:
            return ""

    @property
    def state(self) -> str:
        """What the index was last brought to; empty when that is not known."""
        return self._meta("state")

    @state.setter
    def state(self, state: str) -> None:
        self._file.execute("insert or replace into meta values ('state', ?)", (state,))

    def _meta(self, key: str) -> str:
        row = self._file.execute("select value from meta where key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def segments(self) -> tuple[Segment, ...]:
        """Segments, oldest first."""
        rows = self._file.execute("select number, size, bytes, gone from segment order by number")
        return tuple(Segment(number, size, length, _unpacked(gone)) for number, size, length, gone in rows)

    def next_number(self) -> int:
        """Number of a segment that was never used."""
        row = self._file.execute("select seq from sqlite_sequence where name = 'segment'").fetchone()
        return int(row[0]) + 1 if row else 1

    def keys(self) -> dict[str, str]:
        """Paths of all articles, with the keys they came with."""
        return dict(self._file.execute("select path, key from article"))

    def ids(self, paths: Iterable[str]) -> list[int]:
        """Where the articles lie, of those that are there."""
        found = (self._file.execute("select id from article where path = ?", (path,)).fetchone() for path in paths)
        return [int(row[0]) for row in found if row]

    def documents(self, segment: Segment) -> Iterator[tuple[int, SearchDocument]]:
        """The articles of a segment by their numbers in it."""
        first = segment.number << WIDTH
        rows = self._file.execute(
            "select id, document from content where id >= ? and id < ? order by id", (first, first + segment.size)
        )
        return ((number - first, _unpack(document)) for number, document in rows)

    def document(self, number: int) -> SearchDocument:
        """One article, as it was given."""
        (document,) = self._file.execute("select document from content where id = ?", (number,)).fetchone()
        return _unpack(document)

    def folded(self, number: int) -> tuple[str, str, str]:
        """Path, folded title and folded text of one article."""
        path, title, text = self._file.execute(
            "select path, title, text from article join content using (id) where id = ?", (number,)
        ).fetchone()
        return path, title, text

    def add(self, segment: Segment, rows: Iterable[tuple[int, Row]]) -> None:
        """Enter a segment and its articles, by their numbers in it."""
        self._file.execute(
            "insert into segment values (?, ?, ?, ?)",
            (segment.number, segment.size, segment.bytes, _packed(segment.gone)),
        )
        for place, row in rows:
            number = segment.number << WIDTH | place
            self._file.execute("insert into article values (?, ?, ?)", (number, row.path, row.key))
            self._file.execute("insert into content values (?, ?, ?, ?)", (number, row.title, row.text, row.document))

    def take_out(self, segment: Segment, numbers: Iterable[int]) -> None:
        """Forget some articles of a segment, by their numbers in it."""
        out = set(numbers)
        self._file.execute(
            "update segment set gone = ? where number = ?", (_packed(segment.gone | out), segment.number)
        )
        ids = [(segment.number << WIDTH | place,) for place in sorted(out)]
        self._file.executemany("delete from article where id = ?", ids)
        self._file.executemany("delete from content where id = ?", ids)

    def drop(self, segment: Segment) -> None:
        """Forget a segment and all its articles."""
        first = segment.number << WIDTH
        span = (first, first + segment.size)
        self._file.execute("delete from article where id >= ? and id < ?", span)
        self._file.execute("delete from content where id >= ? and id < ?", span)
        self._file.execute("delete from segment where number = ?", (segment.number,))


def _unpack(document: bytes) -> SearchDocument:
    return _decode(zlib.decompress(document))


def _packed(gone: Iterable[int]) -> bytes:
    return array("H", sorted(gone)).tobytes()


def _unpacked(gone: bytes) -> frozenset[int]:
    numbers = array("H")
    numbers.frombytes(gone)
    return frozenset(numbers)
