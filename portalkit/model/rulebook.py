"""The numbers of the policy documents, each beside its clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portalkit.model.calendar import CalendarYear
from portalkit.model.finding import ClauseKey


@dataclass(frozen=True, slots=True)
class Limit:
    """One number; ``unit`` is a Chinese word such as 天, and ``basis`` the clause that sets it.

    ``stricter`` tells in which direction a county may move it: ``higher`` or ``lower``.
    """

    name: str
    value: int
    unit: str
    basis: ClauseKey
    stricter: str


@dataclass(frozen=True, slots=True)
class LinkExemption:
    """An approved outside host that the link policy would not allow, with an end."""

    host: str
    reason: str
    approved_by: str
    approval: str
    until: date
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A dated, approved exception to a rule that is not a veto; ``until`` is the last day on which it counts.

    ``path`` is an article, a folder or a unit below the content root. ``file`` and ``line`` are where it is registered.
    """

    rule: str
    path: str
    reason: str
    approved_by: str
    approval: str
    until: date
    file: str = ""
    line: int = 1

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until < today


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The limits one county lives by: the platform's, tightened by its own."""

    limits: tuple[Limit, ...]
    waivers: tuple[Waiver, ...] = ()
    exemptions: tuple[LinkExemption, ...] = ()
    calendar: tuple[CalendarYear, ...] = ()
    """Years of the platform's own working-day calendar; they take the place of those that ship with the kit."""

    def limit(self, name: str) -> Limit:
        """Return the limit called ``name``; an unknown name is a programming error (``KeyError``)."""
        for limit in self.limits:
            if limit.name == name:
                return limit
        raise KeyError(name)
