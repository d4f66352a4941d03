"""A few lines of an article around what was asked for, with the places marked."""

from __future__ import annotations

import re

from portalkit.search.document import Part
from portalkit.search.folding import fold

LENGTH = 120
BEFORE = 30


def excerpt(text: str, query: str, wanted: list[str]) -> tuple[Part, ...]:
    """Cut about 120 characters around the first place of the phrase, or of the first term that occurs."""
    flat = re.sub(r"\s+", " ", text).strip()
    folded = fold(flat)
    if len(folded) != len(flat):
        # Some characters unfold into several; the marks would slip.
        flat = folded
    needles = [n for n in (fold(query).strip(), *wanted) if n]
    first = next((position for needle in needles if (position := folded.find(needle)) >= 0), 0)
    start = max(first - BEFORE, 0)
    end = min(start + LENGTH, len(flat))
    parts = _marked(flat[start:end], folded[start:end], needles)
    if start:
        parts.insert(0, Part("…", mark=False))
    if end < len(flat):
        parts.append(Part("…", mark=False))
    return tuple(parts)


def _marked(shown: str, folded: str, needles: list[str]) -> list[Part]:
    hot = [False] * len(shown)
    for needle in needles:
        position = folded.find(needle)
        while position >= 0:
            hot[position : position + len(needle)] = [True] * len(needle)
            position = folded.find(needle, position + 1)
    parts: list[Part] = []
    start = 0
    for position in range(1, len(shown) + 1):
        if position == len(shown) or hot[position] != hot[start]:
            parts.append(Part(shown[start:position], mark=hot[start]))
            start = position
    return parts
