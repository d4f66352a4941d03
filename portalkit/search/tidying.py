"""Which segments are written anew together with what comes in, so that there are few and little of them is dead.

Every change makes a segment of its own. As the digits of a counter carry over, eight of about one size become one of
the next size: an article is written anew some five times in its life, however many changes there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from portalkit.search.catalogue import Segment

FEW = 8
"""So many segments of one size become one."""
MANY = 32
"""So many are borne when one would cost more than the effort allowed."""


def due(segments: Sequence[Segment], incoming: int, *, effort: int, room: int) -> list[Segment]:
    """Segments to write anew beside ``incoming`` new articles.

    Segments without a living article, and such that are half dead, are always among them when there is room for
    ``room`` articles. Merging that rewrites more than ``effort`` articles is put off until it cannot wait.
    """
    chosen = [segment for segment in segments if not segment.live]
    for segment in segments:
        if 0 < segment.live <= len(segment.gone) and segment.live <= room:
            chosen.append(segment)
            room -= segment.live
    carried = incoming + sum(segment.live for segment in chosen)
    rest = [segment for segment in segments if segment not in chosen]
    for level in sorted({_level(segment.live) for segment in rest}):
        alike = [segment for segment in rest if _level(segment.live) == level]
        cost = sum(segment.live for segment in alike)
        together = len(alike) + (carried > 0 and _level(carried) == level)
        if together >= (MANY if cost > effort else FEW) and cost <= room:
            chosen += alike
            carried, room = carried + cost, room - cost
    return chosen


def _level(articles: int) -> int:
    return (articles.bit_length() - 1) // 3
