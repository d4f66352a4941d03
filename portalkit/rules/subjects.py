"""What checks are given, apart from pages: slips of files, the world around a record, the registry of a portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from portalkit.model.column import Column
from portalkit.model.extract import NOTHING, Extract
from portalkit.model.finding import Hit, Location
from portalkit.model.links import Judgement
from portalkit.model.platform import PortalTree
from portalkit.model.record import LocalFile, Problem, Record
from portalkit.model.review import Clearance
from portalkit.model.tenant import Tenant
from portalkit.workdays import Workdays, workdays


def _unread(_: LocalFile) -> Extract:
    return NOTHING


@dataclass(frozen=True, slots=True)
class Slip:
    """One problem that a reader noted in a file. ``readable`` tells whether an article came out of it all the same."""

    path: str
    problem: Problem
    readable: bool

    @property
    def hit(self) -> Hit:
        """The slip as it was noted: its words, its line, its remedy."""
        return Hit(Location(self.path, self.problem.line), self.problem.what, self.problem.fix)


@dataclass(frozen=True)
class RecordContext:
    """The world around one article. ``clearance`` is ``None`` where the ledger was not asked.

    ``earliest`` is the first final signature that the article ever got; ``first`` the state in which it was public
    first, where that is another one, and ``first_public`` the day on which that state was signed off; ``words_in``
    reads a picture or attachment.
    """

    tree: PortalTree
    tenant: Tenant
    column: Column
    today: date
    judge: Callable[[str], Judgement]
    clearance: Clearance | None = None
    earliest: datetime | None = None
    first: Record | None = None
    first_public: date | None = None
    words_in: Callable[[LocalFile], Extract] = _unread

    @property
    def workdays(self) -> Workdays:
        """The working days of the platform."""
        return workdays(self.tree.rulebook.calendar)

    def limit(self, name: str) -> int:
        """A number of the rulebook; the rule names it in ``limits``."""
        return self.tree.rulebook.limit(name).value


@dataclass(frozen=True, slots=True)
class TreeContext:
    """A portal and the day."""

    tree: PortalTree
    today: date

    @property
    def workdays(self) -> Workdays:
        """The working days of the platform."""
        return workdays(self.tree.rulebook.calendar)

    def limit(self, name: str) -> int:
        """A number of the rulebook; the rule names it in ``limits``."""
        return self.tree.rulebook.limit(name).value
