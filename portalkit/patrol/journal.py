r"""What a patrol remembers of one target, in one folder: the newest release ever seen, and a log that only grows.

::

    seen.json        the highest number seen, with its digest, and the last moment of looking
    documents/       the documents of that release: pages are held against them when those shown cannot be believed
    rounds.jsonl     one line per round; each names the SHA-256 of the line before, so that none can be taken out unseen
    reports/         one report per day
    alarm.json       the alarms that stand now; absent when there are none
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from portalkit.errors import UsageError
from portalkit.model.patrol import Round, Seen
from portalkit.writing import write_whole

_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Memory:
    """The newest release that was ever seen on a target, when it was looked at last, and when as a whole (and which
    release that was).
    """

    seen: Seen | None = None
    last: datetime | None = None
    last_full: datetime | None = None
    full_number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    before: str
    round: Round


class Journal:
    """The journal of one target."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep a second patrol of the same target out."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise UsageError("另一次巡检正在进行。", "请等它结束后再运行。") from error
            yield

    def memory(self) -> Memory:
        """What is remembered; nothing on the first round. Raises ``UsageError`` for a damaged memory."""
        file = self.folder / "seen.json"
        if not file.is_file():
            return Memory()
        try:
            return msgspec.json.decode(file.read_bytes(), type=Memory)
        except msgspec.MsgspecError as error:
            raise UsageError(f"巡检记录 {file} 读不出来。", "查明是谁改的；确实要从头开始，把整个目录移走。") from error

    def remember(self, memory: Memory) -> None:
        """Write the memory anew."""
        write_whole(
            self.folder / "seen.json", msgspec.json.format(msgspec.json.encode(memory), indent=1) + b"\n", lasting=True
        )

    def documents(self) -> dict[str, bytes]:
        """The documents that were believed last."""
        folder = self.folder / "documents"
        return {file.name: file.read_bytes() for file in sorted(folder.glob("*"))} if folder.is_dir() else {}

    def keep_documents(self, documents: Mapping[str, bytes]) -> None:
        """Keep documents that were believed."""
        folder = self.folder / "documents"
        folder.mkdir(parents=True, exist_ok=True)
        for name, raw in documents.items():
            if not (folder / name).is_file() or (folder / name).read_bytes() != raw:
                write_whole(folder / name, raw, lasting=True)
        for file in folder.iterdir():
            if file.name not in documents:
                file.unlink()

    def append(self, one: Round) -> None:
        """Add a round to the log, forced to disk."""
        file = self.folder / "rounds.jsonl"
        line = msgspec.json.encode(Line(self._last_digest(), one)) + b"\n"
        with file.open("ab") as out:
            out.write(line)
            out.flush()
            os.fsync(out.fileno())

    def rounds(self) -> Iterator[Round]:
        """Every round, oldest first; raises ``UsageError`` where the log was tampered with."""
        file = self.folder / "rounds.jsonl"
        before = _START
        if not file.is_file():
            return
        with file.open("rb") as lines:
            for number, raw in enumerate(lines, 1):
                try:
                    line = msgspec.json.decode(raw, type=Line)
                except msgspec.MsgspecError as error:
                    raise UsageError(f"巡检记录第 {number} 行读不出来。", "查明原因；记录只能追加。") from error
                if line.before != before:
                    raise UsageError(f"巡检记录第 {number} 行与上一行接不上，被改动过。", "查明原因；记录只能追加。")
                before = hashlib.sha256(raw).hexdigest()
                yield line.round

    def state_alarm(self, one: Round) -> bool:
        """Write down which alarms stand; tells whether that is different from before."""
        file = self.folder / "alarm.json"
        if one.clean:
            was = file.is_file()
            file.unlink(missing_ok=True)
            return was
        now = sorted((alarm.kind.name, alarm.path, alarm.what) for alarm in one.alarms)
        raw = msgspec.json.format(msgspec.json.encode({"target": one.target, "alarms": now}), indent=1) + b"\n"
        if file.is_file() and file.read_bytes() == raw:
            return False
        write_whole(file, raw, lasting=True)
        return True

    def standing(self) -> tuple[str, ...]:
        """Paths of the alarms that stand: a sample looks at them again, lest they seem to be mended."""
        file = self.folder / "alarm.json"
        if not file.is_file():
            return ()
        return tuple(sorted({path for _, path, _ in msgspec.json.decode(file.read_bytes())["alarms"] if path}))

    def write_report(self, name: str, text: str) -> Path:
        """Write a report of a day."""
        folder = self.folder / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, text.encode(), lasting=True)
        return folder / name

    def _last_digest(self) -> str:
        file = self.folder / "rounds.jsonl"
        if not file.is_file() or not file.stat().st_size:
            return _START
        with file.open("rb+") as lines:
            size = lines.seek(0, os.SEEK_END)
            step = 1 << 16
            while True:
                step = min(step, size)
                lines.seek(size - step)
                tail = lines.read(step)
                if not tail.endswith(b"\n"):  # a kill in the middle of a line: that round was never finished
                    whole = tail.rfind(b"\n") + 1
                    if not whole and step < size:
                        step *= 2
                        continue
                    size = size - step + whole
                    lines.truncate(size)
                    if not size:
                        return _START
                    continue
                start = tail.rfind(b"\n", 0, -1) + 1
                if start or step == size:
                    return hashlib.sha256(tail[start:]).hexdigest()
                step *= 2
