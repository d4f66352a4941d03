"""Published articles that one number brings together: what rules between articles are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portalkit.model.entry import Entry
from portalkit.model.holdings import Fact, FactKind


@dataclass(frozen=True, slots=True)
class Relatives:
    """Everything public in which one number stands; each part is in the order of its paths.

    ``documents`` bear it as their document number, ``indexed`` as their index number; ``explaining`` explain the
    document of that number, and ``repealing`` says who repeals it.
    """

    number: str
    documents: tuple[Entry, ...] = ()
    indexed: tuple[Entry, ...] = ()
    explaining: tuple[Entry, ...] = ()
    repealing: tuple[Fact, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether there is nobody that something could be held against."""
        return not self.explaining and not self.repealing and len(self.documents) < 2 and len(self.indexed) < 2

    def tenant(self, path: str) -> str:
        """The folder of the unit that an article is from; empty for one that is none of these."""
        return next((e.tenant for e in (*self.documents, *self.indexed, *self.explaining) if e.path == path), "")


def numbers_of(entry: Entry, facts: Iterable[Fact]) -> frozenset[str]:
    """Every number that stands in a published article and that others may have."""
    document = entry.document
    own = (document.document_number, document.index_number) if document else ()
    repealed = (fact.value for fact in facts if fact.kind == FactKind.REPEALS.value)
    return frozenset(number for number in (*own, entry.interprets, *repealed) if number)


def related(entries: Iterable[Entry], facts: Iterable[Fact]) -> Iterator[Relatives]:
    """Articles put together by every number that stands in them, by number."""
    documents: dict[str, list[Entry]] = defaultdict(list)
    indexed: dict[str, list[Entry]] = defaultdict(list)
    explaining: dict[str, list[Entry]] = defaultdict(list)
    repealing: dict[str, list[Fact]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.path):
        if entry.document:
            documents[entry.document.document_number].append(entry)
            indexed[entry.document.index_number].append(entry)
        explaining[entry.interprets].append(entry)
    for fact in sorted(facts):
        if fact.kind == FactKind.REPEALS.value:
            repealing[fact.value].append(fact)
    for number in sorted({*documents, *indexed, *explaining, *repealing} - {""}):
        yield Relatives(
            number,
            tuple(documents.get(number, ())),
            tuple(indexed.get(number, ())),
            tuple(explaining.get(number, ())),
            tuple(repealing.get(number, ())),
        )
