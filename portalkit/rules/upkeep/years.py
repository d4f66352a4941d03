"""Which annual reports are due on a day."""

from __future__ import annotations

from datetime import date

_FEBRUARY = 2


def year_due(today: date) -> int:
    """The newest year whose report had to be published by 31 January."""
    return today.year - (1 if today.month >= _FEBRUARY else 2)
