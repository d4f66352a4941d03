"""Dates as the notice of a merge writes them."""

from __future__ import annotations

from datetime import date


def chinese(day: date) -> str:
    """``2026年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"
