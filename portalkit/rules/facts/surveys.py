"""Until when the public may say what it thinks of something, and what became of it."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher

from portalkit.model.record import Record

RESULT = "结果"
_ALIKE = 6
_NAMED = re.compile(r"《([^》]+)》")
_COMMON = re.compile(
    r"关于|公开|征求|征集|意见|建议|的?公告|的?通知|结果|反馈|采纳|情况|汇总|说明|[（）()《》“”、，：:\s|]|草案|征求意见稿|社会|网上|调查|问卷"
)
_RESULT = re.compile(r"结果|反馈|采纳情况|汇总|情况说明")
_FULL = r"(?:(?P<year>\d{4})\s?年)?(?P<month>\d{1,2})\s?月(?P<day>\d{1,2})\s?日"
_UNTIL = re.compile(rf"(?:截止|截至|至|到|—|-|－|～|~)(?:时间为?|日期为?|于)?[:：]?\s?{_FULL}", re.ASCII)
_PERIOD = re.compile(r"征求意见|征集|公示期|意见反馈|截止|公众参与|调查时间")


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


def concern_one_matter(one: str, other: str) -> bool:
    """Whether the titles of a survey and of a result are of one matter: one long piece of them is the same."""
    size = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return size >= min(_ALIKE, len(one), len(other)) > 0


def _matter(title: str) -> str:
    named = _NAMED.search(title)
    return _COMMON.sub("", named[1] if named else title)


def _day(found: re.Match[str], year: int) -> date | None:
    try:
        return date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
