"""How much of a first build the rules take: their functions are timed from outside, in every process of the build.

Run as a program in the folder of the kit it prints one line of JSON: CPU seconds of the whole build, of the rules over
articles and registry, of the rules over pages, and of reading the finished pages, which only the page rules need.
"""

from __future__ import annotations

import functools
import json
import mmap
import multiprocessing
import resource
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

BAR = 0.4
"""All rules of a first build may take so much of the time of the rest of it."""

ARTICLES, PAGES, READING = "articles", "pages", "reading"
TIMED = {
    "check_file": ARTICLES,
    "check_record": ARTICLES,
    "check_ledger": ARTICLES,
    "check_tree": ARTICLES,
    "check_relatives": ARTICLES,
    "check_upkeep_apart": ARTICLES,
    "page_hits": PAGES,
    "page_findings": PAGES,
    "read_page": READING,
}
"""Functions of ``portalkit.rules.engine`` → what their time counts as; reading is taken out of the page rules."""


@dataclass(frozen=True, slots=True)
class Shares:
    """CPU seconds; ``total`` is the whole build, ``calls`` how often a timed function was called."""

    total: float
    articles: float
    pages: float
    reading: float
    calls: int

    @property
    def rules(self) -> float:
        """All rules."""
        return self.articles + self.pages

    @property
    def of_rest(self) -> float:
        """What the rules take, by what the rest of the build takes."""
        return self.rules / (self.total - self.rules)

    @property
    def with_reading(self) -> float:
        """The same, with reading the pages counted to the rules."""
        return (self.rules + self.reading) / (self.total - self.rules - self.reading)


class Clocks:
    """CPU time by kind, shared with every process that is forked from this one."""

    _FORM = struct.Struct("d")

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self._places = {kind: number * self._FORM.size for number, kind in enumerate((*kinds, "calls"))}
        self._memory = mmap.mmap(-1, len(self._places) * self._FORM.size)
        self._lock = multiprocessing.get_context("fork").Lock()

    def add(self, kind: str, seconds: float) -> None:
        """Add to a clock."""
        with self._lock:
            place = self._places[kind]
            (so_far,) = self._FORM.unpack_from(self._memory, place)
            self._FORM.pack_into(self._memory, place, so_far + seconds)

    def read(self, kind: str) -> float:
        """What a clock shows."""
        return float(self._FORM.unpack_from(self._memory, self._places[kind])[0])

    def timed(self, function: Callable[..., Any], kind: str) -> Callable[..., Any]:
        """The function, with its time added to a clock."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.add(kind, time.process_time() - began)
                self.add("calls", 1)

        return timed


def time_everywhere(engine: ModuleType, clocks: Clocks) -> None:
    """Put a timed function in the place of each of ``TIMED``, in whatever module holds it. Raises ``AttributeError``
    for one that is no more.
    """
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("portalkit.")]
    for name, kind in TIMED.items():
        original = getattr(engine, name)
        fresh = clocks.timed(original, kind)
        for module in modules:
            for key, value in list(vars(module).items()):
                if value is original:
                    setattr(module, key, fresh)


def build_timed(platform: Path, folder: Path, *, today: str, house: Path) -> Shares:
    """Build the pages of a platform from nothing, below ``folder``, and tell what the rules took of it."""
    from portalkit.rules import engine
    from portalkit.workflows.build import build
    from portalkit.workflows.progress import silent
    from portalkit.workflows.workspace import open_workspace

    clocks = Clocks((ARTICLES, PAGES, READING))
    time_everywhere(engine, clocks)
    workspace = open_workspace(
        house,
        tenants=str(platform / "tenants"),
        content=str(platform / "content"),
        output=str(folder / "output"),
        state=str(folder / "state"),
        today=today,
    )
    before = _cpu()
    build(workspace, silent(), index=False)
    return Shares(
        total=_cpu() - before,
        articles=clocks.read(ARTICLES),
        pages=clocks.read(PAGES) - clocks.read(READING),
        reading=clocks.read(READING),
        calls=int(clocks.read("calls")),
    )


def _cpu() -> float:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


def main(platform: str, folder: str, today: str) -> None:
    """The program: what was measured, as one line of JSON."""
    print(json.dumps(asdict(build_timed(Path(platform), Path(folder), today=today, house=Path.cwd()))))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
