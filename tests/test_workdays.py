"""Working days: the State Council's calendar, the platform's own years before it, and no guess beyond both."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalkit.model.calendar import CalendarYear
from portalkit.workdays import UnknownYearError, Workdays, workdays

KNOWN = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@given(KNOWN)
def test_every_day_is_as_the_state_council_arranged_it(day):
    assert Workdays().is_workday(day) == chinese_calendar.is_workday(day)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_the_day_after_so_many_working_days(start, count, end):
    assert Workdays().after(start, count) == end


@given(KNOWN, st.integers(0, 60))
def test_after_and_between_are_each_other_s_inverse(start, count):
    known = Workdays()
    if start + timedelta(days=3 * count + 20) <= date(2026, 12, 31):
        assert known.between(start, known.after(start, count)) == count


@given(st.dates(date(2010, 1, 1), date(2026, 6, 30)), st.integers(0, 90), st.integers(0, 90))
def test_time_counts_in_pieces(start, first, second):
    known, middle = Workdays(), start + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert known.between(start, end) == known.between(start, middle) + known.between(middle, end)


def test_a_year_that_nobody_arranged_is_not_guessed():
    with pytest.raises(UnknownYearError, match="没有 2093 年的工作日历。 .*workdays.yaml"):
        Workdays().is_workday(date(2093, 3, 2))
    with pytest.raises(UnknownYearError):
        Workdays().after(date(2003, 12, 1), 1)


def test_the_platform_s_own_year_goes_before_that_of_the_program():
    own = CalendarYear(2026, (date(2026, 3, 3),), (date(2026, 3, 7),), "放假通知")
    known = workdays((own,))
    assert not known.is_workday(date(2026, 3, 3))
    assert known.is_workday(date(2026, 3, 7))
    assert known.is_workday(date(2026, 10, 1))
    assert known.is_workday(date(2025, 3, 3))


def test_counting_over_the_turn_of_the_year_needs_both_years():
    own = CalendarYear(2027, (date(2027, 1, 1),), (), "放假通知")
    assert workdays((own,)).after(date(2026, 12, 31), 1) == date(2027, 1, 4)
    with pytest.raises(UnknownYearError):
        Workdays().after(date(2026, 12, 31), 1)
