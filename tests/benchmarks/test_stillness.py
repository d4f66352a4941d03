"""A run is judged by the loops around it, never by what it took itself."""

from __future__ import annotations

from benchmarks.measure import Cost
from benchmarks.stillness import undisturbed, watched


def test_the_slower_of_both_loops_counts() -> None:
    loops = iter([0.04, 0.09])
    assert watched(lambda: Cost(1, 2, 3), loop=lambda: next(loops)) == Cost(1, 2, 3, 0.09)
    loops = iter([0.09, 0.04])
    assert watched(lambda: Cost(1, 2, 3), loop=lambda: next(loops)) == Cost(1, 2, 3, 0.09)


def test_the_fastest_loop_of_the_whole_session_is_the_measure() -> None:
    slow, calm, unwatched = Cost(1, 1, 1, 0.06), Cost(5, 1, 1, 0.04), Cost(2, 1, 1)
    assert undisturbed([slow], [slow]) == (slow,)
    assert undisturbed([slow, unwatched], [slow, calm, unwatched]) == ()
    assert undisturbed([calm, slow], [slow, calm]) == (calm,)


def test_the_loop_takes_a_while_of_the_processor() -> None:
    assert watched(lambda: Cost(1, 1, 1)).loop > 0.001
