"""Working days on the calendar of the State Council (国务院办公厅关于部分节假日安排的通知).

- Years come from the registry first (``tenants/workdays.yaml``), then from the chinesecalendar package.
- A year that neither knows is never guessed: ``UnknownYearError``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from portalkit.errors import PortalError
from portalkit.model.calendar import CalendarYear

_DAY = timedelta(days=1)
_SATURDAY = 5


class UnknownYearError(PortalError):
    """Nothing says which days of a year are worked."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"没有 {year} 年的工作日历。",
            f"按国务院办公厅的放假通知，在 tenants/workdays.yaml 里登记 {year} 年的放假和调休日期。",
        )
        self.year = year


class Workdays:
    """Asks one question of every day, and counts with the answers."""

    def __init__(self, years: Iterable[CalendarYear] = ()) -> None:
        """``years`` of the registry take the place of those that come with the program."""
        self._years = {one.year: (frozenset(one.holidays), frozenset(one.workdays)) for one in years}

    def knows(self, year: int) -> bool:
        """Whether days of that year can be told apart."""
        return self._year(year) is not None

    def is_workday(self, day: date) -> bool:
        """Whether offices work on a day; raises ``UnknownYearError``."""
        known = self._year(day.year)
        if known is None:
            raise UnknownYearError(day.year)
        holidays, workdays = known
        return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)

    def after(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which itself is not counted; raises ``UnknownYearError``."""
        day = start
        while count > 0:
            day += _DAY
            count -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days come after ``start`` up to and with ``end``; raises ``UnknownYearError``."""
        return sum(self.is_workday(start + n * _DAY) for n in range(1, (end - start).days + 1))

    def _year(self, year: int) -> tuple[frozenset[date], frozenset[date]] | None:
        if year not in self._years:
            known = _published(year)
            if known is None:
                return None
            self._years[year] = known
        return self._years[year]


@lru_cache(maxsize=8)
def workdays(years: tuple[CalendarYear, ...]) -> Workdays:
    """The working days of a registry; the same registry gives the same object."""
    return Workdays(years)


@lru_cache(maxsize=64)
def _published(year: int) -> tuple[frozenset[date], frozenset[date]] | None:
    from chinese_calendar import constants  # only who counts working days needs it

    if not min(constants.holidays).year <= year <= max(constants.holidays).year:
        return None
    return (
        frozenset(day for day in constants.holidays if day.year == year),
        frozenset(day for day in constants.workdays if day.year == year),
    )
