"""How Whoosh keeps a segment here: a codec over postings files, and a reader that leaves out what was taken out.

Whoosh's own codec writes one object per posting and walks them one by one again, some ten times the work. This one
keeps Whoosh's schema, segments, readers and columns, so that any Whoosh query can be asked of the index.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from whoosh.codec.base import TermsReader
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher
from whoosh.reading import SegmentReader, TermInfo, TermNotFound

from portalkit.search.analyzer import is_lone
from portalkit.search.catalogue import NAME
from portalkit.search.postings import Field, Postings, write_postings
from portalkit.search.schema import schema


class PairCodec(W3Codec):  # type: ignore[misc] # whoosh has no types
    """Terms and postings in a postings file, columns as Whoosh writes them; no lengths, no weights, no vectors."""

    TERMS_EXT = ".terms"
    length_stats = False

    def terms_reader(self, storage: Any, segment: Any) -> _Terms:
        """Open the postings of a segment."""
        return _Terms(storage, segment.make_filename(self.TERMS_EXT))


class _Terms(TermsReader):  # type: ignore[misc]
    """A postings file, as Whoosh reads terms."""

    def __init__(self, storage: Any, name: str) -> None:
        with storage.open_file(name) as file:
            self._postings = Postings(file.raw_file())

    def field(self, name: str) -> Field:
        return self._postings.fields[name]

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self.doc_frequency(*term) > 0

    def indexed_field_names(self) -> Iterable[str]:
        return self._postings.fields.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((name, term) for name, field in self._postings.fields.items() for term in field.terms())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return ((fieldname, term) for term in self.field(fieldname).terms(prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        numbers = self.field(fieldname).numbers(text)
        if not numbers:
            raise TermNotFound(f"{fieldname}:{text!r}")
        count = len(numbers)
        return TermInfo(weight=count, df=count, maxweight=1, minid=numbers[0], maxid=numbers[-1])

    def frequency(self, fieldname: str, text: bytes) -> int:
        return self.doc_frequency(fieldname, text)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self.field(fieldname).count(text)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        info = self.term_info(fieldname, text)
        numbers = self.field(fieldname).numbers(text)
        return ListMatcher(
            numbers, all_weights=1.0, format=format_, scorer=scorer, term=(fieldname, text), terminfo=info
        )

    def close(self) -> None:
        self._postings.close()


class Leaf(SegmentReader):  # type: ignore[misc]
    """One segment, open for questions: which of its articles hold a term, as a set at once."""

    def __init__(self, folder: Path, number: int, size: int, gone: Iterable[int] = ()) -> None:
        """``gone`` are the articles that were taken out. Raises ``OSError`` or ``ValueError`` for a missing or broken
        file.
        """
        segment = _segment(number, size, set(gone))
        super().__init__(FileStorage(os.fspath(folder)), schema(), segment)
        self.number = number
        self._lone: dict[str, tuple[str, frozenset[int]]] = {}
        try:
            self.orders: array[int] = self.column_reader("order", translate=False).load()
            if len(self.orders) != size:
                raise ValueError("a segment without the order of its articles")
        except BaseException:
            self.close()
            raise

    def named(self, field: str, name: str) -> set[int]:
        """Articles that are filed under exactly this name."""
        return self._live(self._terms.field(field).numbers(name.encode()))

    def holding(self, field: str, term: str) -> AbstractSet[int]:
        """Articles whose title or text holds a term; for a lone Chinese character those that hold it anywhere.

        What a lone character found last is kept: it is much to gather, and asked for several times in a question.
        """
        if not is_lone(term):
            return self.named(field, term)
        before, found = self._lone.get(field, ("", frozenset[int]()))
        if before != term:
            numbers = self._terms.field(field).numbers_between(term.encode(), chr(ord(term) + 1).encode())
            found = frozenset(self._live(numbers))
            self._lone[field] = (term, found)
        return found

    def holders(self, field: str, term: str) -> int:
        """How many articles ``holding`` would name."""
        if self.has_deletions() or is_lone(term):
            return len(self.holding(field, term))
        return int(self._terms.doc_frequency(field, term.encode()))

    def _live(self, numbers: array[int]) -> set[int]:
        found = set(numbers)
        return found - self.deleted_docs_set if self.has_deletions() else found


def write_segment(
    folder: Path, number: int, postings: Mapping[str, Mapping[str, array[int]]], orders: Iterable[int]
) -> int:
    """Write a new segment and bring it safely to disk; returns the size of its postings file."""
    storage, segment = FileStorage(os.fspath(folder)), _segment(number, 0)
    with segment.create_file(storage, PairCodec.TERMS_EXT) as file:
        size = write_postings(file.raw_file(), postings)
        _settle(file)
    with storage.create_file(PairCodec.column_filename(segment, "order")) as file:
        column = schema()["order"].column_type.writer(file)
        for article, value in enumerate(orders):
            column.add(article, value)
        _settle(file)
    return size


def _settle(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _segment(number: int, size: int, gone: set[int] | None = None) -> W3Segment:
    return W3Segment(PairCodec(), NAME, doccount=size, segid=f"{number:06}", deleted=gone)
