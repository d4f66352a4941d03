"""The stopwatch: what a command and all its children cost, and how two of them compare run by run."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05
_TAIL = 2000


@dataclass(frozen=True, slots=True)
class Cost:
    """``cpu`` is user and system seconds of the whole process tree, ``wall`` seconds, ``peak`` bytes of its memory.

    The memory of one process is its greatest resident set; that of several is the greatest sum of their proportional
    sets (pages shared after a fork count once), sampled twenty times a second. ``loop`` is what a fixed loop beside it
    took, in seconds of CPU (benchmarks/stillness.py).
    """

    cpu: float
    wall: float
    peak: int
    loop: float | None = None


class CommandError(RuntimeError):
    """A measured command failed; the message has its last words."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code

    @property
    def killed(self) -> bool:
        """Whether the system ended it, as it does where memory runs out."""
        return self.code == -signal.SIGKILL


def measure(
    command: Sequence[str],
    *,
    folder: Path,
    variables: Mapping[str, str] | None = None,
    good: Sequence[int] = (0,),
    first_to_go: bool = False,
) -> Cost:
    """Run a command in ``folder`` to its end and return its cost; raises ``CommandError`` for an exit not in ``good``.

    ``variables`` are added to the environment. What the command prints is kept for the message only. With
    ``first_to_go`` the system is asked (Linux) to end this one before any other where memory runs out.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603 - the benchmark's own command lines
            list(command),
            cwd=folder,
            env={**os.environ, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        if first_to_go:
            with suppress(OSError):
                Path(f"/proc/{child.pid}/oom_score_adj").write_text("1000", encoding="ascii")
        memory = _Memory(child.pid)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        peak = memory.stop()
        code = os.waitstatus_to_exitcode(status)
        child.returncode = code  # it has been waited for
        if code not in good:
            said.seek(0)
            words = said.read().decode(errors="replace")[-_TAIL:]
            raise CommandError(f"{' '.join(command)} ended with {code}:\n{words}", code)
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each part."""
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.wall for cost in costs),
        int(statistics.median(cost.peak for cost in costs)),
    )


def cpu_ratio(pairs: Sequence[tuple[Cost, Cost]]) -> float:
    """Median over the pairs of the first's CPU time by the second's."""
    return statistics.median(ours.cpu / theirs.cpu for ours, theirs in pairs)


def peak_ratio(pairs: Sequence[tuple[Cost, Cost]]) -> float:
    """Median over the pairs of the first's memory by the second's."""
    return statistics.median(ours.peak / theirs.peak for ours, theirs in pairs)


class _Memory:
    """Watches the memory of a process tree from a thread."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while True:
            self._peak = max(self._peak, _held_by(self._pid))
            if self._over.wait(_EVERY):
                return


def _held_by(pid: int) -> int:
    tree = [pid, *_below(pid)]
    if len(tree) == 1:
        return _line(pid, "status", "VmHWM:")
    return sum(_line(each, "smaps_rollup", "Pss:") for each in tree)


def _below(pid: int) -> Iterator[int]:
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield int(child)
                yield from _below(int(child))
    except OSError:
        return  # it has just ended


def _line(pid: int, file: str, name: str) -> int:
    """The bytes in a line such as ``VmHWM:   1234 kB``; nothing for a process that has ended."""
    try:
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
