"""Everything in an article that a reader can read: title, summary, body, names and words of its attachments.

Rules that look for words go over these; each text knows how to say where in it something was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portalkit.model.finding import Hit, Location
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.subjects import RecordContext
from portalkit.rules.vocabulary import Screen

_UNSEEN = "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_TO_FOLD = regex(f"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0a\uff0d\uff1d\u00a0{_UNSEEN}]")
_FOLDS = {
    **{sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)},
    **{ord(sign): " " for sign in "\u3000\u00a0"},
    **{ord(sign): None for sign in _UNSEEN},
}
_latest: list[tuple[Record | None, tuple[Text, ...]]] = [(None, ())]
"""The article that was asked for last, and its own texts."""
_TABLE = _FOLDS | {ord(sign): sign for sign in "（），：；！？"}


@dataclass(frozen=True, slots=True)
class Text:
    """One text. ``part`` names it for a message, ``lines`` that places in it are counted in paragraphs."""

    text: str
    part: str
    where: Location
    lines: bool = False

    def hit(self, place: int, what: str, fix: str | None = None) -> Hit:
        """A finding at a place of the text; ``what`` is the rest of the sentence after the place."""
        number = self.text.count("\n", 0, place) + 1
        spot = f"{self.part}第 {number} 段" if self.lines else self.part
        return Hit(self.where, f"{spot}{what}", fix)

    def has(self, screen: Screen) -> bool:
        """Whether any word of a screen is there: what keeps a costly look from texts that have none of them."""
        return screen.finds(self.text)

    def lines_with(self, screen: Screen) -> Iterator[tuple[int, int]]:
        """Start and end of each line that has a word of a screen."""
        text = self.text
        ends: dict[int, int] = {}
        for word in screen.in_text(text):
            place = text.find(word)
            while place >= 0:
                start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
                ends[start] = end if end >= 0 else len(text)
                place = text.find(word, ends[start])
        yield from sorted(ends.items())

    def line_at(self, place: int) -> str:
        """The line around a place."""
        start, end = self.text.rfind("\n", 0, place) + 1, self.text.find("\n", place)
        return self.text[start : end if end >= 0 else None]

    def before(self, place: int, width: int) -> str:
        """What stands before a place on its line, at most so many signs."""
        start = max(self.text.rfind("\n", 0, place) + 1, place - width)
        return self.text[start:place]


_PARAGRAPH = regex(r"正文第 (\d+) 段")


def paragraph_of(what: str) -> int | None:
    """The paragraph of the body (from 1) that a finding names, as ``Text.hit`` writes it."""
    named = _PARAGRAPH.match(what)
    return int(named[1]) if named else None


def texts(record: Record, context: RecordContext) -> Iterator[Text]:
    """Every text of an article; attachments come last, and their words are read only when asked for."""
    yield from own_texts(record)
    yield from attached_texts(record, context)


def own_texts(record: Record) -> tuple[Text, ...]:
    """Title, summary and body, with full-width signs folded and what cannot be seen left out."""
    # Twenty rules ask for the same article one after the other.
    if _latest[0][0] is not record:
        _latest[0] = record, _own_texts(record)
    return _latest[0][1]


def attached_texts(record: Record, context: RecordContext) -> Iterator[Text]:
    """Names and words of pictures and attachments."""
    path = record.path.text
    for file in record.files:
        name = file.in_tenant.rpartition("/")[2]
        yield Text(folded(f"{name}\n{file.title}" if file.title else name), f"附件名称“{name}”", Location(path))
        words = context.words_in(file).text
        if words:
            yield Text(folded(words), f"附件“{name}”", Location(path), lines=True)


def folded(text: str) -> str:
    """Full-width letters, digits and blanks as usual ones; Chinese punctuation stays; what cannot be seen goes."""
    return text.translate(_TABLE) if _TO_FOLD.search(text) else text


def _own_texts(record: Record) -> tuple[Text, ...]:
    path, lines = record.path.text, record.field_lines
    found = [Text(folded(record.title), "标题", Location(path, lines.get("title"), "title"))]
    if record.summary:
        found.append(Text(folded(record.summary), "摘要", Location(path, lines.get("summary"), "summary")))
    found.append(Text(folded(record.text), "正文", Location(path, None, "body"), lines=True))
    return tuple(found)
