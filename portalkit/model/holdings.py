"""What a portal holds, as the rules about upkeep see it: how much, how new, and facts read from single articles."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portalkit.model.column import ColumnPath
from portalkit.model.departed import Departed
from portalkit.model.seen import Seen

RECENT_DAYS = 40
"""How far back ``Holdings.recent`` reaches."""


class FactKind(enum.Enum):
    """What kind of fact; the comment says what its value holds."""

    POLICY = "policy"  # day|number of a document that ought to be explained
    EXPLAINS = "explains"  # day|number of the document that an article explains
    REPEALS = "repeals"  # the number of a document that this one repeals
    GUIDE = "guide"  # how many of the eight elements a service guide lacks
    MESSAGE = "message"  # days: received|accepted|answered, empty where not told
    SURVEY = "survey"  # the last day of a survey, or 结果 for an article that tells the results of one
    OFFLINE = "offline"  # the day of a notice of a temporary closure
    RETURN = "return"  # the year of a 政府网站工作年度报表
    REPORT = "report"  # the year of an organ's 信息公开年报


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """Something that one published article says, kept so that other articles and other days can be held against it."""

    path: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One column: how many articles it lists, and the day of the newest."""

    count: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """A portal's published articles, summed up. Columns without an article may be missing from ``columns``."""

    columns: Mapping[ColumnPath, Shelf] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    recent: tuple[tuple[str, date], ...] = ()
    """Unit folder and day of every article of the last ``RECENT_DAYS`` days."""
    departed: tuple[Departed, ...] = ()
    """Articles that were public and whose files are gone, by path."""
    numbered: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Path and title of the public articles that have a number of a departed one now, by document or index number."""
    seen: tuple[Seen, ...] = ()
    """What the portal was registered as, oldest first; the last is what it is now."""

    def shelf(self, place: ColumnPath) -> Shelf:
        """One column; an empty one where nothing is listed."""
        return self.columns.get(place, Shelf(0, None))

    def of_kind(self, kind: FactKind) -> tuple[Fact, ...]:
        """Facts of one kind, by path."""
        return tuple(fact for fact in self.facts if fact.kind == kind.value)
