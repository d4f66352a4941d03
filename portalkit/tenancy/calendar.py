"""The platform's own working-day calendar (workdays.yaml): years that the kit does not know, or knows otherwise."""

from __future__ import annotations

from datetime import date

from portalkit.model.calendar import CalendarYear
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import parse_date
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import clip

_SATURDAY = 5


def read_calendar(fields: Fields) -> tuple[CalendarYear, ...]:
    """Read ``years``: for each year its free weekdays, its worked weekend days, and the notice that says so."""
    years: list[CalendarYear] = []
    for name, part in fields.named("years"):
        if not (name.isascii() and name.isdigit() and len(name) == 4):
            part.report.note(mistakes.CALENDAR, f"“{clip(name)}”不是年份。", line=part.line, fix="写四位数字的年份。")
            part.pass_over(*part.keys())
            continue
        year = int(name)
        years.append(
            CalendarYear(
                year=year,
                holidays=_days(part, "holidays", year, weekend=False),
                workdays=_days(part, "workdays", year, weekend=True),
                source=part.text("source"),
            )
        )
    fields.finish()
    return tuple(sorted(years, key=lambda one: one.year))


def _days(part: Fields, key: str, year: int, *, weekend: bool) -> tuple[date, ...]:
    days: set[date] = set()
    for word, line in part.words(key, required=True):
        day = parse_date(word)
        trouble = _trouble(day, year, weekend=weekend)
        if day is None or trouble:
            what = f"{called(part.field(key))}里的“{clip(word)}”{trouble}。"
            part.report.note(mistakes.CALENDAR, what, line=line, field=part.field(key))
        else:
            days.add(day)
    return tuple(sorted(days))


def _trouble(day: date | None, year: int, *, weekend: bool) -> str:
    if day is None:
        return "不是有效日期"
    if day.year != year:
        return f"不在 {year} 年"
    if weekend and day.weekday() < _SATURDAY:
        return "本来就是工作日"
    return ""
