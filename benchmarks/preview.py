"""How long it takes from saving an article to its new page in the live preview.

``python -m benchmarks.preview --articles 10000 --edits 10``: seconds from the end of the write to the first answer that
shows the new title (the page is asked for a hundred times a second), and to the event on which an open page reloads.
"""

from __future__ import annotations

import argparse
import http.client
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.changes import edit_article
from benchmarks.commands import Bench
from benchmarks.registry import PORTAL

_PATIENCE = 3600.0
"""Seconds for the first build of the preview."""
_TITLE = re.compile(r"^标题: (.*)$", re.MULTILINE)
_NAME = re.compile(r"(\d{4})-(\d{2})-\d{2}-(.+)\.md")


@dataclass(frozen=True, slots=True)
class Saved:
    """Seconds from saving an article until its page showed it, and until open pages were told to reload."""

    shown: float
    told: float


def main(articles: int, edits: int, *, folder: Path, say: Callable[[str], None] = print) -> list[Saved]:
    """Preview a platform of this size below ``folder``, edit, and time."""
    bench = Bench.founded(folder, articles, peer=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    line = [word for word in bench.command("--watch", f"--port={port}") if not word.startswith("--output")]
    line[line.index("build")] = "serve"
    serving = subprocess.Popen(  # noqa: S603 - our own command
        line,
        cwd=bench.house,
        env=bench.environment,
        stdout=subprocess.PIPE,
        stderr=sys.stderr,
        text=True,
    )
    try:
        assert serving.stdout
        serving.stdout.readline()  # it tells its address when the first build has ended
        _wait(lambda: bool(_page(port, "/")), _PATIENCE)
        threading.Thread(target=serving.stdout.read, daemon=True).start()
        events = _Events(port)
        found = []
        for number in range(edits):
            time.sleep(2.5)  # what was written in the moment of a build is looked at again by the next one
            found.append(_edit(bench.platform / "content", number, port, events))
            say(f"edit {number + 1}: shown after {found[-1].shown:.2f} s, reloaded after {found[-1].told:.2f} s")
    finally:
        serving.terminate()
        serving.wait()
    shown, told = [one.shown for one in found], [one.told for one in found]
    say(
        f"{articles} articles, {edits} edits: shown after {statistics.median(shown):.2f} s (median), "
        f"{max(shown):.2f} s at most; reloaded after {statistics.median(told):.2f} s, {max(told):.2f} s at most"
    )
    return found


def _edit(content: Path, number: int, port: int, events: _Events) -> Saved:
    before = events.count
    file = edit_article(content, number)
    began = time.monotonic()
    title = _TITLE.search(file.read_text(encoding="utf-8"))
    name = _NAME.fullmatch(file.name)
    assert title
    assert name
    unit, column = file.relative_to(content / PORTAL).parts[:2]
    address = f"/{unit}/{column}/{name[1]}{name[2]}/{name[3]}.html"
    wanted = title[1].encode()
    _wait(lambda: wanted in _page(port, address), 60)
    shown = time.monotonic() - began
    _wait(lambda: events.count > before, 60)
    return Saved(shown, events.last - began)


class _Events:
    """Listens as an open page does."""

    def __init__(self, port: int) -> None:
        self.count = 0
        self.last = 0.0
        self._port = port
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", self._port)
            connection.request("GET", "/_preview/changes")
            for line in connection.getresponse():
                if line.startswith(b"event: built"):
                    self.last = time.monotonic()
                    self.count += 1


def _page(port: int, address: str) -> bytes:
    with suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", address)
            return connection.getresponse().read()
        finally:
            connection.close()
    return b""


def _wait(happened: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.01)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=10)
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portalkit-preview-") as place:
        main(typed.articles, typed.edits, folder=Path(place) / "platform")
