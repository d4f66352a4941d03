"""Fields of the index, in Whoosh's terms.

Title and text are filed under pairs of characters, without positions, weights or lengths: a phrase is verified on the
text, and what an article scores is counted there too.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, KEYWORD, FieldType, Schema
from whoosh.formats import Existence

from portalkit.search.analyzer import entries
from portalkit.search.folding import fold


class Pairs(FieldType):  # type: ignore[misc] # whoosh has no types
    """A field of Chinese text."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None)

    def index(self, value: str, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield what Whoosh files: term, frequency, weight, value."""
        return ((term.encode(), 1, 1.0, b"") for term in sorted(entries(fold(value))))


class OrderColumn(NumericColumn):  # type: ignore[misc]
    """Which of two articles is the newer, as one number each; all of them are read at once."""

    def __init__(self) -> None:
        super().__init__("Q", default=0)

    class Reader(NumericColumn.Reader):  # type: ignore[misc]
        """Values of one segment."""

        def load(self) -> array[int]:
            """All values, by the article's number."""
            values = array("Q", self._dbfile.get(self._basepos, self._fixedlen * self._count))
            if sys.byteorder == "little":
                values.byteswap()
            return values


def schema() -> Schema:
    """Fields of the index."""
    return Schema(
        portal=ID,
        tenant=ID,
        places=KEYWORD(commas=True),
        columns=KEYWORD(commas=True),
        number=ID,
        title=Pairs(),
        text=Pairs(),
        order=COLUMN(OrderColumn()),
    )
