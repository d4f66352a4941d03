"""Progress on long work: bars on a terminal, nothing elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[], None]


class Bars:
    """Shows one bar per stage on the error stream while it runs, if ``shown``."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Step]:
        """Run a stage; call what is yielded once for each finished piece."""
        if not self._shown:
            yield lambda: None
            return
        # Only a terminal needs it.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(name, total=total)
            yield lambda: progress.advance(task)


def silent() -> Bars:
    """No progress at all."""
    return Bars(shown=False)
