"""What will be found, or will happen by itself, on a day to come if nobody does anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portalkit.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Foreseen:
    """``on`` is the first day on which it shows; ``place`` is where, in people's words (财政局/工作动态).

    ``finding`` is what a check will say from that day on; ``None`` for what is no mistake, such as an article that is
    taken down on its day.
    """

    on: date
    place: str
    what: str
    path: str
    portal: str
    tenant: str | None
    workdays: int | None = None
    """Working days from today until then; ``None`` where the calendar of a year is not known."""
    finding: Finding | None = None

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By day, then gravest first, then by place."""
        finding = self.finding
        return (self.on, finding.severity.rank if finding else 9, self.path, self.what)
