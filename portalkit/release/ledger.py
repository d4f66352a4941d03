"""The ledger of a portal's releases: lines are added and never changed, and each holds the digest of the line before.

Whoever changes, removes or inserts a line breaks the chain; whoever cuts off the end is found out by the statements
that were signed since, because each names the last line that there was.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from portalkit.errors import ReleaseError


@dataclass(frozen=True, slots=True)
class Line:
    """What happened. ``event`` is ``sealed``, ``published``, ``rolled-back``, ``resumed``, ``failed``, ``verified`` or
    ``wrong`` (what was seen from outside after a switch, with ``why`` what is wrong); ``target`` is where, ``tree`` the
    tree digest, ``counts`` files added, changed and removed.
    """

    at: datetime
    portal: str
    event: str
    by: str
    why: str
    number: int = 0
    target: str = ""
    commit: str = ""
    tree: str = ""
    counts: tuple[int, int, int] = (0, 0, 0)
    previous: str = ""


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """A place where the ledger was tampered with: line number from 1, and what is wrong."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger in one file."""

    file: Path

    def add(self, line: Line) -> None:
        """Append a line through to the disk; its link is set here."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        raw = msgspec.json.encode(replace(line, previous=self.head()))
        with self.file.open("ab") as out:
            out.write(raw + b"\n")
            out.flush()
            os.fsync(out.fileno())

    def head(self) -> str:
        """The digest of the last line; empty before the first."""
        last = b""
        for last in self._raw():  # noqa: B007 - the last one is wanted
            pass
        return _digest(last) if last else ""

    def lines(self) -> tuple[Line, ...]:
        """Every line; raises ``ReleaseError`` for one that cannot be read."""
        try:
            return tuple(msgspec.json.decode(raw, type=Line) for raw in self._raw())
        except msgspec.MsgspecError as error:
            raise ReleaseError(
                f"发布台账读不出来（{error}）。", "用 invoke ledger --check 找到坏行，从备份恢复。"
            ) from error

    def faults(self, signed_heads: Iterable[tuple[int, str]] = ()) -> Iterator[LedgerFault]:
        """Where the chain is broken. ``signed_heads`` are releases with the head that each was signed with."""
        before, digests = "", {""}
        number = 0
        for number, raw in enumerate(self._raw(), 1):
            try:
                line = msgspec.json.decode(raw, type=Line)
            except msgspec.MsgspecError:
                yield LedgerFault(number, "读不出来")
            else:
                if line.previous != before:
                    yield LedgerFault(number, "与前一行接不上：前面有改动、删除或插入")
            before = _digest(raw)
            digests.add(before)
        for release, head in signed_heads:
            if head not in digests:
                yield LedgerFault(number, f"缺少第 {release} 号发布签名时已有的记录：末尾被删或被改写")

    def _raw(self) -> Iterator[bytes]:
        if not self.file.is_file():
            return
        with self.file.open("rb") as file:
            for raw in file:
                yield raw.rstrip(b"\n")


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
