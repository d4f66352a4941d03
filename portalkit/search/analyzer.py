"""How Chinese text becomes terms: overlapping pairs of characters, and whole words of other scripts.

Pairs need no dictionary, find any substring of two or more characters, and cut the text and the query alike
(measured against word segmentation: better known-item rank, see docs/adr).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import add

from portalkit.search.folding import fold

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_WORD = re.compile(rf"[^\W_{_HAN}]+")
_RUN = re.compile(f"{_HAN_RUN.pattern}|{_WORD.pattern}")


def terms(text: str) -> Iterator[str]:
    """Terms of a question in order: ``食盐安全 2026`` → 食盐, 盐安, 安全, 2026. A lone character stands for itself."""
    for run in _RUN.findall(fold(text)):
        if len(run) > 1 and _HAN_RUN.match(run):
            yield from map(add, run, run[1:])
        else:
            yield run


def entries(folded: str) -> set[str]:
    """Terms under which a folded text is filed.

    Beside its pairs, the last character of every run: with it, the terms that begin with a character are filed for
    every text that holds the character (see ``is_lone``).
    """
    found = set(_WORD.findall(folded))
    for run in _HAN_RUN.findall(folded):
        found.update(map(add, run, run[1:]))
        found.add(run[-1])
    return found


def is_lone(term: str) -> bool:
    """Whether a term is one Chinese character, to be looked for as the beginning of terms."""
    return len(term) == 1 and _HAN_RUN.match(term) is not None
