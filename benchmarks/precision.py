"""How many planted mistakes the rules find, and how often they cry for nothing."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.commands import ROOT
from benchmarks.planting import Plant, Planted, plant_all
from benchmarks.score import Score, told_by
from benchmarks.tampering import measure_pages
from portalkit.model.finding import Finding
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope
from portalkit.workflows.check import check
from portalkit.workflows.progress import silent
from portalkit.workflows.workspace import open_workspace

WORK = ROOT / "var" / "precision"
TODAY = "2026-11-21"
EACH, PLAIN = 20, 300
_JUDGED = Path(__file__).parent / "judged.yaml"
_ABOUT_ARTICLES = frozenset(rule.code for rule in RULES if rule.scope in (Scope.FILE, Scope.RECORD, Scope.CORPUS))
_UNSIGNED = "RV001"
"""Nobody signs what is planted, so that every article waits for review."""


def measure(of: str, *, each: int = EACH, plain: int = PLAIN, work: Path = WORK) -> dict[str, Score]:
    """Plant, check and count; everything is written below ``work`` and removed again."""
    shutil.rmtree(work, ignore_errors=True)
    try:
        planted = plant_all(work, of, each=each, plain=plain)
        workspace = open_workspace(
            ROOT,
            tenants=str(work / "tenants"),
            content=str(work / "content"),
            output=str(work / "output"),
            state=str(work / "state"),
            today=TODAY,
        )
        findings = [finding for outcome in check(workspace, silent()) for finding in outcome.findings]
        told = score(planted, findings)
        for code, one in measure_pages(of, each=each, work=work / "pages").items():
            told[code] = told.get(code, Score()) + one
        return told
    finally:
        shutil.rmtree(work, ignore_errors=True)


def score(planted: Iterable[Planted], findings: Iterable[Finding]) -> dict[str, Score]:
    """Hold what was found against what was planted. A rule is wrong on an article where it was not planted, unless the
    plant says that it may be told there too.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.code in _ABOUT_ARTICLES and finding.code != _UNSIGNED:
            told[finding.where.path].add(finding.code)
    scores: dict[str, Score] = defaultdict(Score)
    for article in planted:
        plant, codes = article.plant, told[article.path] | told.get(article.twin, set())
        right = {plant.rule, *plant.also} if plant and plant.wanted else set(plant.also) if plant else set()
        if plant and plant.wanted:
            mine = scores[plant.rule]
            mine.planted += 1
            mine.found += plant.rule in codes
            mine.missed[_name(plant) + told_by(codes, plant.also)] += plant.rule not in codes
        elif plant:
            scores[plant.rule].innocent += 1
        for code in codes - right:
            scores[code].wrong += 1
            scores[code].alarms[_name(plant)] += 1
    return scores


def of_corpus(tenants: Path, content: Path, *, today: str, state: Path) -> Counter[str]:
    """How often each rule speaks on a platform that lies somewhere: what to look at and judge."""
    workspace = open_workspace(
        ROOT, tenants=str(tenants), content=str(content), output=str(state / "output"), state=str(state), today=today
    )
    return Counter(f.code for outcome in check(workspace, silent()) for f in outcome.findings if f.code != _UNSIGNED)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a rule said of real articles, and how much of it a person found right."""

    told: int
    right: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Everything that was looked at one by one, and the figures of the first look at each planted set."""

    documents: int
    rules: Mapping[str, Judged]
    columns: Mapping[str, Judged]
    first_look: Mapping[str, Score]


def judged() -> Judgements:
    """Read what was judged by hand."""
    read = yaml.load(_JUDGED.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return Judgements(
        read["documents"],
        {code: Judged(**row) for code, row in read["rules"].items()},
        {code: Judged(**row) for code, row in read["columns"].items()},
        {of: Score(**row) for of, row in read["first_look"].items()},
    )


def _name(plant: Plant | None) -> str:
    if plant is None:
        return "没有埋设的稿件"
    shown = " ".join((plant.title or plant.document or plant.sheet or plant.body or plant.whole or plant.name).split())
    return f"{plant.rule} {'错例' if plant.wanted else '形似'} {plant.number}“{shown[:40]}”"
