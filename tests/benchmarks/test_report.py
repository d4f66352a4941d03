"""The report tells each bar apart: reached, missed and by how much, or not set for this size."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Cost
from benchmarks.report import Line, Measured, Output, lines_of, write_report
from benchmarks.stillness import Watch


def measured(articles: int, *, ours: float, theirs: float, index_apart: bool = True) -> Measured:
    pair = (Cost(ours, ours, 200_000_000), Cost(theirs, theirs, 400_000_000))
    lines = tuple(Line(name, (pair,)) for name in ("cold", "edit", "nothing"))
    return Measured(articles, lines, Output(120, 100, 1_000_000), Output(119, 102, 1_020_000), index_apart)


def written(tmp_path: Path, *sizes: Measured) -> str:
    write_report(tmp_path / "docs" / "benchmarks.md", sizes, runs=1)
    return (tmp_path / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def test_a_bar_that_is_met_says_so(tmp_path: Path) -> None:
    text = written(tmp_path, measured(10_000, ours=0.2, theirs=10.0))
    row = "| one edited article, pages and feeds | 1/50 | ≤ 1/15 | 0.20 / 10.00 | 0.20 / 10.00 | 200 / 400 | met |"
    assert row in text


def test_a_bar_that_is_missed_says_by_how_much(tmp_path: Path) -> None:
    text = written(tmp_path, measured(100_000, ours=30.0, theirs=60.0))
    assert "| ≤ 1/60, ≤ 1.00 s |" in text
    assert "| missed: CPU 30.0 times the bar, 30.0 times the seconds |" in text
    assert "| missed: memory 2.0 times the bar |" in text


def test_a_small_corpus_has_no_bars(tmp_path: Path) -> None:
    text = written(tmp_path, measured(1_000, ours=30.0, theirs=1.0))
    assert "met |" not in text
    assert "missed" not in text


def test_growth_is_judged_when_two_sizes_were_measured(tmp_path: Path) -> None:
    text = written(tmp_path, measured(10_000, ours=5, theirs=6), measured(100_000, ours=100, theirs=60))
    assert "| cold build, empty library, pages | 500 → 1,000 | 2.00 | missed |" in text


def test_a_program_that_cannot_leave_the_index_out_is_reported_as_such(tmp_path: Path) -> None:
    assert "every line of ours includes the index" in written(
        tmp_path, measured(10_000, ours=1, theirs=1, index_apart=False)
    )
    assert "-0.1" not in written(tmp_path, measured(10_000, ours=1, theirs=1))
    assert "+2.0 % pages, +2.0 % bytes of pages in Hugo's" in written(tmp_path, measured(10_000, ours=1, theirs=1))


def test_without_a_peer_no_ratio_is_claimed(tmp_path: Path) -> None:
    lines = (Line("cold", ((Cost(5, 5, 1_000_000), None),)), Line("nothing", ((Cost(0.2, 0.2, 1_000_000), None),)))
    lost = Measured(100_000, lines, Output(1, 1, 1), Output(1, 1, 1), index_apart=True, lost=("Pagefind",))
    text = written(tmp_path, lost)
    assert "| cold build, empty library, pages |  | ≤ 1.00, memory ≤ 1/4.0 | 5.00 | 5.00 | 1 | no peer |" in text
    assert "| nothing changed |  | ≤ 0.60 s | 0.20 | 0.20 | 1 | met |" in text
    assert "Pagefind was ended by the system" in text


def still() -> Watch:
    watch = Watch(lambda: 0.04)
    watch.measured(lambda: Cost(1, 1, 1))
    return watch


def test_seconds_are_those_of_the_runs_that_nothing_disturbed(tmp_path: Path) -> None:
    loops = {0.04: 0.9, 0.043: 0.95, 0.06: 1.4, 0.07: 1.6, 0.08: 1.7}
    peer = Cost(90, 50, 1_000_000)
    pairs = [(Cost(seconds, seconds, 1_000_000, loop), peer) for loop, seconds in loops.items()]
    lines = lines_of({"edit": pairs, "theme": [(Cost(3, 3, 1_000_000), peer)]}, still())
    text = written(tmp_path, Measured(100_000, lines, Output(1, 1, 1), Output(1, 1, 1), index_apart=True))
    assert "| one edited article, pages and feeds | 1/64 | ≤ 1/60, ≤ 1.00 s | 0.93 / 90.00 |" in text
    assert "| met |" in text
    assert "Undisturbed runs: one edited article, pages and feeds 2 of 5." in text


def test_a_slow_run_is_not_called_disturbed_for_being_slow(tmp_path: Path) -> None:
    pairs = [(Cost(seconds, seconds, 1_000_000, 0.04), Cost(90, 50, 1_000_000)) for seconds in (0.9, 1.2, 1.3)]
    text = written(
        tmp_path, Measured(100_000, lines_of({"edit": pairs}, still()), Output(1, 1, 1), Output(1, 1, 1), True)
    )
    assert "missed: 1.2 times the seconds" in text


def test_seconds_of_a_machine_that_was_never_quiet_are_told_to_be_such(tmp_path: Path) -> None:
    pairs = [(Cost(seconds, seconds, 1_000_000, 0.07), Cost(90, 50, 1_000_000)) for seconds in (0.9, 1.2, 1.3)]
    text = written(
        tmp_path, Measured(100_000, lines_of({"edit": pairs}, still()), Output(1, 1, 1), Output(1, 1, 1), True)
    )
    assert "Undisturbed runs: one edited article, pages and feeds 0 of 3." in text
    assert "missed: 1.2 times the seconds" in text
