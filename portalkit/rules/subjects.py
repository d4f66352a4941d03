"""What checks are given, apart from pages: slips of files, the world around a record, the registry of a portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portalkit.model.column import Column
from portalkit.model.finding import Hit, Location
from portalkit.model.links import Judgement
from portalkit.model.platform import PortalTree
from portalkit.model.record import Problem
from portalkit.model.review import Clearance
from portalkit.model.tenant import Tenant


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


@dataclass(frozen=True, slots=True)
class RecordContext:
    """The world around one article. ``clearance`` is ``None`` where the ledger was not asked."""

    tree: PortalTree
    tenant: Tenant
    column: Column
    today: date
    judge: Callable[[str], Judgement]
    clearance: Clearance | None = None

    def limit(self, name: str) -> int:
        """A number of the rulebook; the rule names it in ``limits``."""
        return self.tree.rulebook.limit(name).value


@dataclass(frozen=True, slots=True)
class TreeContext:
    """A portal and the day."""

    tree: PortalTree
    today: date

    def limit(self, name: str) -> int:
        """A number of the rulebook; the rule names it in ``limits``."""
        return self.tree.rulebook.limit(name).value
