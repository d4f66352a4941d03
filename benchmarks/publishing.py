"""One changed article in a large portal: sealing and publishing it, against ``rsync -a --checksum --link-dest``.

Both go through the same sshd on the loopback address, started here, in turn, run by run. What is measured begins where
the build ends (the library knows the digest of every file) and ends when the new pages are the site.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import measure
from portalkit.library.store import Store
from portalkit.model.group import BuiltFile, GroupKind, PageGroup
from portalkit.release.keys import make_keys

ROOT = Path(__file__).parents[1]
SERVER = ROOT / "portalkit" / "release" / "server"
PORTAL = "shili"
TOUCHED = 12
"""Pages that change with an article: itself, its neighbours, lists, homes, feeds."""


WARMING = 4
"""Runs before those that count: they fill both slots of the server, and then its notes of what it checked."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One run of each. ``sent`` are the bytes that the kit uploaded, ``changed`` those of the changed files."""

    kit: Spent
    rsync: Spent
    sent: int
    changed: int


@dataclass(frozen=True, slots=True)
class Spent:
    """``wall`` seconds from the client's start to its end; CPU seconds of the client, and of the server behind sshd."""

    wall: float
    client: float
    server: float

    @property
    def cpu(self) -> float:
        """CPU seconds of both sides."""
        return self.client + self.server


@dataclass(frozen=True, slots=True)
class Taken:
    """What the server reported of a delivery: see ``portalkit.release.delivery.Receipt``."""

    sent: int
    written: int
    checked: float
    switched: float


class Yard:
    """A portal of many files, a server, and the programs that publish to it."""

    def __init__(self, folder: Path, files: int) -> None:
        self.folder, self.count = folder, files
        self.tree = folder / "output" / PORTAL
        self.root = folder / "srv" / PORTAL
        self.mirror = folder / "mirror"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._sshd = 0
        self._built: dict[str, BuiltFile] = {}
        self._chance = random.Random(7)  # noqa: S311 - sample text
        self._words = [f"{self._chance.randrange(16**8):08x}" for _ in range(4000)]

    def found(self) -> None:
        """Write the portal, the keys and the server's folders."""
        for number in range(self.count):
            self._write(f"u{number % 40:02}/notices/2026{number % 12 + 1:02}/a{number:06}.html")
        make_keys(self.folder / "keys" / PORTAL, sm2=False)
        self.mirror.mkdir()
        (self.folder / "state").mkdir()
        self.root.mkdir(parents=True)
        subprocess.run([sys.executable, str(SERVER / "activate.py"), str(self.root), "--init", PORTAL], check=True)  # noqa: S603
        shutil.copy(self.folder / "keys" / PORTAL / "ed25519.pub", self.root / "keys")
        run = f"{sys.executable} {SERVER}/activate.py {self.root}"
        forced = f'restrict,command="{sys.executable} {SERVER}/receive.py {self.root} --run \\"{run}\\"" '
        lines = [forced + self._key(self.folder / "keys" / PORTAL / "upload.key"), self._key(self.folder / "rsync.key")]
        (self.folder / "authorized_keys").write_text("\n".join(lines) + "\n", encoding="ascii")
        (self.folder / "host_key.txt").write_text(self._key(self.folder / "host.key"), encoding="ascii")
        self._note()

    def edit(self, number: int) -> int:
        """Change the pages that one article changes; returns their bytes."""
        names = [sorted(self._built)[(number * 977 + n * 4001) % self.count] for n in range(TOUCHED)]
        for name in names:
            self._write(name)
        self._note()
        return sum(self._built[name].size for name in set(names))

    def publish(self, *words: str) -> tuple[Spent, Taken]:
        """Seal and publish, or with ``rollback`` take the last release back; returns the cost and what came of it."""
        command = [sys.executable, "-m", "benchmarks.publish_once", str(self.folder), str(self.port)]
        variables = {"PYTHONPATH": str(ROOT)}
        spent = self._spent([*command, getpass.getuser(), *words], variables)
        return spent, Taken(**json.loads((self.folder / "receipt").read_text(encoding="ascii")))

    def rsync(self, number: int) -> Spent:
        """Copy into a new folder beside the last one, as a mirror is kept with rsync, and switch a link to it."""
        ssh = (
            f"ssh -p {self.port} -i {self.folder}/rsync.key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
        )
        fresh, last = self.mirror / str(number), self.mirror / "current"
        copy = f"rsync -a --checksum --link-dest={last.resolve()}/ -e '{ssh}' {self.tree}/ 127.0.0.1:{fresh}/"
        switch = f"{ssh} 127.0.0.1 'ln -sfn {fresh} {last}.new && mv -T {last}.new {last}'"
        return self._spent(["bash", "-c", f"{copy} && {switch}"], {})

    def _spent(self, command: list[str], variables: dict[str, str]) -> Spent:
        before = self._server_cpu()
        cost = measure(command, folder=self.folder, variables=variables)
        time.sleep(0.5)  # sshd takes the times of its last child a moment after the client has gone
        return Spent(cost.wall, cost.cpu, self._server_cpu() - before)

    def _server_cpu(self) -> float:
        """User and system seconds of everything that sshd started and that has ended."""
        words = Path(f"/proc/{self._sshd}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Run sshd."""
        program = shutil.which("sshd", path="/usr/sbin:/usr/bin")
        if program is None or shutil.which("rsync") is None:
            raise FileNotFoundError("sshd, rsync")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        config = self.folder / "sshd_config"
        config.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host.key\nPidFile none\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
            "PermitRootLogin prohibit-password\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n",
            encoding="ascii",
        )
        with (self.folder / "sshd.log").open("wb") as log:
            process = subprocess.Popen([program, "-D", "-e", "-f", str(config)], stdin=subprocess.DEVNULL, stderr=log)  # noqa: S603
            try:
                self._sshd = process.pid
                time.sleep(1)
                yield
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait()

    def _write(self, name: str) -> None:
        words = " ".join(self._chance.choices(self._words, k=1000))
        raw = f"<!DOCTYPE html><p>{words}</p>\n".encode()
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(raw)
        fresh.replace(path)
        group = PageGroup.of(GroupKind.ARTICLE, name[:3], f"{PORTAL}/{name[:-5]}.md")
        self._built[name] = BuiltFile(name, group.key, len(raw), hashlib.sha256(raw).hexdigest())

    def _note(self) -> None:
        with Store(self.folder / "state" / "library") as store, store.atomic():
            store.placement.replace_everything(PORTAL, self._built.values(), ())

    def _key(self, file: Path) -> str:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file)], check=True)  # noqa: S603, S607
        return file.with_name(f"{file.name}.pub").read_text(encoding="ascii").strip()


