"""A run is judged by the loops around it, never by what it took itself."""

from __future__ import annotations

from benchmarks.measure import Cost
from benchmarks.stillness import Watch


def watch(*loops: float) -> Watch:
    return Watch(iter(loops).__next__)


def test_the_slower_of_both_loops_counts() -> None:
    assert watch(0.04, 0.09).measured(lambda: Cost(1, 2, 3)) == Cost(1, 2, 3, 0.09)
    seen = watch(0.04, 0.04, 0.042, 0.04)
    assert [seen.measured(lambda: Cost(1, 2, 3)).loop for _ in range(2)] == [0.04, 0.042]


def test_a_run_waits_for_a_quiet_moment() -> None:
    seen = watch(0.04, 0.04, 0.08, 0.07, 0.041, 0.04)
    assert [seen.measured(lambda: Cost(1, 2, 3)).loop for _ in range(2)] == [0.04, 0.041]


def test_a_run_does_not_wait_for_ever() -> None:
    seen = watch(0.04, 0.04, *[0.08] * 60)
    seen.measured(lambda: Cost(1, 2, 3))
    assert seen.measured(lambda: Cost(1, 2, 3)).loop == 0.08


def test_the_fastest_loop_of_the_whole_session_is_the_measure() -> None:
    slow, calm, unwatched = Cost(1, 1, 1, 0.06), Cost(5, 1, 1, 0.04), Cost(2, 1, 1)
    seen = watch(0.06, 0.06, 0.04, 0.04)
    seen.measured(lambda: unwatched)
    assert seen.undisturbed([slow, unwatched]) == (slow,)
    seen.measured(lambda: unwatched)
    assert seen.undisturbed([calm, slow, unwatched]) == (calm,)


def test_the_loop_takes_a_while_of_the_processor() -> None:
    assert Watch().measured(lambda: Cost(1, 1, 1)).loop > 0.001
