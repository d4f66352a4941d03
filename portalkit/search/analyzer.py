"""How Chinese text becomes terms: overlapping pairs of characters, and whole words of other scripts.

Pairs need no dictionary, find any substring of two or more characters, and cut the text and the query alike
(measured against word segmentation: better known-item rank, see docs/adr).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whoosh.analysis import Token, Tokenizer

from portalkit.search.folding import fold

_RUN = re.compile(r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]+)|(?P<word>[^\W_]+)")


def terms(text: str) -> Iterator[str]:
    """Terms of a text in order: ``食盐安全 2026`` → 食盐, 盐安, 安全, 2026. A lone character stands for itself."""
    for run in _runs(fold(text)):
        yield from _pairs(run) if _is_han(run[0]) else (run,)


def _runs(text: str) -> Iterator[str]:
    for found in _RUN.finditer(text):
        if found.lastgroup == "han":
            yield found.group()
        else:
            yield from _split_mixed(found.group())


def _split_mixed(word: str) -> Iterator[str]:
    # The word pattern also takes Han characters that follow a letter or digit: 2026年 → 2026, 年.
    start = 0
    for position in range(1, len(word) + 1):
        if position == len(word) or _is_han(word[position]) != _is_han(word[start]):
            yield word[start:position]
            start = position


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for position in range(len(run) - 1):
        yield run[position : position + 2]


def _is_han(character: str) -> bool:
    return bool(_RUN.match(character)) and _RUN.match(character).lastgroup == "han"  # type: ignore[union-attr]


class PairTokenizer(Tokenizer):  # type: ignore[misc] # whoosh has no types
    """The terms above, as Whoosh wants them."""

    def __call__(self, value: str, **_: object) -> Iterator[Token]:
        """Yield one token per term; no positions, phrases are verified on the text."""
        token = Token()
        for term in terms(value):
            token.text = term
            token.boost = 1.0
            token.stopped = False
            yield token
