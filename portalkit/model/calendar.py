"""Working days as the State Council arranges them for one year (国务院办公厅放假通知)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year: weekdays that are free, and weekend days that are worked. ``source`` names the notice."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str
