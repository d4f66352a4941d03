"""How a build or a check of one portal ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portalkit.model.finding import Finding, Severity
from portalkit.model.rulebook import Waiver
from portalkit.model.standing import Decision, Standing


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that was let pass, and by which waiver."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the closing table shows. ``pages`` and ``files`` are in place, 0 for a check; seconds are wall time, if it
    was taken.
    """

    portal: str
    name: str
    counts: Mapping[Standing, int]
    unpublished: tuple[Decision, ...]
    """Articles that are not out as they lie in the folder."""
    findings: tuple[Finding, ...]
    """Everything that was found, or of a brief account what blocks publication; gravest first."""
    found: Mapping[Severity, int]
    """How many findings there are of each severity, also of those that a brief account leaves out."""
    pages: int
    files: int
    written: int
    """Files that this build put in place or removed."""
    indexed: int
    seconds: float | None
    placed: bool | None
    """Whether the pages in place are the newest; ``False`` when a veto on a page or on the portal stopped them,
    ``None`` for a check."""
    failed: tuple[str, ...] = ()
    """A line for each unit whose pages could not be rendered; its old pages are still in place."""
    waived: tuple[Waived, ...] = ()
    """What was found and let pass; no part of ``findings``."""

    def worst(self) -> Severity | None:
        """The gravest severity that was found."""
        return min((s for s, count in self.found.items() if count), key=lambda severity: severity.rank, default=None)
