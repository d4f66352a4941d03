"""The report: what was measured, beside the bars it has to meet."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import versions
from benchmarks.measure import Cost, cpu_ratio, middle, peak_ratio
from benchmarks.rules_share import BAR as RULES_BAR
from benchmarks.rules_share import Shares
from benchmarks.stillness import DISTURBED, Watch

LARGE = 50_000
"""From this size on the bars of 100,000 articles hold, from ``MEDIUM`` on those of 10,000."""
MEDIUM = 10_000
QUADRATIC = 1.3


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of work: the runs of ours, each with the run of its peer."""

    name: str
    pairs: tuple[tuple[Cost, Cost | None], ...]
    alone: tuple[Cost, ...] = ()
    """Ours while the machine was left alone, of short work."""

    @property
    def ours(self) -> Cost:
        """Medians of ours: of the runs with the machine left alone, if there are any."""
        return middle(self.alone or [ours for ours, _ in self.pairs])

    @property
    def watched(self) -> bool:
        """Whether the machine was looked at around its runs."""
        return any(ours.loop is not None for ours, _ in self.pairs)

    @property
    def both(self) -> list[tuple[Cost, Cost]]:
        """The pairs that have a peer."""
        return [(ours, theirs) for ours, theirs in self.pairs if theirs is not None]


def lines_of(session: Mapping[str, Sequence[tuple[Cost, Cost | None]]], watch: Watch) -> tuple[Line, ...]:
    """The lines of a session, with the runs of each that nothing disturbed."""
    return tuple(
        Line(name, tuple(pairs), watch.undisturbed(ours for ours, _ in pairs)) for name, pairs in session.items()
    )


@dataclass(frozen=True, slots=True)
class Output:
    """What a build left: ``bytes`` is that of its pages."""

    files: int
    pages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Measured:
    """All lines of one size."""

    articles: int
    lines: tuple[Line, ...]
    ours: Output
    hugo: Output
    index_apart: bool
    rules: Shares | None = None
    lost: tuple[str, ...] = ()
    """Peers that the system ended, for they needed more memory than there is."""

    def line(self, name: str) -> Line | None:
        """One line, if it was measured."""
        return next((line for line in self.lines if line.name == name), None)


