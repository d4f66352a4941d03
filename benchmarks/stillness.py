"""Whether the machine was left alone while something short was measured.

The same work costs up to 1.8 times the CPU time where a neighbour uses the other half of a core or its cache. Seconds
mean something only without that. So a fixed loop is timed just before and just after each short run, and what it took
tells of the machine; what the run itself took plays no part in it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from benchmarks.measure import Cost

DISTURBED = 1.1
"""A run counts as disturbed where the loop took this much more than the fastest one of the session."""

_STEPS = 1_000_000
_TRIES = 25
"""How many loops a run waits for a quiet moment at most."""


def fixed_loop() -> float:
    """Seconds of CPU for a fixed number of additions."""
    began = time.process_time()
    total = 0
    for number in range(_STEPS):
        total += number * number
    return time.process_time() - began


class Watch:
    """Looks at the machine around each short run of a session; ``fastest`` is the fastest loop so far, in seconds."""

    def __init__(self, loop: Callable[[], float] = fixed_loop) -> None:
        self.fastest = math.inf
        self._loop = loop

    def measured(self, run: Callable[[], Cost]) -> Cost:
        """Wait a few seconds for a quiet moment, run, and look again: the slower loop is kept with the cost."""
        for _ in range(_TRIES):
            before = self._timed()
            if before <= DISTURBED * self.fastest:
                break
        cost = run()
        return replace(cost, loop=max(before, self._timed()))

    def undisturbed(self, costs: Iterable[Cost]) -> tuple[Cost, ...]:
        """Those of the costs whose loops took about as long as the fastest."""
        return tuple(cost for cost in costs if cost.loop is not None and cost.loop <= DISTURBED * self.fastest)

    def _timed(self) -> float:
        took = self._loop()
        self.fastest = min(self.fastest, took)
        return took
