"""Until when the portal's security.txt holds (RFC 9116): decided by the day, so the build has to know."""

from __future__ import annotations

from datetime import date


def security_expires(today: date) -> date:
    """The end of a half-year that is more than three months away, so that the file changes twice a year."""
    ends = (date(today.year, 6, 30), date(today.year, 12, 31), date(today.year + 1, 6, 30))
    return next(end for end in ends if (end - today).days > 90)