def main(files: int, runs: int, report: Path, *, work: Path, say: Callable[[str], None] = print) -> list[Pair]:
    """Measure and write the report (Markdown). Raises ``FileNotFoundError`` without sshd or rsync."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    yard, pairs = Yard(work, files), []
    try:
        say(f"{files} files: writing")
        yard.found()
        with yard.serving():
            (yard.mirror / "0").mkdir()
            (yard.mirror / "current").symlink_to(yard.mirror / "0")
            for number in range(1, WARMING + runs + 1):
                changed = yard.edit(number)
                kit, taken = yard.publish()
                if number < WARMING:
                    say(f"{number}: warming, kit {kit.wall:.2f} s")
                    continue
                rsync = yard.rsync(number)
                say(
                    f"{number}: kit {kit.wall:.2f} s, {kit.cpu:.2f} CPU s, {taken.sent} bytes; "
                    f"rsync {rsync.wall:.2f} s, {rsync.cpu:.2f} CPU s; changed {changed} bytes"
                )
                if number > WARMING:
                    pairs.append(Pair(kit, rsync, taken.sent, changed))
            backs = [yard.publish("rollback")]
            say(f"rollback: checked in {backs[0][1].checked:.2f} s, switched in {backs[0][1].switched:.4f} s")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    report.write_text(told(files, pairs, *backs[0]), encoding="utf-8")
    return pairs


def told(files: int, pairs: list[Pair], back: Spent, taken: Taken) -> str:
    """The report."""
    rows = "".join(
        f"| {p.kit.wall:.2f} s | {p.rsync.wall:.2f} s | {p.kit.wall / p.rsync.wall:.2f} | {p.kit.cpu:.2f} s |"
        f" {p.rsync.cpu:.2f} s | {p.kit.cpu / p.rsync.cpu:.2f} | {p.sent:,} | {p.changed:,} |\n"
        for p in pairs
    )
    wall = statistics.median(p.kit.wall / p.rsync.wall for p in pairs)
    cpu = statistics.median(p.kit.cpu / p.rsync.cpu for p in pairs)
    return f"""\
# Publishing one changed article

{files:,} files of about 9 KB; {TOUCHED} of them change. `invoke bench --publish`, runs in turn on one machine, server
and all on the loopback address; {os.cpu_count()} cores, load {os.getloadavg()[2]:.1f} over the last quarter of an hour.
The kit seals (digests, signature), uploads what changed, has the server check and assemble the whole release, and
switches; rsync is `rsync -a --checksum --link-dest`, which compares every file by checksum. CPU is that of both sides;
starting the programs is part of every run. {WARMING} runs before these fill both slots of the server and its notes.

| kit | rsync | kit / rsync | kit CPU | rsync CPU | by CPU | bytes uploaded | bytes of changed files |
|---|---|---|---|---|---|---|---|
{rows}
Median by time: {wall:.2f}, by CPU: {cpu:.2f} (bar: 0.50).

## Taking it back

`invoke rollback` hashes every file of the older release on the server before it switches, whatever was noted of them:
{back.wall:.2f} s in all, of which the server checked and assembled for {taken.checked:.2f} s.
The switch itself, after that: {taken.switched * 1000:.1f} ms.
"""
