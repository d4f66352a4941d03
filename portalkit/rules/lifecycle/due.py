"""How long the notice of a merge has to stand."""

from __future__ import annotations

from datetime import date, timedelta

from portalkit.model.tenant import Legacy


def last_day(legacy: Legacy, keep_days: int) -> date | None:
    """The last day on which the notice must stand; ``None`` while the merge goes on."""
    if legacy.completed is None:
        return None
    return max(legacy.announced, legacy.completed) + timedelta(days=keep_days)


def is_due(legacy: Legacy, keep_days: int, today: date) -> bool:
    """Whether the notice must stand today."""
    last = last_day(legacy, keep_days)
    return legacy.announced <= today and (last is None or today <= last)


def chinese(day: date) -> str:
    """``2026年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"
