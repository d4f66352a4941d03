"""Tables of wrong words, read from ``data/``: what is wrong, what is right, and where it is no mistake.

Columns: ``wrong`` words with blanks between them, or with a ``sign`` one regular expression that is tried in texts with
that sign only; ``right`` the correction; ``unless`` an expression that makes a place innocent when it is found around
it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path

from portalkit.patterns import regex
from portalkit.rules.texts import Text
from portalkit.rules.vocabulary import enlisted, words_in

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
    known = _known(table)
    found = known.keys() & words_in(text.text)
    for _, line in sorted((place for sign in found for place in known[sign]), key=itemgetter(0)):
        yield from _of(line, text.text)


def _of(line: Wrong, text: str) -> Iterator[Slip]:
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
def _known(name: str) -> dict[str, list[tuple[int, Wrong]]]:
    """The lines of a table with their numbers, by the sign that a text must have."""
    known: dict[str, list[tuple[int, Wrong]]] = {}
    for number, line in enumerate(lines(name)):
        known.setdefault(line.sign, []).append((number, line))
    enlisted(known)
    return known


@cache
def lines(name: str) -> tuple[Wrong, ...]:
    """The lines of a table, in its order."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    return tuple(line for row in rows for line in _lines(row))


def _lines(row: dict[str, str]) -> Iterator[Wrong]:
    unless = regex(row["unless"]) if row["unless"] else None
    if row["sign"]:
        yield Wrong(row["sign"], regex(row["wrong"]), row["right"], unless)
        return
    for word in row["wrong"].split():
        yield Wrong(word, None, row["right"], unless)
