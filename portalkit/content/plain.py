"""A short cut for bodies of simple parts: the same bytes as the long way, many times as fast.

Simple are paragraphs, headings, flat lists and tables with bold words and links in them; most official
documents have nothing else. Whatever could mean anything more to Markdown or HTML is left to the long way;
``tests/content`` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portalkit.content.inline import Inline, NotPlainError, words_of
from portalkit.content.markdown import join_lines
from portalkit.content.places import Places
from portalkit.content.prose import line_of
from portalkit.model.record import Heading, Link
from portalkit.patterns import regex

_NEVER = regex("[\\\\`{}<>&~\t\xa0\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]|!\\[|^ | $", re.MULTILINE)
_INLINE = regex(r"[*_\[\]|]")
_START = regex(r"^(?:[-+=:]|\*(?!\*)|\d+[.)])", re.MULTILINE)
_HEADING = regex(r"(#{1,6}) *([^#\n]*[^#\s]) *")
_ITEM = regex(r"(?:-|(0|[1-9]\d{0,5})\.) +(?![-+*=:#|]|\d+[.)])(\S.*)")
_ROW = regex(r"\|(.*)\|")
_RULE = regex(r" *(:?)-+(:?) *")
_ALIGN = {"": "", ":": ' align="left"', "::": ' align="center"', ".:": ' align="right"'}
_WRAP = '<div class="table-wrap" tabindex="0" role="region" aria-label="表格">'


@dataclass(frozen=True, slots=True)
class Plain:
    """HTML, text, links and headings of a plain body."""

    html: str
    text: str
    links: tuple[Link, ...] = ()
    outline: tuple[Heading, ...] = ()


def render(source: str, first_line: int = 1) -> Plain | None:
    """Render a plain body that begins at ``first_line`` of its file, or return ``None`` if it is not plain."""
    if _NEVER.search(source):
        return None
    marked = _INLINE.search(source) is not None
    if not marked and not _START.search(source) and "#" not in source:
        return _paragraphs(source)
    writing = _Writing(Inline(Places(source, first_line)) if marked else None)
    try:
        writing.write(source)
    except NotPlainError:
        return None
    return writing.finished()


def _paragraphs(source: str) -> Plain:
    blocks = [join_lines(text) for block in source.split("\n\n") if (text := _trimmed(block))]
    lines = (line_of(block) for block in blocks)
    return Plain("\n".join(f"<p>{block}</p>" for block in blocks), "\n".join(line for line in lines if line))


def _trimmed(block: str) -> str:
    """A paragraph as Python-Markdown trims it: a wide blank at its end stays."""
    return block.lstrip().rstrip("\n")


@dataclass(slots=True)
class _Writing:
    """One body being written, block by block."""

    inline: Inline | None
    html: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    headings: list[tuple[int, int, str]] = field(default_factory=list)
    """Place in ``html``, level, words; written last, when it is known whether one of them is of the first level."""
    after_list: bool = False

    def write(self, source: str) -> None:
        for block in source.split("\n\n"):
            text = block.strip("\n")
            if not text.strip():
                continue
            first = text[0]
            if first == "|":
                self._table(text)
            elif first in "-0123456789" and _START.match(text):
                if self.after_list:
                    raise NotPlainError  # the two may be one list
                self._list(text)
                self.after_list = True
                continue
            elif "#" in text:
                self._with_headings(text)
            else:
                self._paragraph(text)
            self.after_list = False

    def finished(self) -> Plain:
        lowered = 1 if any(level == 1 for _, level, _ in self.headings) else 0
        outline = []
        for number, (place, level, words) in enumerate(self.headings, 1):
            depth = min(level + lowered, 6)
            self.html[place] = f'<h{depth} id="s{number}">{words}</h{depth}>'
            outline.append(Heading(depth, f"s{number}", line_of(words_of(words))))
        links = tuple(self.inline.links) if self.inline else ()
        return Plain("\n".join(self.html), "\n".join(line for line in self.lines if line), links, tuple(outline))

    def _paragraph(self, block: str) -> None:
        text = _trimmed(block)
        if _START.search(text):
            raise NotPlainError
        html = self._inline(text)
        if "\n" in html:
            html = join_lines(html)
        self.html.append(f"<p>{html}</p>")
        self._say(html)

    def _with_headings(self, block: str) -> None:
        text: list[str] = []
        for line in block.split("\n"):
            if not line.startswith("#"):
                text.append(line)
                continue
            heading = _HEADING.fullmatch(line)
            if heading is None:
                raise NotPlainError
            self._before_heading(text)
            words = self._inline(heading[2].strip())
            self.headings.append((len(self.html), len(heading[1]), words))
            self.html.append("")
            self._say(words)
        self._before_heading(text)

    def _before_heading(self, lines: list[str]) -> None:
        text = "\n".join(lines)
        lines.clear()
        if text.strip():
            self._paragraph(text)

    def _list(self, block: str) -> None:
        items = [_ITEM.fullmatch(line) for line in block.split("\n")]
        first = items[0]
        if first is None:
            raise NotPlainError
        number = first[1]
        html: list[str] = []
        for item in items:
            if item is None or (item[1] is None) != (number is None):
                raise NotPlainError
            words = self._inline(item[2])
            html.append(f"<li>{words}</li>")
            self._say(words)
        tag = "ul" if number is None else "ol"
        start = "" if number in (None, "1") else f' start="{number}"'
        self.html.append("\n".join((f"<{tag}{start}>", *html, f"</{tag}>")))

    def _table(self, block: str) -> None:
        if block.count("\n") < 2:
            raise NotPlainError
        head, rule, *rows = [list(_cells(line)) for line in block.split("\n")]
        aligned = []
        for cell in rule:
            found = _RULE.fullmatch(cell)
            if found is None:
                raise NotPlainError
            left, right = found.groups()
            aligned.append(_ALIGN[f"{left or ('.' if right else '')}{right}"])
        head_row = self._row("th", head, aligned)
        body = "\n".join(self._row("td", row, aligned) for row in rows)
        self.html.append(f"{_WRAP}<table>\n<thead>\n{head_row}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table></div>")

    def _row(self, tag: str, cells: list[str], aligned: list[str]) -> str:
        if len(cells) != len(aligned):
            raise NotPlainError
        words = [self._inline(cell.strip()) for cell in cells]
        self._say(" ".join(words))
        columns = zip(words, aligned, strict=True)
        return "\n".join(("<tr>", *(f"<{tag}{align}>{word}</{tag}>" for word, align in columns), "</tr>"))

    def _inline(self, text: str) -> str:
        return self.inline.html(text) if self.inline else text

    def _say(self, html: str) -> None:
        self.lines.append(line_of(words_of(html)))


def _cells(line: str) -> Iterator[str]:
    row = _ROW.fullmatch(line)
    if row is None:
        raise NotPlainError
    yield from row[1].split("|")
