"""The benchmark of the rules: the planted sets measured and the report written; or a platform that lies somewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.commands import ROOT
from benchmarks.planting import FIRST, SECOND, THIRD
from benchmarks.precision import TODAY, judged, measure, of_corpus
from benchmarks.precision_report import page
from benchmarks.score import Score
from portalkit.rules.registry import RULES

REPORT = ROOT / "docs" / "rules" / "precision.md"


def main(*, report: Path = REPORT, say: Callable[[str], None] = print) -> None:
    """Measure recall and precision on what is planted, and write the report (Markdown)."""
    sets = {of: measure(of) for of in (FIRST, SECOND, THIRD)}
    for of, scores in sets.items():
        for code, one in sorted(scores.items()):
            say(f"{of} {code}: {one.found}/{one.planted} found, {one.wrong} false {_named(one)}".rstrip())
    report.write_text(page(sets, judged()), encoding="utf-8")


def _named(one: Score) -> str:
    """What was missed and what was told for nothing."""
    return "；".join(f"{name} ×{count}" for name, count in (+one.missed + +one.alarms).items())


def count(corpus: Path, *, today: str = "", say: Callable[[str], None] = print) -> None:
    """Tell how often each rule speaks on the platform with ``tenants/`` and ``content/`` below ``corpus``."""
    titles = {rule.code: rule.title for rule in RULES}
    with tempfile.TemporaryDirectory(prefix="portalkit-rules-") as state:
        hits = of_corpus(corpus / "tenants", corpus / "content", today=today or TODAY, state=Path(state))
    for code, number in sorted(hits.items()):
        say(f"{code} {number} {titles.get(code, '登记')}")
