"""The words that rules look for: all of them are found in a text in one pass, however many they are.

A rule that needs a costly look at a text names the words without which there is nothing to see (``Screen``); tables of
wrong words are looked up by the words that were found.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

_enlisted: dict[str, None] = {}
"""Every word that some rule looks for."""


class Screen:
    """Some words, to be looked for in many texts."""

    def __init__(self, words: str) -> None:
        """``words`` stand with blanks between them."""
        self._words = enlisted(words.split())

    def finds(self, text: str) -> bool:
        """Whether any of the words is in a text."""
        return not self._words.isdisjoint(words_in(text))

    def in_text(self, text: str) -> frozenset[str]:
        """Those of the words that are in a text."""
        return self._words & words_in(text)


def enlisted(words: Iterable[str]) -> frozenset[str]:
    """Have words looked for in every text from now on; returns them."""
    fresh = frozenset(words)
    if not fresh <= _enlisted.keys():
        _enlisted.update(dict.fromkeys(sorted(fresh)))
        _machine.cache_clear()
        words_in.cache_clear()
    return fresh


@lru_cache(maxsize=8)
def words_in(text: str) -> frozenset[str]:
    """Every enlisted word that is in a text, also within another."""
    words, machine = _machine()
    found = machine.find_matches_as_indexes(text, overlapping=True)
    return frozenset([words[number] for number, _, _ in found])


@lru_cache(maxsize=1)
def _machine() -> tuple[tuple[str, ...], AhoCorasick]:
    words = tuple(_enlisted)
    return words, AhoCorasick(words, store_patterns=False)
