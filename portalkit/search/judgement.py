"""What an article is worth as an answer, counted on its text.

Only the question, the article and how rare each term is count, so that an index that grew by changes ranks as one made
at once. Rare terms count more than common ones, the title three times as much as the text, repetition less and less,
a whole phrase more than all of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TITLE = 3.0
SATURATION = 1.2
USUAL_LENGTH = 1000
"""Characters of an ordinary article; in a longer one a term has to come more often."""
LENGTH_MATTERS = 0.75

PHRASE_IS_TITLE = 200.0
PHRASE_IN_TITLE = 60.0
PHRASE_IN_TEXT = 20.0


@dataclass(frozen=True, slots=True)
class Judged:
    """An article that was looked at: what it is worth, how many terms it holds, whether it holds the whole phrase."""

    id: int
    path: str
    day: int
    score: float
    held: int
    phrase: bool

    @property
    def rank(self) -> tuple[float, int, str]:
        """Better ones are less; the newer of equals comes first."""
        return (-round(self.score, 3), -self.day, self.path)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the phrase, folded and without spaces, and its terms with how much each tells."""

    phrase: str
    weights: Mapping[str, float]

    def judge(self, number: int, path: str, day: int, title: str, text: str) -> Judged:
        """Look at one article; title and text are folded."""
        closed = title.replace(" ", "")
        bonus = self._bonus(closed, text)
        score, held = bonus, 0
        enough = SATURATION * (1 - LENGTH_MATTERS + LENGTH_MATTERS * len(text) / USUAL_LENGTH)
        for term, weight in self.weights.items():
            times, named = text.count(term), term in title
            held += bool(times or named)
            score += weight * (TITLE * named + times / (times + enough))
        return Judged(number, path, day, score, held, bonus > 0)

    def _bonus(self, title: str, text: str) -> float:
        if not self.phrase:
            return 0.0
        if self.phrase == title:
            return PHRASE_IS_TITLE
        if self.phrase in title:
            return PHRASE_IN_TITLE * (1 + len(self.phrase) / len(title))
        return PHRASE_IN_TEXT if self.phrase in text else 0.0
