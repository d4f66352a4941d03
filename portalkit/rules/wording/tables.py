"""Tables of wrong words, read from ``data/``: what is wrong, what is right, and where it is no mistake.

Columns: ``wrong`` words with blanks between them, or with a ``sign`` one regular expression that is tried in texts with
that sign only; ``right`` the correction; ``unless`` an expression that makes a place innocent when it is found around
it. A word is looked for only in a text that has all of its characters, which few texts have of a wrong word.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress
from pathlib import Path

from portalkit.rules.texts import Text, signs_of

_DATA = Path(__file__).parent / "data"
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line of a table, for one word or for one ``pattern``, in texts that have the ``sign``."""

    sign: str
    pattern: re.Pattern[str] | None
    right: str
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong in a text: where, what stands there, what should."""

    place: int
    found: str
    right: str


def slips(text: Text, table: str) -> Iterator[Slip]:
    """Everything of a table in a text, each wrong word once."""
    known, signs = _known(table)
    for line in compress(known, map(signs_of(text.text).issuperset, signs)):
        yield from _of(line, text.text)


def _of(line: Wrong, text: str) -> Iterator[Slip]:
    if line.sign not in text:
        return
    for start, end in _places(line, text):
        near = text[max(start - _AROUND, 0) : end + _AROUND]
        if line.unless is None or not line.unless.search(near):
            yield Slip(start, text[start:end], line.right)
            return


def _places(line: Wrong, text: str) -> Iterator[tuple[int, int]]:
    if line.pattern is not None:
        yield from (found.span() for found in line.pattern.finditer(text))
        return
    start = text.find(line.sign)
    while start >= 0:
        yield start, start + len(line.sign)
        start = text.find(line.sign, start + 1)


@cache
def _known(name: str) -> tuple[tuple[Wrong, ...], tuple[frozenset[str], ...]]:
    """The lines of a table, and for each the characters that a text must have."""
    found = lines(name)
    return found, tuple(frozenset(line.sign) for line in found)


@cache
def lines(name: str) -> tuple[Wrong, ...]:
    """The lines of a table, in its order."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    return tuple(line for row in rows for line in _lines(row))


def _lines(row: dict[str, str]) -> Iterator[Wrong]:
    unless = re.compile(row["unless"]) if row["unless"] else None
    if row["sign"]:
        yield Wrong(row["sign"], re.compile(row["wrong"]), row["right"], unless)
        return
    for word in row["wrong"].split():
        yield Wrong(word, None, row["right"], unless)
