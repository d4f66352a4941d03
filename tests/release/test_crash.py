"""Killed at random points, on either side, a hundred times: no reader ever gets half a page or none.

``PORTALKIT_KILLS`` makes it shorter on a slow machine; ``.ci/run`` does the whole.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from support.delivering import deliver, sealed_now
from support.releases import Press
from support.servers import WebServer, nginx

from portalkit.release.depot import Sealed

KILLS = int(os.environ.get("PORTALKIT_KILLS", "100"))
PAGES = 150
READERS = 3


def tree(number: int) -> dict[str, str]:
    """Release ``number``: every third page changes with each release, and some pages come and go."""
    pages = {f"p/{page:03}.html": f"{page} {number - (number + page) % 3}\n" * 400 for page in range(PAGES)}
    return {**pages, f"only/{number}.html": "x", "index.html": f"{number}\n" * 100}


class Readers:
    """Read pages that are in every release, for as long as the test runs, and judge every answer."""

    def __init__(self, port: int, pages: list[str]) -> None:
        self.port, self.pages = port, pages
        self.known: set[tuple[str, str]] = set()
        self.wrong: list[str] = []
        self.count = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(seed,)) for seed in range(READERS)]

    def may_show(self, sealed: Sealed) -> None:
        """From now on these are right answers too."""
        self.known |= {(file.path, file.sha256) for file in sealed.files()}

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self, seed: int) -> None:
        chance = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self._stop.is_set():
            page = chance.choice(self.pages)
            connection.request("GET", f"/{page}")
            answer = connection.getresponse()
            body = answer.read()
            self.count += 1
            if answer.status != 200 or (page, hashlib.sha256(body).hexdigest()) not in self.known:
                self.wrong.append(f"{answer.status} {page} {body[:40]!r}")
            time.sleep(0.01)
        connection.close()


def own_processes(root: Path) -> Iterator[tuple[int, str]]:
    """The kit's programs that run for this server of this test, and for no other: process id and program."""
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            if os.fsencode(root) in words and len(words) > 1 and words[1].endswith((b"receive.py", b"activate.py")):
                yield int(entry.name), Path(os.fsdecode(words[1])).name


def kill_one(publisher: subprocess.Popen[bytes], server: WebServer, chance: random.Random) -> str:
    """Kill the publisher, the reception or the activator, whichever chance chooses among those that run."""
    victims = [(publisher.pid, "publisher"), *3 * list(own_processes(server.root))] if publisher.poll() is None else []
    if not victims:
        return ""
    pid, name = chance.choice(victims)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return name


def test_a_hundred_kills_and_no_torn_or_missing_answer(press: Press, server: WebServer) -> None:
    chance = random.Random(20261122)
    command = [sys.executable, str(Path(__file__).parents[1] / "support" / "publisher.py"), str(press.folder)]
    command += [server.host_key, str(server.port), server.target.user]
    first = sealed_now(press, tree(0))
    deliver(press, server, first)
    began = time.monotonic()
    readers: Readers
    kills: dict[str, int] = {}
    with nginx(press.folder / "nginx", server.tree) as port:
        readers = Readers(port, [page for page in tree(0) if not page.startswith("only/")])
        readers.may_show(first)
        readers.start()
        try:
            number, usual = 0, 1.0
            while sum(kills.values()) < KILLS:
                number += 1
                sealed = sealed_now(press, tree(number))
                readers.may_show(sealed)
                for attempt in range(6):
                    started = time.monotonic()
                    publisher = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    if attempt < 5:
                        with suppress(subprocess.TimeoutExpired):
                            publisher.wait(chance.uniform(0.05, usual))
                        victim = kill_one(publisher, server, chance)
                        kills[victim] = kills.get(victim, 0) + 1 if victim else 0
                    status = publisher.wait(timeout=120)
                    _wait_for_quiet(server)
                    if status == 0:
                        usual = max(0.3, time.monotonic() - started)
                        break
                assert server.pages() == tree(number), "an attempt that nobody disturbs completes the release"
                assert server.check().returncode == 0
        finally:
            readers.stop()
    kills.pop("", None)
    print(f"{kills} kills, {number} releases, {readers.count} answers, {time.monotonic() - began:.0f} s")
    assert readers.wrong == []
    assert readers.count > KILLS
    if KILLS >= 100:
        assert set(kills) == {"publisher", "receive.py", "activate.py"}


def _wait_for_quiet(server: WebServer) -> None:
    """Wait until what was orphaned by a kill has ended; sshd tells it by closing its streams."""
    for _ in range(1200):
        if not list(own_processes(server.root)):
            return
        time.sleep(0.05)
    raise AssertionError(list(own_processes(server.root)))
