"""What a portal holds, as the rules about upkeep see it: how much, how new, and facts read from single articles."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar, cast

from portalkit.model.column import ColumnPath
from portalkit.model.departed import Departed
from portalkit.model.seen import Seen

Part = TypeVar("Part")

RECENT_DAYS = 40
"""How far back ``Holdings.recent`` reaches."""

COLUMNS, RECENT, DEPARTED, NUMBERED, SEEN = "columns", "recent", "departed", "numbered", "seen"
"""Names of the parts of ``Holdings`` that are no facts; a kind of facts is a part under its own name."""


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
    BLANK = "blank"  # the column of an article that says nothing but that something is to come
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


class Summary(Protocol):
    """Where the parts of ``Holdings`` come from; each is asked for once."""

    def columns(self) -> Mapping[ColumnPath, Shelf]:
        """Every column with an article."""

    def facts(self, kind: FactKind) -> tuple[Fact, ...]:
        """Facts of one kind, by path."""

    def recent(self) -> tuple[tuple[str, date], ...]:
        """Unit folder and day of the articles of the last ``RECENT_DAYS`` days, oldest first."""

    def departed(self) -> tuple[Departed, ...]:
        """Articles that were public and whose files are gone, by path."""

    def numbered(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Path and title of the public articles that have a number of a departed one now, by that number."""

    def seen(self) -> tuple[Seen, ...]:
        """What the portal was registered as, oldest first; the last is what it is now."""


class Holdings:
    """A portal's published articles, summed up. Nothing is loaded before it is asked for, and ``asked`` has the names
    of the parts that were: what a check said holds as long as they stay the same.
    """

    __slots__ = ("_known", "_summary", "asked")

    def __init__(self, summary: Summary, known: dict[str, object] | None = None) -> None:
        """``known`` are parts that are loaded already."""
        self._summary = summary
        self._known: dict[str, object] = {} if known is None else known
        self.asked: set[str] = set()

    def afresh(self) -> Holdings:
        """The same, with nothing asked for yet."""
        return Holdings(self._summary, self._known)

    @property
    def columns(self) -> Mapping[ColumnPath, Shelf]:
        """Columns; those without an article may be missing."""
        return self._part(COLUMNS, self._summary.columns)

    @property
    def recent(self) -> tuple[tuple[str, date], ...]:
        """Unit folder and day of every article of the last ``RECENT_DAYS`` days."""
        return self._part(RECENT, self._summary.recent)

    @property
    def departed(self) -> tuple[Departed, ...]:
        """Articles that were public and whose files are gone, by path."""
        return self._part(DEPARTED, self._summary.departed)

    @property
    def numbered(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Path and title of the public articles that have a number of a departed one now, by that number."""
        return self._part(NUMBERED, self._summary.numbered)

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What the portal was registered as, oldest first; the last is what it is now."""
        return self._part(SEEN, self._summary.seen)

    def shelf(self, place: ColumnPath) -> Shelf:
        """One column; an empty one where nothing is listed."""
        return self.columns.get(place, Shelf(0, None))

    def of_kind(self, kind: FactKind) -> tuple[Fact, ...]:
        """Facts of one kind, by path."""
        return self._part(kind.value, lambda: self._summary.facts(kind))

    def _part(self, name: str, load: Callable[[], Part]) -> Part:
        self.asked.add(name)
        if name not in self._known:
            self._known[name] = load()
        return cast("Part", self._known[name])
