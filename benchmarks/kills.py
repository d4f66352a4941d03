"""Builds of a large platform are killed at random moments; afterwards everything has to be as if they had not been.

``python -m benchmarks.kills --articles 10000 --kills 30``. After each kill every file in place is whole: as it was
before, or as it is when the next build has ended. At the end the platform equals a clean build, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.changes import edit_article, remove_article, touch_theme, write_article
from benchmarks.commands import Bench

WORK = ("edit", "remove", "new", "theme", "edit", "edit", "new", "edit", "cold", "edit")
"""What is going on when the kill comes, in turn."""
_AGAINST_THE_SAME_MOMENT = 1.1
"""A kill may also come just after the end: up to so many times the duration of the last such build."""


class KillsError(Exception):
    """What a kill left is not what it has to be."""


@dataclass(slots=True)
class Killer:
    """One platform and the builds of it. ``seconds`` has how long the last build of each kind took."""

    bench: Bench
    chance: random.Random
    say: Callable[[str], None]
    seconds: dict[str, float] = field(default_factory=dict)
    midway: int = 0
    """Kills that came before the build had ended."""

    def begin(self, kinds: Iterable[str]) -> None:
        """The first build, and how long one of each kind takes."""
        self.seconds["cold"] = self._build()
        for number, kind in enumerate(sorted({*kinds} - {"cold"})):
            self._change(kind, 1_000 + number)
            self.seconds[kind] = self._build()

    def kill(self, number: int) -> None:
        """Change something, kill the build at a random moment, and build again; raises ``KillsError``."""
        kind = WORK[number % len(WORK)]
        before = dict(self._digests())
        self._change(kind, number)
        after = self.chance.random() * self.seconds[kind] * _AGAINST_THE_SAME_MOMENT
        running = self._start()
        began = time.monotonic()
        try:
            running.wait(after)
            self.seconds[kind] = time.monotonic() - began
            when = "after its end"
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            self.midway += 1
            when = f"after {after:.2f} of about {self.seconds[kind]:.2f} s"
        left = dict(self._digests())
        began = time.monotonic()
        self._build()
        now = dict(self._digests())
        torn = [name for name, digest in left.items() if digest not in (before.get(name), now.get(name))]
        if torn:
            raise KillsError(f"{kind}, killed {when}: {len(torn)} files are neither old nor new, such as {torn[0]}")
        self.say(f"kill {number + 1}: {kind}, {when}; mended in {time.monotonic() - began:.1f} s")

    def verify(self) -> None:
        """Compare with a clean build; raises ``KillsError``."""
        ended = subprocess.run(  # noqa: S603 - our own command
            self.bench.command("--verify-clean"),
            cwd=self.bench.house,
            env=self.bench.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode not in (0, 1):
            raise KillsError(f"not as a clean build:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")

    def _change(self, kind: str, number: int) -> None:
        content = self.bench.platform / "content"
        if kind == "edit":
            edit_article(content, number)
        elif kind == "new":
            write_article(content, number)
        elif kind == "remove":
            remove_article(content, number)
        elif kind == "theme":
            touch_theme(self.bench.house / "theme", number)
        else:
            # The archive stays: what it remembers is part of what a clean build is made from.
            shutil.rmtree(self.bench.output)
            for index in self.bench.state.glob("*/search"):
                shutil.rmtree(index)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command
            self.bench.command(),
            cwd=self.bench.house,
            env=self.bench.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _build(self) -> float:
        began = time.monotonic()
        code = self._start().wait()
        if code not in (0, 1):
            raise KillsError(f"a build ended with {code}")
        return time.monotonic() - began

    def _digests(self) -> Iterator[tuple[str, str]]:
        root = self.bench.output
        for folder, folders, names in os.walk(root):
            if Path(folder) == root:
                folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                path = Path(folder, name)
                yield path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def main(articles: int, kills: int, *, seed: int, folder: Path, say: Callable[[str], None] = print) -> int:
    """Run it all below ``folder``, which is removed; returns how many kills came in the midst of a build.

    Raises ``KillsError``.
    """
    bench = Bench.founded(folder, articles, peer=False)
    killer = Killer(bench, random.Random(seed), say)  # noqa: S311 - moments, not secrets
    killer.begin(WORK[:kills])
    for number in range(kills):
        killer.kill(number)
    killer.verify()
    say(f"{kills} kills, {killer.midway} of them in the midst of a build; equal to a clean build, byte for byte")
    return killer.midway


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portalkit-kills-") as place:
        main(typed.articles, typed.kills, seed=typed.seed, folder=Path(place) / "platform")
