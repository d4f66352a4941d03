"""Whether the machine was left alone while something short was measured.

The same work costs up to 1.7 times the CPU time where a neighbour uses the other half of a core or its cache. Seconds
mean something only without that. So a fixed loop is timed just before and just after each short run, and what it took
tells of the machine; what the run itself took plays no part in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from benchmarks.measure import Cost

DISTURBED = 1.1
"""A run counts as disturbed where the loop took this much more than the fastest one of the session."""

_STEPS = 1_000_000


def watched(run: Callable[[], Cost], *, loop: Callable[[], float] | None = None) -> Cost:
    """Measure ``run`` between two loops; the slower of them is kept with its cost."""
    timed = loop or _loop
    before = timed()
    cost = run()
    return replace(cost, loop=max(before, timed()))


def undisturbed(costs: Iterable[Cost], among: Iterable[Cost]) -> tuple[Cost, ...]:
    """Those of the costs whose loops took about as long as the fastest one ``among`` all of a session."""
    fastest = min((cost.loop for cost in among if cost.loop is not None), default=0.0)
    return tuple(cost for cost in costs if cost.loop is not None and cost.loop <= DISTURBED * fastest)


def _loop() -> float:
    """Seconds of CPU for a fixed number of additions."""
    began = time.process_time()
    total = 0
    for number in range(_STEPS):
        total += number * number
    return time.process_time() - began
