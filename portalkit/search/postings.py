"""A postings file: for each field its terms in order, and for each term the numbers of the articles that hold it.

Numbers are 16 bits wide and lie in term order, so that the articles of one term, or of all terms that begin alike, are
one slice of the file: reading, joining and intersecting them is left to ``array`` and ``set``.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import IO

import msgspec

MOST_ARTICLES = 1 << 16
"""What the numbers of one file can count."""

_MAGIC = b"portalkit postings 2 " + sys.byteorder[0].encode()
_TAIL = 16


class _Section(msgspec.Struct, array_like=True):
    """Where a field's parts lie: number of terms, then positions of ends of terms, ends of lists, terms, lists."""

    terms: int
    term_ends: int
    list_ends: int
    text: int
    lists: int


def write_postings(file: IO[bytes], fields: Mapping[str, Mapping[str, array[int]]]) -> int:
    """Write postings (field → term → ascending numbers) into a new file; returns its size."""
    position = file.write(_MAGIC)
    sections: dict[str, _Section] = {}

    def put(data: bytes) -> int:
        nonlocal position
        position += file.write(b"\0" * (-position % 8))
        start = position
        position += file.write(data)
        return start

    for field, postings in sorted(fields.items()):
        ordered = sorted(postings)
        texts = [term.encode() for term in ordered]
        lists = [postings[term] for term in ordered]
        sections[field] = _Section(
            terms=len(texts),
            term_ends=put(array("I", accumulate(map(len, texts), initial=0)).tobytes()),
            list_ends=put(array("I", accumulate(map(len, lists), initial=0)).tobytes()),
            text=put(b"".join(texts)),
            lists=put(b"".join(lists)),
        )
    directory = msgspec.msgpack.encode(sections)
    start = put(directory)
    return position + file.write(start.to_bytes(8, "big") + len(directory).to_bytes(8, "big"))


class Postings:
    """A postings file, mapped into memory. Raises ``ValueError`` for a file that is none, or of another machine."""

    def __init__(self, file: IO[bytes]) -> None:
        self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            sections = self._directory()
        except (ValueError, msgspec.MsgspecError) as error:
            self._map.close()
            raise ValueError("no postings file of this machine") from error
        self.fields = {name: Field(self._map, section) for name, section in sections.items()}

    def _directory(self) -> dict[str, _Section]:
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise ValueError("another kind of file")
        tail = self._map[-_TAIL:]
        start, length = int.from_bytes(tail[:8], "big"), int.from_bytes(tail[8:], "big")
        if start + length + _TAIL != len(self._map):
            raise ValueError("a broken end")
        return msgspec.msgpack.decode(self._map[start : start + length], type=dict[str, _Section])

    def close(self) -> None:
        """Let go of the file."""
        for field in self.fields.values():
            field.close()
        self._map.close()


class Field:
    """The terms of one field and who holds them; articles that were taken out are still among them."""

    def __init__(self, data: mmap.mmap, section: _Section) -> None:
        self._data = data
        self._section = section
        self._term_ends = self._ends(section.term_ends)
        self._list_ends = self._ends(section.list_ends)

    def _ends(self, position: int) -> memoryview:
        size = array("I").itemsize * (self._section.terms + 1)
        with memoryview(self._data) as whole:
            return whole[position : position + size].cast("I")

    def close(self) -> None:
        """Let go of the views into the file."""
        self._term_ends.release()
        self._list_ends.release()

    def terms(self, start: bytes = b"") -> Iterator[bytes]:
        """Terms in order, from the first that is not before ``start``."""
        return map(self._term, range(self._place(start), self._section.terms))

    def count(self, term: bytes) -> int:
        """How many articles hold a term."""
        first, after = self._places(term)
        return int(self._list_ends[after] - self._list_ends[first])

    def numbers(self, term: bytes) -> array[int]:
        """Articles that hold a term, ascending."""
        return self._numbers(*self._places(term))

    def numbers_between(self, first: bytes, after: bytes) -> array[int]:
        """Articles that hold a term from ``first`` on and before ``after``; an article stands once for each of them."""
        return self._numbers(self._place(first), self._place(after))

    def _places(self, term: bytes) -> tuple[int, int]:
        place = self._place(term)
        return place, place + (place < self._section.terms and self._term(place) == term)

    def _place(self, term: bytes) -> int:
        return bisect_left(range(self._section.terms), term, key=self._term)

    def _term(self, place: int) -> bytes:
        start = self._section.text
        return self._data[start + self._term_ends[place] : start + self._term_ends[place + 1]]

    def _numbers(self, first: int, after: int) -> array[int]:
        found = array("H")
        start, width = self._section.lists, found.itemsize
        found.frombytes(self._data[start + width * self._list_ends[first] : start + width * self._list_ends[after]])
        return found
