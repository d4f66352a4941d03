"""Until when the public may say what it thinks of something, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from portalkit.model.record import Record
from portalkit.patterns import regex

RESULT = "结果"
_ALIKE = 6
"""So long a piece of two titles is the same when they are of one matter."""
_NAMED = regex(r"《([^》]+)》")
_COMMON = regex(
    r"关于|公开|征求|征集|意见|建议|的?公告|的?通知|结果|反馈|采纳|情况|汇总|说明|[（）()《》“”、，：:\s|]|草案|征求意见稿|社会|网上|调查|问卷"
)
_RESULT = regex(r"结果|反馈|采纳情况|汇总|情况说明")
_FULL = r"(?:(?P<year>\d{4})\s?年)?(?P<month>\d{1,2})\s?月(?P<day>\d{1,2})\s?日"
_UNTIL = regex(rf"(?:截止|截至|至|到|—|-|－|～|~)(?:时间为?|日期为?|于)?[:：]?\s?{_FULL}", re.ASCII)
_PERIOD = regex(r"征求意见|征集|公示期|意见反馈|截止|公众参与|调查时间")


def survey_of(record: Record) -> str | None:
    """``结果``, or the last day (ISO) of a survey that tells one, and after ``|`` the matter; else ``None``."""
    matter = _matter(record.title)
    if _RESULT.search(record.title):
        return f"{RESULT}|{matter}"
    days = [
        day
        for line in record.text.splitlines()
        if _PERIOD.search(line) or "年" in line
        for found in _UNTIL.finditer(line)
        if (day := _day(found, record.published.year))
    ]
    later = [day for day in days if day >= record.published.date()]
    return f"{min(later).isoformat()}|{matter}" if later else None


class Answered:
    """The matters of which a result was told. Asking costs as much as the title is long, however many there are."""

    def __init__(self, matters: Iterable[str]) -> None:
        matters = frozenset(matters)
        self._short = frozenset(matter for matter in matters if 0 < len(matter) < _ALIKE)
        self._pieces = frozenset(
            piece for matter in matters for size in range(1, _ALIKE + 1) for piece in _pieces(matter, size)
        )

    def has(self, matter: str) -> bool:
        """Whether a result is of this matter: a piece of six signs is the same in both titles, or the whole of the
        shorter one.
        """
        size = min(_ALIKE, len(matter))
        return any(piece in self._pieces for piece in _pieces(matter, size)) or any(
            piece in self._short for size in range(1, _ALIKE) for piece in _pieces(matter, size)
        )


def _pieces(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(len(text) - size + 1))


def _matter(title: str) -> str:
    named = _NAMED.search(title)
    return _COMMON.sub("", named[1] if named else title)


def _day(found: re.Match[str], year: int) -> date | None:
    try:
        return date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
