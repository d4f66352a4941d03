"""Segments stay few, and little of them is dead, whatever comes; nothing is written anew too often."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from portalkit.search.catalogue import Segment
from portalkit.search.tidying import FEW, MANY, due


def segment(number: int, size: int, gone: int = 0) -> Segment:
    return Segment(number, size, 0, frozenset(range(gone)))


SEGMENTS = st.lists(
    st.tuples(st.integers(1, 3000), st.integers(0, 3000)).map(lambda pair: (max(pair), min(pair))), max_size=40
).map(lambda pairs: [segment(n, size, gone) for n, (size, gone) in enumerate(pairs)])


def test_eight_changes_become_one_segment() -> None:
    singles = [segment(n, 1) for n in range(FEW - 1)]
    assert due(singles[1:], 1, effort=100, room=1000) == []
    assert due(singles, 1, effort=100, room=1000) == singles


def test_a_dear_merge_waits_until_it_cannot() -> None:
    middling = [segment(n, 100) for n in range(MANY)]
    assert due(middling[1:], 1, effort=50, room=9000) == []
    assert due(middling, 1, effort=50, room=9000) == middling
    assert due(middling[:FEW], 1, effort=9000, room=9000) == middling[:FEW]


def test_a_merge_that_does_not_fit_is_left() -> None:
    assert due([segment(n, 100) for n in range(MANY)], 1, effort=9000, room=99) == []


def test_the_dead_go_and_the_half_dead_are_written_anew() -> None:
    dead, half, sound = segment(1, 5000, 5000), segment(2, 1000, 500), segment(3, 1000, 499)
    assert due([dead, half, sound], 1, effort=0, room=1000) == [dead, half]
    assert due([dead, half, sound], 1, effort=0, room=499) == [dead]


@given(segments=SEGMENTS, incoming=st.integers(0, 2000), effort=st.integers(0, 5000), room=st.integers(0, 24000))
def test_what_is_written_anew_fits_and_is_named_once(
    segments: list[Segment], incoming: int, effort: int, room: int
) -> None:
    chosen = due(segments, incoming, effort=effort, room=room)
    assert len({s.number for s in chosen}) == len(chosen)
    assert sum(s.live for s in chosen) <= room
    assert all(s in chosen for s in segments if not s.live)


def test_five_thousand_single_changes_cost_little_and_leave_few_segments() -> None:
    segments, rewritten, most, dearest = [segment(0, 20_000)], 0, 0, 0
    for n in range(1, 5001):
        at = n % len(segments)
        segments[at] = replace(segments[at], gone=segments[at].gone | {len(segments[at].gone)})
        chosen = due(segments, 1, effort=128, room=24_000)
        cost = sum(s.live for s in chosen)
        segments = [s for s in segments if s not in chosen] + [segment(n, 1 + cost)]
        rewritten, most, dearest = rewritten + cost, max(most, len(segments)), max(dearest, cost)
    assert most <= FEW * 2 + MANY + 2
    assert rewritten <= 5 * 5000
    assert dearest <= MANY * 128
