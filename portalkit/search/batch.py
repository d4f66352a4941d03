"""Articles on their way into one new segment: who holds which term, gathered in memory."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from zlib import crc32

from portalkit.search.analyzer import entries
from portalkit.search.catalogue import Row
from portalkit.search.document import SearchDocument
from portalkit.search.folding import number_key

MOST_ARTICLES = 24_000
MOST_POSTINGS = 16_000_000
MOST_BYTES = 192 << 20
"""A batch that reaches one of these is written: some 350 MB of memory. Numbers in a segment are 16 bits wide."""

DAY = 32
"""Bits below the day in the order of an article."""


class Batch:
    """Articles of a segment to be, numbered as they come."""

    def __init__(self) -> None:
        self._postings: dict[str, defaultdict[str, array[int]]] = {
            field: defaultdict(_numbers)
            for field in ("portal", "tenant", "places", "columns", "number", "title", "text")
        }
        self._rows: list[Row | None] = []
        self._places: dict[str, int] = {}
        self._orders = array("Q")
        self._count = 0
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def full(self) -> bool:
        """Whether it should be written before more is added."""
        return len(self) >= MOST_ARTICLES or self._count >= MOST_POSTINGS or self._bytes >= MOST_BYTES

    @property
    def paths(self) -> Iterable[str]:
        """Paths of its articles."""
        return self._places.keys()

    @property
    def rows(self) -> Iterator[tuple[int, Row]]:
        """Its articles by their numbers."""
        return ((place, row) for place, row in enumerate(self._rows) if row)

    @property
    def gone(self) -> frozenset[int]:
        """Numbers of articles that came again and count only as they came last."""
        return frozenset(place for place, row in enumerate(self._rows) if row is None)

    @property
    def postings(self) -> dict[str, defaultdict[str, array[int]]]:
        """Field → term → numbers of articles."""
        return self._postings

    @property
    def orders(self) -> array[int]:
        """For each article a number that is the greater the newer it is; the path decides between those of a day."""
        return self._orders

    def add(self, document: SearchDocument) -> None:
        """Take in an article; one with the path of an earlier one replaces it."""
        place = len(self._rows)
        row = Row.of(document)
        before = self._places.get(document.path)
        if before is not None:
            self._rows[before] = None
        self._places[document.path] = place
        self._rows.append(row)
        self._orders.append(document.published.toordinal() << DAY | crc32(document.path.encode()))
        self._bytes += len(row.document) + 3 * (len(row.title) + len(row.text))
        for field, found in _entries(document, row):
            postings = self._postings[field]
            for term in found:
                postings[term].append(place)
            self._count += len(found)


def _entries(document: SearchDocument, row: Row) -> Iterator[tuple[str, set[str]]]:
    yield "portal", {document.portal}
    yield "tenant", {document.tenant}
    yield "places", set(document.places)
    yield "columns", {place.partition("/")[2] for place in document.places}
    number = number_key(document.document_number)
    yield "number", {number} if number else set()
    yield "title", entries(row.title)
    yield "text", entries(row.text)


def _numbers() -> array[int]:
    return array("H")
