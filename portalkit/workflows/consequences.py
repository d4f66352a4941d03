"""What changes of single articles mean for findings that are about more than one: between articles, and about upkeep.

- Between articles: what stands to each other by a number is judged again when an article with that number came, went or
  changed; all of it when anything changed that decides on articles beside them.
- Upkeep: a rule is asked again on another day, or when a part of the holdings changed that it asked for the last time.

Both are exact, for a check is a function of what it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec

from portalkit.library.corpus import Corpus
from portalkit.library.store import Store
from portalkit.model.column import ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.holdings import COLUMNS, DEPARTED, NUMBERED, RECENT, Fact
from portalkit.model.relatives import numbers_of
from portalkit.workflows.judging import Judge

CORPUS, UPKEEP = "@corpus", "@upkeep"
"""Names under which these findings are kept: followed by a number, or by the code of a rule."""


@dataclass(frozen=True, slots=True)
class Public:
    """One article as it is public: its line in lists, the columns that list it, what it says that others are held
    against.
    """

    entry: Entry
    places: frozenset[ColumnPath]
    facts: frozenset[Fact]


@dataclass(frozen=True, slots=True)
class _Upkeep:
    """With what the rules about upkeep were asked, and the parts of the holdings that each asked for."""

    judging: str
    day: date
    asked: dict[str, frozenset[str]]


class Consequences:
    """Follows the changes of one build."""

    def __init__(self, view: Corpus, portal: str, today: date) -> None:
        self._portal = portal
        self._today = today
        self._judging = view.note(portal, "judging")
        self._upkeep = _remembered(view.note(portal, "upkeep"))
        self._compared = view.note(portal, "compared") == self._judging
        self._numbers: set[str] = set()
        self._parts: set[str] = set()

    def changed(self, before: Public | None, after: Public | None) -> None:
        """One article is public in another way now."""
        for public in (before, after):
            if public:
                self._numbers |= numbers_of(public.entry, public.facts)
        if _listed(before) != _listed(after):
            self._parts |= {COLUMNS, RECENT}
        if _numbered(before) != _numbered(after):
            self._parts.add(NUMBERED)
        facts = [public.facts if public else frozenset() for public in (before, after)]
        self._parts |= {fact.kind for fact in facts[0] ^ facts[1]}

    def departed(self) -> None:
        """Articles are remembered as gone now, or no longer."""
        self._parts |= {DEPARTED, NUMBERED}

    def draw(self, store: Store, judge: Judge) -> None:
        """Find again what may have changed."""
        self._compare(store, judge)
        self._ask_about_upkeep(store, judge)

    def _compare(self, store: Store, judge: Judge) -> None:
        if not self._compared:
            store.verdicts.forget_findings(self._portal, CORPUS)
            store.note(self._portal, "compared", self._judging)
        for number, findings in judge.between(sorted(self._numbers) if self._compared else None):
            store.verdicts.keep_findings(self._portal, f"{CORPUS} {number}", findings)

    def _ask_about_upkeep(self, store: Store, judge: Judge) -> None:
        known = self._upkeep
        if known is None or (known.judging, known.day) != (self._judging, self._today):
            store.verdicts.forget_findings(self._portal, UPKEEP)
            asked, codes = {}, None
        else:
            asked = dict(known.asked)
            codes = frozenset(code for code, parts in asked.items() if parts & self._parts)
            if not codes:
                return
        for said in judge.of_upkeep(codes):
            store.verdicts.keep_findings(self._portal, f"{UPKEEP} {said.code}", said.findings)
            asked[said.code] = said.asked
        store.note(self._portal, "upkeep", _packed(_Upkeep(self._judging, self._today, asked)))


def _listed(public: Public | None) -> tuple[object, ...]:
    """What the sums over columns and over days see of an article."""
    return (public.places, public.entry.published) if public else ()


def _numbered(public: Public | None) -> tuple[object, ...]:
    """What those see of an article who look for its numbers."""
    document = public.entry.document if public else None
    return (document.document_number, document.index_number, public.entry.title) if public and document else ()


def _packed(upkeep: _Upkeep) -> str:
    return msgspec.json.encode(upkeep, order="deterministic").decode()


def _remembered(note: str) -> _Upkeep | None:
    return msgspec.json.decode(note, type=_Upkeep) if note else None
