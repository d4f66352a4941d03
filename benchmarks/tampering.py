"""Finished pages with one thing changed by hand: what an intruder or a broken template does, and what only looks so.

The pages are those of the example platform, built for real; what is done to them lies in ``planted/pages/``.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.commands import ROOT
from benchmarks.score import Score, told_by
from portalkit.rules.engine import PageContext, page_hits
from portalkit.rules.pages import page_files
from portalkit.tenancy.load import load
from portalkit.workflows.build import build
from portalkit.workflows.progress import silent
from portalkit.workflows.workspace import open_workspace

_PLANTED = Path(__file__).parent / "planted" / "pages"


@dataclass(frozen=True, slots=True)
class Tampering:
    """One change: ``put`` behind (or ``before``) the first ``at``, or instead of every ``cut``. ``page`` is the kind of
    page; ``also`` names other rules that are right to speak.
    """

    rule: str
    wanted: bool
    number: int
    page: str
    put: str
    at: str = ""
    cut: str = ""
    before: bool = False
    also: tuple[str, ...] = ()

    def done_to(self, text: str) -> str:
        """The changed page; the page itself where there is nothing to change."""
        if self.cut:
            return text.replace(self.cut, self.put)
        head, at, rest = text.partition(self.at)
        return f"{head}{self.put}{at}{rest}" if self.before and at else f"{head}{at}{self.put}{rest}" if at else text

    @property
    def name(self) -> str:
        """How the report calls it."""
        return f"{self.rule} {'错例' if self.wanted else '形似'} {self.number}“{(self.put or self.cut)[:40]}”"


def tamperings(of: str) -> tuple[Tampering, ...]:
    """Everything of one set."""
    file = _PLANTED / f"{of}.yaml"
    if not file.exists():
        return ()
    return tuple(_read(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)))


def _read(entries: list[dict[str, list[dict[str, object]]]]) -> Iterator[Tampering]:
    for entry in entries:
        for wanted, name in ((True, "mistakes"), (False, "innocent")):
            for number, what in enumerate(entry[name], 1):
                also = what.pop("also", ())
                yield Tampering(str(entry["rule"]), wanted, number, also=tuple(map(str, also)), **what)  # type: ignore[arg-type, call-overload]


def measure_pages(of: str, *, each: int, work: Path, seed: int = 1) -> dict[str, Score]:
    """Change ``each`` pages in every way of a set and ask the rules; below ``work`` the example platform is built."""
    scores: dict[str, Score] = defaultdict(Score)
    plants = tamperings(of)
    if not plants:
        return scores
    pages, context = _built(work)
    chance = random.Random(seed)  # noqa: S311 - which pages are changed, not a secret
    for plant in plants:
        kind = f'data-page-kind="{plant.page}"'
        able = [path for path, text in pages.items() if kind in text and plant.done_to(text) != text]
        for path in chance.sample(able, min(each, len(able))):
            _score(scores, plant, _codes(path, plant.done_to(pages[path]), context))
    return scores


def _score(scores: Mapping[str, Score], plant: Tampering, codes: frozenset[str]) -> None:
    mine = scores[plant.rule]
    if plant.wanted:
        mine.planted += 1
        mine.found += plant.rule in codes
        mine.missed[plant.name + told_by(codes, plant.also)] += plant.rule not in codes
    else:
        mine.innocent += 1
    for code in codes - {plant.rule if plant.wanted else "", *plant.also}:
        scores[code].wrong += 1
        scores[code].alarms[plant.name] += 1


def _codes(path: str, text: str, context: PageContext) -> frozenset[str]:
    return frozenset(hit.code for hit in page_hits(path, text.encode(), context))


def _built(work: Path) -> tuple[dict[str, str], PageContext]:
    """Pages of the example platform that the rules have nothing against."""
    output = work / "output"
    workspace = open_workspace(
        ROOT,
        tenants=str(ROOT / "tenants"),
        content=str(ROOT / "content"),
        output=str(output),
        state=str(work / "state"),
        today="2026-11-21",
    )
    (outcome,) = build(workspace, silent(), index=False)
    platform, _ = load(workspace.tenants, today=workspace.today)
    assert platform is not None
    names, files = page_files(output / outcome.portal)
    context = PageContext(tree=platform.portals[0], today=workspace.today, files=files)
    pages = {name: (output / outcome.portal / name).read_text(encoding="utf-8") for name in names}
    return {name: text for name, text in pages.items() if not _codes(name, text, context)}, context
