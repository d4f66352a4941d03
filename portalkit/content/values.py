"""Typed strings into values: dates, times, yes and no, lists, addresses; each refusal says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from portalkit.model.record import ProblemKind
from portalkit.patterns import regex

_DATE = regex(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATETIME = regex(r"(\d{4}-\d{2}-\d{2})(?: +(\d{2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_LOOSE_DATE = regex(
    r"(\d{4}) *[-/.年] *(\d{1,2}) *[-/.月] *(\d{1,2}) *(?:[日号])?"
    r"(?:[ T]*(\d{1,2}) *[:时点] *(\d{1,2})? *分?(?: *:? *(\d{1,2}) *秒?)?)? *",
    re.ASCII,
)
_URL = regex(r"https?://(?:[^\s/?#@\\\"<>]+)(?:[/?#][^\s\\\"<>]*)?", re.IGNORECASE)
_LIST_BREAK = regex(r"[,，、;；]")
_YEARS = range(1900, 2101)

YES = frozenset({"true", "是", "yes", "y", "on", "1"})
NO = frozenset({"false", "否", "no", "n", "off", "0"})
VALIDITIES = ("有效", "已修改", "失效", "废止")
DISCLOSURES = ("主动公开", "依申请公开", "不予公开")
_UNSEEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NO_NUMBER = frozenset({"无", "无文号", "-", "—", "/"})


class UnfitError(ValueError):
    """A value that is not what its field asks for: ``what`` after the field's name, and the remedy."""

    def __init__(self, what: str, fix: str, kind: ProblemKind = ProblemKind.BAD_VALUE) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.kind = kind


def check_seen(text: str) -> None:
    """Refuse characters that no page and no feed can hold; as an escape they pass the check of the file."""
    if found := _UNSEEN.search(text):
        raise UnfitError(f"里有看不见的控制字符（U+{ord(found.group()):04X}）。", "重新录入这一项，不用反斜杠写法。")


def to_datetime(text: str) -> datetime:
    """Read ``YYYY-MM-DD``, ``YYYY-MM-DD HH:MM`` or with seconds; a date alone is midnight."""
    match = _DATETIME.fullmatch(text)
    if match is None:
        raise _bad_date(text, "2026-03-01 09:30")
    day = _day(match[1])
    try:
        return datetime.combine(day, time(int(match[2] or 0), int(match[3] or 0), int(match[4] or 0)))
    except ValueError:
        raise UnfitError(
            f"写的“{text}”里没有这个时刻。", "时刻从 00:00 到 23:59，例如“2026-03-01 09:30”。", ProblemKind.BAD_DATE
        ) from None


def to_date(text: str) -> date:
    """Read ``YYYY-MM-DD``."""
    if _DATE.fullmatch(text) is None:
        if _DATETIME.fullmatch(text):
            raise UnfitError(f"只要日期，写的是“{text}”。", f"改成“{text[:10]}”。", ProblemKind.BAD_DATE)
        raise _bad_date(text, "2026-03-01")
    return _day(text)


def to_bool(text: str) -> bool:
    """Read 是/否, true/false or yes/no."""
    word = unicodedata.normalize("NFKC", text).lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise UnfitError(f"只能写“是”或“否”，写的是“{shown(text)}”。", "改成“是”或“否”。")


def to_list(text: str) -> tuple[str, ...]:
    """Split a line at commas, 顿号 or semicolons."""
    words = (word.strip() for word in _LIST_BREAK.split(text))
    return tuple(word for word in words if word)


def to_url(text: str) -> str:
    """Accept an http or https address."""
    if _URL.fullmatch(text):
        return text
    if re.fullmatch(r"(?:www\.)?[\w.-]+\.(?:cn|com|org|net)(?:/\S*)?", text, re.ASCII):
        raise UnfitError(f"写的“{shown(text)}”不是完整的网址。", f"改成“https://{shown(text)}”。")
    raise UnfitError(
        f"写的“{shown(text)}”不是网址。", "写以“https://”或“http://”开头的完整网址，例如“https://www.gov.cn/”。"
    )


def to_number(text: str) -> str:
    """A document number as it was typed; 无 means that there is none."""
    return "" if text in _NO_NUMBER else text


def to_choice(text: str, choices: tuple[str, ...]) -> str:
    """Accept exactly one of ``choices``."""
    if text in choices:
        return text
    words = "、".join(f"“{choice}”" for choice in choices)
    raise UnfitError(f"不能写“{shown(text)}”。", f"改成{words}中的一个。")


def shown(text: str, most: int = 30) -> str:
    """A value short enough for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnfitError(f"写的“{text}”这一天不存在。", "核对月份和日子后改正。", ProblemKind.BAD_DATE) from None
    if day.year not in _YEARS:
        raise UnfitError(f"写的年份“{text[:4]}”不对。", "核对年份后改正。", ProblemKind.BAD_DATE)
    return day


def _bad_date(text: str, example: str) -> UnfitError:
    what = f"写的“{shown(text)}”不是规定的写法。"
    loose = _LOOSE_DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if loose is None:
        shape = "年-月-日 时:分" if " " in example else "年-月-日"
        return UnfitError(what, f"写成“{shape}”，例如“{example}”。", ProblemKind.BAD_DATE)
    meant = f"{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}"
    _day(meant)
    if loose[4] and " " in example:
        meant += f" {int(loose[4]):02}:{int(loose[5] or 0):02}"
    return UnfitError(what, f"改成“{meant}”。", ProblemKind.BAD_DATE)
