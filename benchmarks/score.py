"""What one rule did with what was planted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """What one rule did. ``missed`` and ``alarms`` name the plants, each once, with how often."""

    planted: int = 0
    found: int = 0
    innocent: int = 0
    wrong: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Score) -> Score:
        """Both together."""
        return Score(
            self.planted + other.planted,
            self.found + other.found,
            self.innocent + other.innocent,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.alarms + other.alarms,
        )

    @property
    def recall(self) -> float | None:
        """Share of the planted mistakes that were found."""
        return self.found / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Share of right ones among everything that the rule reported."""
        told = self.found + self.wrong
        return self.found / told if told else None


def told_by(codes: frozenset[str] | set[str], also: tuple[str, ...]) -> str:
    """What to say of a missed mistake that another rule told all the same."""
    others = sorted(codes & set(also))
    return f"（{'、'.join(others)} 报了）" if others else ""
