"""A short cut for bodies that are only paragraphs and headings: the same bytes as the long way, many times as fast.

Most official documents are of this kind. Whatever could mean anything to Markdown or HTML is left to the long way;
``tests/content`` holds the two against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portalkit.content.markdown import join_lines
from portalkit.content.prose import line_of

_SPECIAL = re.compile("[\\\\`*_{}\\[\\]<>&|~\t\xa0\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_STARTS = re.compile(r"(?m)^(?: |[-+=:]|\d+[.)]|[^\n]* $)")
_HEADING = re.compile(r"(#{1,6}) *([^#\n]*[^#\s]) *")


@dataclass(frozen=True, slots=True)
class Plain:
    """HTML and text of a plain body."""

    html: str
    text: str


def render(source: str) -> Plain | None:
    """Render a plain body, or return ``None`` if it is not plain."""
    if _SPECIAL.search(source) or _STARTS.search(source):
        return None
    blocks: list[tuple[int, str]] = []
    for block in source.split("\n\n"):
        if "#" not in block:
            blocks.append((0, block))
        elif (mixed := _headings(block)) is not None:
            blocks.extend(mixed)
        else:
            return None
    lowered = 1 if any(level == 1 for level, _ in blocks) else 0
    return _write(blocks, lowered)


def _headings(block: str) -> list[tuple[int, str]] | None:
    found: list[tuple[int, str]] = []
    text: list[str] = []
    for line in block.split("\n"):
        if not line.startswith("#"):
            text.append(line)
            continue
        heading = _HEADING.fullmatch(line)
        if heading is None:
            return None
        found += [(0, "\n".join(text)), (len(heading[1]), heading[2])]
        text.clear()
    found.append((0, "\n".join(text)))
    return found


def _write(blocks: list[tuple[int, str]], lowered: int) -> Plain:
    html: list[str] = []
    lines: list[str] = []
    heading = 0
    for level, block in blocks:
        text = block.lstrip().rstrip("\n")  # as Python-Markdown does: a wide blank at the end stays
        if level:
            text = text.rstrip()
            heading += 1
            depth = min(level + lowered, 6)
            html.append(f'<h{depth} id="s{heading}">{text}</h{depth}>')
        elif text:
            text = join_lines(text) if "\n" in text else text
            html.append(f"<p>{text}</p>")
        lines.append(line_of(text))
    return Plain("\n".join(html), "\n".join(line for line in lines if line))
