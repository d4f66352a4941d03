"""The documents that rules come from, and the clauses cited from them."""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.model.finding import ClauseKey


@dataclass(frozen=True, slots=True)
class Regulation:
    """A policy document; ``number`` is its document number or, where it has none, its date."""

    id: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One article of a regulation, summarised in our own words (never quoted)."""

    key: ClauseKey
    regulation: Regulation
    article: str
    summary: str

    def __str__(self) -> str:
        return f"《{self.regulation.name}》（{self.regulation.number}）{self.article}：{self.summary}"