@dataclass(frozen=True, slots=True)
class Bar:
    """What must be reached: CPU at most ``ratio`` of the peer's, ``seconds`` of CPU, ``memory`` of the peer's."""

    ratio: float | None = None
    seconds: float | None = None
    memory: float | None = None

    def verdict(self, line: Line) -> str:
        """``met``, or what was missed and by how much."""
        if (self.ratio or self.memory) and not line.both:
            return "no peer"
        missed = []
        if self.ratio and line.both and (ratio := cpu_ratio(line.both)) > self.ratio:
            missed.append(f"CPU {ratio / self.ratio:.1f} times the bar")
        if self.seconds and line.ours.cpu > self.seconds:
            missed.append(f"{line.ours.cpu / self.seconds:.1f} times the seconds")
        if self.memory and line.both and (ratio := peak_ratio(line.both)) > self.memory:
            missed.append(f"memory {ratio / self.memory:.1f} times the bar")
        return "missed: " + ", ".join(missed) if missed else "met"

    def __str__(self) -> str:
        parts = []
        if self.ratio:
            parts.append(f"≤ {_fraction(self.ratio)}")
        if self.seconds:
            parts.append(f"≤ {self.seconds:.2f} s")
        if self.memory:
            parts.append(f"memory ≤ {_fraction(self.memory)}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: how it is called, who the peer is, and the bars at 10,000 and at 100,000 articles."""

    name: str
    words: str
    peer: str
    medium: Bar
    large: Bar

    def bar(self, articles: int) -> Bar | None:
        """The bar for a size; none for a small one."""
        return None if articles < MEDIUM else self.large if articles >= LARGE else self.medium


WORKS = (
    Work("edit", "one edited article, pages and feeds", "Hugo", Bar(1 / 15), Bar(1 / 60, 1.0)),
    Work("edit+index", "the same with the search index", "Hugo", Bar(1 / 10), Bar(1 / 45, 1.5)),
    Work("new", "one new article, pages and feeds", "Hugo", Bar(), Bar()),
    Work("nothing", "nothing changed", "Hugo", Bar(seconds=0.25), Bar(seconds=0.6)),
    Work("theme", "theme changed, every page again", "Hugo", Bar(1.0), Bar(1.0)),
    Work("cold", "cold build, empty library, pages", "Hugo", Bar(1.0), Bar(1.0, memory=1 / 4)),
    Work("index", "cold search index", "Pagefind", Bar(2.0), Bar(2.0, memory=1 / 4)),
)


def bar_of(name: str, articles: int) -> Bar | None:
    """The bar for a kind of work at a size; none for a small one."""
    return next(work.bar(articles) for work in WORKS if work.name == name)


def write_report(file: Path, measured: Sequence[Measured], *, runs: int) -> None:
    """Write the report of these sizes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(_lines(measured, runs)) + "\n", encoding="utf-8", newline="\n")


def _lines(measured: Sequence[Measured], runs: int) -> Iterable[str]:
    yield "# Benchmarks"
    yield ""
    yield "<!-- Written by `invoke bench`; change benchmarks/report.py, not this file. -->"
    yield ""
    yield (
        "The same county is built by portalkit and by Hugo in turn: one portal, 40 bureaus of 12 columns, articles of "
        "about 3 KB with headings, lists, tables and document heads, all signed (benchmarks/corpus.py). Hugo has a "
        "theme drawn after ours that writes the same pages. CPU is user and system time of the whole process tree, "
        f"from the command line to its end; ratios are medians over {runs} pairs of runs, the peer's run directly "
        "before ours, and in each run seven times or more for what takes a second or two. Hugo and Pagefind build "
        "everything whatever has changed, so that build is the peer of each line."
    )
    yield ""
    yield (
        "Seconds mean something only on a machine that does nothing else. Just before and just after each short run, "
        "which waits a few seconds for a quiet moment, a fixed loop is timed; "
        f"a run counts as disturbed where the slower of the two took over {DISTURBED} times the "
        "fastest of the session, whatever the run itself took (benchmarks/stillness.py). The seconds of short work are "
        "medians of the undisturbed runs (of all runs where none was undisturbed), ratios of all runs."
    )
    measured = sorted(measured, key=lambda one: one.articles)
    for one in measured:
        yield from _of_size(one)
    yield from _growth(measured)
    yield from _conditions(measured)


def _of_size(one: Measured) -> Iterable[str]:
    yield ""
    yield f"## {one.articles:,} articles"
    yield ""
    yield "| work | ratio of CPU | bar | CPU s, ours / peer | wall s | memory MB, ours / peer | |"
    yield "|---|---|---|---|---|---|---|"
    for work in WORKS:
        line = one.line(work.name)
        if line is None:
            continue
        ours = line.ours
        theirs = middle([peer for _, peer in line.both]) if line.both else None
        bar = work.bar(one.articles)
        cells = [
            work.words,
            _fraction(cpu_ratio(line.both)) if theirs else "",
            str(bar or ""),
            f"{ours.cpu:.2f} / {theirs.cpu:.2f}" if theirs else f"{ours.cpu:.2f}",
            f"{ours.wall:.2f} / {theirs.wall:.2f}" if theirs else f"{ours.wall:.2f}",
            f"{_mb(ours.peak)} / {_mb(theirs.peak)}" if theirs else _mb(ours.peak),
            bar.verdict(line) if bar and str(bar) else "",
        ]
        yield f"| {' | '.join(cells)} |"
    short = [(work.words, line) for work in WORKS if (line := one.line(work.name)) and line.watched]
    if short:
        yield ""
        counted = (f"{words} {len(line.alone)} of {len(line.pairs)}" for words, line in short)
        yield f"Undisturbed runs: {', '.join(counted)}."
    yield ""
    yield (
        f"Output: ours {one.ours.pages:,} pages of {one.ours.bytes / max(one.ours.pages, 1):,.0f} bytes on average "
        f"({one.ours.files:,} files), Hugo's {one.hugo.pages:,} pages of "
        f"{one.hugo.bytes / max(one.hugo.pages, 1):,.0f} bytes ({one.hugo.files:,} files): "
        f"{_difference(one.hugo.pages, one.ours.pages)} pages, "
        f"{_difference(one.hugo.bytes, one.ours.bytes)} bytes of pages in Hugo's."
    )
    if one.rules is not None:
        yield ""
        yield _of_rules(one.rules, judged=one.articles >= MEDIUM)
    for name in one.lost:
        yield ""
        yield f"{name} was ended by the system: it needed more memory than this machine has."
    if not one.index_apart:
        yield ""
        yield (
            "This program builds pages and search index together: every line of ours includes the index, "
            "which Hugo's does not."
        )


def _of_rules(rules: Shares, *, judged: bool) -> str:
    """One sentence on what the rules take of a cold build, beside their bar."""
    verdict = "met" if rules.of_rest <= RULES_BAR else "missed"
    bar = f"; the bar is {RULES_BAR:.0%}: {verdict}" if judged else ""
    return (
        f"Rules in a cold build (one run, timed from outside, benchmarks/rules_share.py): {rules.articles:.1f} CPU s "
        f"over articles and registry, {rules.pages:.1f} over pages, of {rules.total:.1f} in all. "
        f"That is {rules.of_rest:.0%} of what the rest of the build takes{bar}. Reading the finished pages, "
        f"which only the page rules need, takes another {rules.reading:.1f}: with it, {rules.with_reading:.0%}."
    )


def _growth(measured: Sequence[Measured]) -> Iterable[str]:
    """Time per article at the largest size by that at 10,000: anything quadratic shows here."""
    small = next((one for one in measured if MEDIUM <= one.articles < LARGE), None)
    large = next((one for one in reversed(measured) if one.articles >= LARGE), None)
    if small is None or large is None:
        return
    yield ""
    yield "## Growth"
    yield ""
    yield f"CPU per article at {large.articles:,} by that at {small.articles:,}; the bar is {QUADRATIC}."
    yield ""
    yield "| work | microseconds per article | growth | |"
    yield "|---|---|---|---|"
    for work in WORKS:
        before, after = small.line(work.name), large.line(work.name)
        if work.name not in ("cold", "theme", "index") or before is None or after is None:
            continue
        low, high = before.ours.cpu / small.articles * 1e6, after.ours.cpu / large.articles * 1e6
        verdict = "met" if high <= QUADRATIC * low else "missed"
        yield f"| {work.words} | {low:,.0f} → {high:,.0f} | {high / low:.2f} | {verdict} |"


def _conditions(measured: Sequence[Measured]) -> Iterable[str]:
    yield ""
    yield "## Conditions"
    yield ""
    yield f"- Machine: {os.cpu_count()} cores ({_processor()}), {_memory()} GB of memory, {platform.system()}."
    listed = ", ".join(f"{name} {version}" for name, version in versions().items())
    yield f"- Python {platform.python_version()} (25th Fibonacci number by recursion: {_yardstick():.0f} ms); {listed}."
    yield (
        "- Memory is the greatest resident set of one process, or for several the greatest sum of their proportional "
        "sets, sampled."
    )
    yield (
        "- What Hugo's site lacks: the rules are not checked, pages are not inspected, no manifest is kept and nothing "
        "is signed off; its Markdown is CommonMark (the bold of Chinese text differs in places), tables have no frame "
        "for phones, and headings carry their words as anchors. Its list pages are counted from the newest, of exactly "
        "20 items, where ours are counted from the oldest and the first holds 20 to 39. Which articles explain a "
        "document and what else a column lists is worked out for it beforehand and not measured."
    )
    yield (
        "- Edited: the newest notice of a bureau, title and text, and three signatures. New: a news item of today. "
        "Theme: one comment of the style sheet, whose name in every page changes with it. Pagefind indexes the article "
        "text only (`data-pagefind-body`), with Chinese segmentation."
    )
    sizes = ",".join(str(one.articles) for one in measured)
    yield f"- Repeat: `pip install -e '.[bench]'`, then `invoke bench --sizes {sizes}`."


def _fraction(ratio: float) -> str:
    """``0.0154`` → ``1/65``; from a half on as a number."""
    return f"{ratio:.2f}" if ratio > 0.5 else f"1/{1 / ratio:.0f}" if ratio < 0.1 else f"1/{1 / ratio:.1f}"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.0f}"


def _difference(theirs: int, ours: int) -> str:
    return f"{(theirs / ours - 1) * 100:+.1f} %" if ours else "—"


def _yardstick() -> float:
    """Milliseconds of CPU for the 25th Fibonacci number by plain recursion, the best of five: how fast a Python is.

    One that was built without profiles needs a third more than that of a distribution.
    """
    spent = []
    for _ in range(5):
        began = time.process_time()
        _fibonacci(25)
        spent.append(time.process_time() - began)
    return min(spent) * 1000


def _fibonacci(number: int) -> int:
    return number if number < 2 else _fibonacci(number - 1) + _fibonacci(number - 2)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
