"""The time of the rules: every function that is timed exists and is called, in whatever process; shares add up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.county import ROOT, TODAY, County

from benchmarks.measure import Cost
from benchmarks.report import Line, Measured, Output, write_report
from benchmarks.rules_share import PAGES, TIMED, Clocks, Shares
from portalkit.rules import engine


def test_every_timed_function_is_one_of_the_engine() -> None:
    assert set(TIMED) <= {name for name in vars(engine) if callable(getattr(engine, name))}


def test_clocks_run_in_forked_processes_too() -> None:
    clocks = Clocks((PAGES,))
    work = clocks.timed(lambda: sum(range(200_000)), PAGES)
    work()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    os.waitpid(child, 0)
    assert clocks.read("calls") == 2
    assert clocks.read(PAGES) > 0


def test_a_build_is_timed_from_outside_and_nothing_is_counted_twice(county: County) -> None:
    for n in range(1, 4):
        county.article("shichang/policy", f"2026-03-0{n}-yan{n}", title=f"第{n}个通知")
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.rules_share", str(county.root), str(county.root / "timed"), TODAY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    shares = Shares(**json.loads(said.splitlines()[-1]))
    assert min(shares.articles, shares.pages, shares.reading) > 0
    assert shares.rules + shares.reading < shares.total
    assert shares.calls > 3 + 2 * len(list((county.root / "timed" / "output" / "shili").rglob("*.html")))


@pytest.mark.parametrize(("articles", "word"), [(4.0, "met"), (30.0, "missed")])
def test_the_report_says_whether_the_bar_is_met(tmp_path: Path, articles: float, word: str) -> None:
    cost = Cost(1.0, 1.0, 1)
    shares = Shares(total=50.0, articles=articles, pages=2.0, reading=5.0, calls=1)
    one = Measured(
        10_000, (Line("cold", ((cost, cost),)),), Output(1, 1, 1), Output(1, 1, 1), index_apart=True, rules=shares
    )
    write_report(tmp_path / "b.md", [one], runs=1)
    text = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert f"the bar is 40%: {word}" in text
    assert f"That is {shares.of_rest:.0%} of what the rest of the build takes" in text
