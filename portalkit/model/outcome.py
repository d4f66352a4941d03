"""How a build or a check of one portal ended."""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.model.finding import Finding, Severity
from portalkit.model.standing import Decision


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the closing table shows. ``pages`` and ``files`` were written, 0 for a check; seconds are wall time."""

    portal: str
    name: str
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    pages: int
    files: int
    indexed: int
    seconds: float
    placed: bool
    """Whether the new pages are in place; ``False`` when a veto on a page or on the portal stopped them."""

    def worst(self) -> Severity | None:
        """The gravest severity that was found."""
        return min((f.severity for f in self.findings), key=lambda severity: severity.rank, default=None)
