"""The plain text of a body: one line for each block, cells of a table row on one line. For search and counting."""

from __future__ import annotations

from lxml import etree

_BLOCKS = "blockquote br caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul"
_LINES = frozenset(_BLOCKS.split())
_CELLS = frozenset({"td", "th"})
_BACK = "↩"


def prose(body: etree._Element) -> str:
    """Collect the text; blanks collapse, empty lines go."""
    pieces: list[str] = []
    for event, el in etree.iterwalk(body, events=("start", "end")):
        tag = el.tag
        if event == "start":
            if tag in _LINES:
                pieces.append("\0")
            if el.text and not (tag == "a" and el.text == _BACK):
                pieces.append(el.text)
        else:
            if tag in _LINES:
                pieces.append("\0")
            elif tag in _CELLS:
                pieces.append(" ")
            if el.tail and el is not body:
                pieces.append(el.tail)
    lines = (line_of(part) for part in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line)


def line_of(text: str) -> str:
    """One line: every run of blanks is one blank."""
    return " ".join(text.split())
