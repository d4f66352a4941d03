"""On which line of a file a paragraph of its text begins: what a person who has to mend it wants to know."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from portalkit.patterns import regex

_MARKUP = regex(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|<[^<>]*>|&#?\w+;")
"""What stands in Markdown and not in its text: where links lead, tags, entities."""
_SIGNS = regex(r"[\W_]+")
_ENOUGH = 16
"""So many letters find a paragraph again where the rest of it is written otherwise."""


def line_of_paragraph(body: str, first_line: int, text: str, number: int) -> int | None:
    """The line of the file on which paragraph ``number`` (from 1) of ``text`` begins.

    ``body`` is the Markdown, ``first_line`` its line in the file, ``text`` its plain text with a line for each block.
    ``None`` where the paragraph is not found again: nothing is guessed.
    """
    lines = [_bare(line) for line in body.split("\n")]
    written = "".join(lines)
    ends = list(accumulate(map(len, lines)))
    place = 0
    for count, block in enumerate(text.split("\n"), 1):
        letters = _SIGNS.sub("", block)
        found = written.find(letters, place) if letters else -1
        if found < 0 and len(letters) > _ENOUGH:
            found = written.find(letters[:_ENOUGH], place)
        if count == number:
            return first_line + bisect_right(ends, found) if found >= 0 else None
        if found >= 0:
            place = found + (len(letters) if written.startswith(letters, found) else _ENOUGH)
    return None


def _bare(line: str) -> str:
    return _SIGNS.sub("", _MARKUP.sub("", line))
