"""One changed article in a large portal: sealing and publishing it, against ``rsync -a --checksum --link-dest``.

Both go through the same sshd on the loopback address, started here, in turn, run by run. What is measured begins where
the build ends (the library knows the digest of every file) and ends when the new pages are the site.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Cost, measure
from portalkit.library.store import Store
from portalkit.model.group import BuiltFile, GroupKind, PageGroup
from portalkit.release.keys import make_keys

ROOT = Path(__file__).parents[1]
SERVER = ROOT / "portalkit" / "release" / "server"
PORTAL = "shili"
TOUCHED = 12
"""Pages that change with an article: itself, its neighbours, lists, homes, feeds."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One run of each. ``sent`` are the bytes that the kit uploaded, ``changed`` those of the changed files."""

    kit: Cost
    rsync: Cost
    sent: int
    changed: int


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

    def publish(self) -> tuple[Cost, int]:
        """Seal and publish; returns the cost and the bytes that went out."""
        command = [sys.executable, "-m", "benchmarks.publish_once", str(self.folder), str(self.port)]
        variables = {"PYTHONPATH": str(ROOT)}
        cost = measure([*command, getpass.getuser()], folder=self.folder, variables=variables)
        return cost, int((self.folder / "sent").read_text(encoding="ascii"))

    def rsync(self, number: int) -> Cost:
        """Copy into a new folder beside the last one, as a mirror is kept with rsync, and switch a link to it."""
        ssh = (
            f"ssh -p {self.port} -i {self.folder}/rsync.key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
        )
        fresh, last = self.mirror / str(number), self.mirror / "current"
        copy = f"rsync -a --checksum --link-dest={last.resolve()}/ -e '{ssh}' {self.tree}/ 127.0.0.1:{fresh}/"
        switch = f"{ssh} 127.0.0.1 'ln -sfn {fresh} {last}.new && mv -T {last}.new {last}'"
        return measure(["bash", "-c", f"{copy} && {switch}"], folder=self.folder)

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
            for number in range(1, runs + 3):
                changed = yard.edit(number)
                kit, sent = yard.publish()
                rsync = yard.rsync(number)
                say(f"{number}: kit {kit.wall:.2f} s, {sent} bytes; rsync {rsync.wall:.2f} s; changed {changed} bytes")
                if number > 2:
                    pairs.append(Pair(kit, rsync, sent, changed))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    report.write_text(told(files, pairs), encoding="utf-8")
    return pairs


def told(files: int, pairs: list[Pair]) -> str:
    """The report."""
    rows = "".join(
        f"| {p.kit.wall:.2f} s | {p.rsync.wall:.2f} s | {p.kit.wall / p.rsync.wall:.2f} | {p.kit.cpu:.2f} s |"
        f" {p.rsync.cpu:.2f} s | {p.sent:,} | {p.changed:,} |\n"
        for p in pairs
    )
    return f"""\
# Publishing one changed article

{files:,} files of about 9 KB; {TOUCHED} of them change. `invoke bench --publish`, runs in turn on one machine, server
and all on the loopback address. The kit seals (digests, signature), uploads what changed, has the server hash every
file and switches; rsync is `rsync -a --checksum --link-dest`, which compares every file by checksum as well. CPU is
that of the client's side; the program's own start is part of every run.

| kit | rsync | kit / rsync | kit CPU | rsync CPU | bytes uploaded | bytes of changed files |
|---|---|---|---|---|---|---|
{rows}"""
