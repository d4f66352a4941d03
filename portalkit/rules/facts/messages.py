"""When a message of the public came in, was accepted, and was answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from portalkit.model.record import Record
from portalkit.patterns import regex

_RECEIVED = ("来信日期", "来信时间", "留言日期", "留言时间", "提问时间", "咨询时间", "投诉时间", "写信时间")
_ACCEPTED = ("受理日期", "受理时间")
_ANSWERED = ("答复日期", "答复时间", "回复日期", "回复时间", "办结时间", "办结日期")
_LABELS = (*_RECEIVED, *_ACCEPTED, *_ANSWERED)
_DATE = regex(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?", re.ASCII)
_COMPLEX = regex(r"(?:情况|问题|事项)复杂|延期答复|延长答复")


@dataclass(frozen=True, slots=True)
class MessageDates:
    """Days of one message, as far as the article tells them; ``complex`` when it says that it takes longer."""

    received: date | None
    accepted: date | None
    answered: date | None
    complex: bool = False

    @property
    def since(self) -> date | None:
        """From when on an answer is due."""
        return self.accepted or self.received

    @property
    def packed(self) -> str:
        """As a fact keeps it."""
        days = (self.received, self.accepted, self.answered)
        return "|".join([*(day.isoformat() if day else "" for day in days), "1" if self.complex else ""])

    @classmethod
    def unpacked(cls, text: str) -> MessageDates:
        """The inverse of ``packed``."""
        *days, hard = text.split("|")
        received, accepted, answered = (date.fromisoformat(day) if day else None for day in days)
        return cls(received, accepted, answered, bool(hard))


def dates_of_message(record: Record) -> MessageDates | None:
    """Read the days from a table with a head row, from rows of two cells, or from lines ``受理日期：2026-03-01``."""
    if not any(label in record.text for label in _LABELS):
        return None
    found = _from_lines(record.text)
    received, accepted, answered = (
        next((found[label] for label in labels if label in found), None) for labels in (_RECEIVED, _ACCEPTED, _ANSWERED)
    )
    return MessageDates(received, accepted, answered, _COMPLEX.search(record.text) is not None)


def _from_lines(text: str) -> dict[str, date]:
    found: dict[str, date] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines):
        words = line.split(" ")
        labels = [word.rstrip("：:") for word in words if word.rstrip("：:") in _LABELS]
        if len(labels) > 1 and number + 1 < len(lines):
            dates = [day for word in lines[number + 1].split(" ") if (day := _day(word))]
            found |= dict(zip(labels, dates, strict=False))
        for label in _LABELS:
            place = line.find(label)
            if place >= 0 and (day := _day(line[place + len(label) : place + len(label) + 14])):
                found.setdefault(label, day)
    return found


def _day(text: str) -> date | None:
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
