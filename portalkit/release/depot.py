"""The publisher's own keeping of releases: documents by number, contents by SHA-256.

::

    <folder>/000007/release.json …  documents of release 7; the folder appears whole, by a rename
    <folder>/000007/brought         the number of the release before it, and the contents that it had not
    <folder>/objects/ab/<sha256>    every content of the releases that are kept, once
    <folder>/hold.json              a rollback was made: new builds wait

A content is never linked to the output or to another place, so that nobody who changes a page changes its record.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import msgspec

from portalkit.errors import BadRelease, ReleaseError
from portalkit.model.release import SealedFile, Statement
from portalkit.release.manifest import taken_apart
from portalkit.release.opening import Documents
from portalkit.release.statement import GONE, MANIFEST, STATEMENT, read_statement, statement_digest

_OBJECTS = "objects"
_HOLD = "hold.json"
_BROUGHT = "brought"


@dataclass(frozen=True, slots=True)
class Hold:
    """Why new builds wait."""

    number: int
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A release of one's own, as kept: read without checking its signature again."""

    statement: Statement
    digest: str
    folder: Path
    _listed: list[tuple[SealedFile, ...]] = field(default_factory=list, compare=False, repr=False)
    """The files, once they were read: the list of a large portal is not read twice."""

    @property
    def number(self) -> int:
        """Its number."""
        return self.statement.number

    def files(self) -> tuple[SealedFile, ...]:
        """Every file, by path. Raises ``BadRelease`` when the list is not the one that was sealed."""
        if not self._listed:
            self._listed.append(taken_apart(self._manifest().decode("utf-8")))
        return self._listed[0]

    def contents(self) -> set[bytes]:
        """The SHA-256 of every content, in hex; raises ``BadRelease`` as ``files`` does."""
        return {line[:64] for line in self._manifest().split(b"\n")[2::2]}

    def brought(self, before: int) -> set[bytes]:
        """The contents that the release ``before`` had not, as written down when this one was kept right after it; all
        of its contents where nothing like that was written down.
        """
        try:
            first, *names = (self.folder / _BROUGHT).read_bytes().split(b"\n")
        except OSError:
            return self.contents()
        return set(names) if first == b"%d" % before else self.contents()

    def _manifest(self) -> bytes:
        """The list as sealed."""
        raw = (self.folder / MANIFEST).read_bytes()
        if hashlib.sha256(raw).hexdigest() != self.statement.documents[MANIFEST].sha256:
            raise BadRelease(
                f"保存的第 {self.number} 号发布的清单被改动过。",
                f"查明原因；从备份恢复 {self.folder}，没有备份的把它移走再发布。",
            )
        return raw

    def gone(self) -> tuple[str, ...]:
        """Files of withdrawn articles."""
        return tuple((self.folder / GONE).read_text(encoding="utf-8").splitlines())

    def documents(self) -> Documents:
        """The documents as they were sealed."""
        return Documents.read(self.folder)


class Depot:
    """The releases of one portal on the publishing machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: dict[int, Sealed] = {}

    def numbers(self) -> tuple[int, ...]:
        """Numbers of the releases that are kept, newest first."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted((int(p.name) for p in self.folder.iterdir() if p.name.isdigit()), reverse=True))

    def newest(self) -> Sealed | None:
        """The newest release."""
        numbers = self.numbers()
        return self.release(numbers[0]) if numbers else None

    def release(self, number: int) -> Sealed:
        """A release that is kept; raises ``ReleaseError`` for one that is not."""
        folder = self._place(number)
        if number in self._opened:
            return self._opened[number]
        try:
            raw = (folder / STATEMENT).read_bytes()
        except OSError as error:
            kept = "、".join(map(str, reversed(self.numbers()))) or "无"
            raise ReleaseError(f"没有保存第 {number} 号发布。", f"可以用的有：{kept}。") from error
        sealed = self._opened[number] = Sealed(read_statement(raw), statement_digest(raw), folder)
        return sealed

    def keep(self, number: int, documents: Documents, files: tuple[SealedFile, ...]) -> Sealed:
        """Keep a new release, whole or not at all; ``files`` are those of its MANIFEST."""
        fresh = self.folder / f"{number:06d}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        newest = self.newest()
        for name, raw in documents.files().items():
            _write(fresh / name, raw)
        if newest:
            names = {file.sha256 for file in files}.difference(file.sha256 for file in newest.files())
            _write(fresh / _BROUGHT, "\n".join([str(newest.number), *sorted(names)]).encode("ascii"))
        fresh.rename(self._place(number))
        sealed = self._opened[number] = Sealed(
            read_statement(documents.statement), statement_digest(documents.statement), self._place(number), [files]
        )
        return sealed

    def prune(self, keep: int) -> None:
        """Forget all but the newest releases, and the contents that only the forgotten ones had."""
        numbers = self.numbers()
        for number in reversed(numbers[keep:]):
            newer = numbers[: numbers.index(number)]
            dropped = self.release(number).contents() - self.release(newer[-1]).contents()
            for later, before in pairwise(newer):
                dropped -= self.release(later).brought(before)
            for sha256 in dropped:
                self._object(sha256.decode("ascii")).unlink(missing_ok=True)
            shutil.rmtree(self._place(number))
            del self._opened[number]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep a second publisher of the same portal out; the system lets go when the process dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ReleaseError("另一次发布正在进行。", "请等它结束后再运行。") from error
            yield

    # Contents

    def admit(self, origin: Path | str, sha256: str) -> bytes:
        """Take in the content of a built file and return it; raises ``ReleaseError`` when it is not what was built."""
        try:
            with open(origin, "rb", buffering=0) as file:  # noqa: PTH123 - Path costs more than the file does
                raw = file.readall()
        except OSError:
            raw = b""
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise ReleaseError(
                f"生成结果里的 {Path(origin).name} 与生成时不一样，被改动过。",
                "运行 invoke clean 后重新生成，并查明原因。",
            )
        folder = f"{self.folder}/{_OBJECTS}/{sha256[:2]}"
        place = f"{folder}/{sha256}"
        if not os.path.isfile(place):  # noqa: PTH113
            fresh = f"{place}.{os.getpid()}"
            try:
                handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
                handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            with os.fdopen(handle, "wb") as out:
                out.write(raw)  # not forced to the disk one by one: what power loss spoils is found by its digest
            os.replace(fresh, place)  # noqa: PTH105
        return raw

    def content(self, file: SealedFile) -> bytes:
        """The content of a file of a kept release, checked; raises ``BadRelease`` when it was tampered with."""
        try:
            raw = self._object(file.sha256).read_bytes()
        except OSError as error:
            raise BadRelease(f"保存的发布缺少 {file.path} 的内容。", "运行 invoke publish --full。") from error
        if hashlib.sha256(raw).hexdigest() != file.sha256:
            self._object(file.sha256).unlink()
            raise BadRelease(f"保存的 {file.path} 被改动过，已经作废。", "查明原因；运行 invoke publish --full。")
        return raw

    def contents(self, files: Iterable[SealedFile]) -> Iterator[tuple[SealedFile, bytes]]:
        """Several contents, each with its file."""
        return ((file, self.content(file)) for file in files)

    # Waiting after a rollback

    def hold(self) -> Hold | None:
        """Why new builds wait; ``None`` when they do not."""
        file = self.folder / _HOLD
        return msgspec.json.decode(file.read_bytes(), type=Hold) if file.is_file() else None

    def set_hold(self, hold: Hold | None) -> None:
        """Make new builds wait, or let them go on."""
        file = self.folder / _HOLD
        if hold is None:
            file.unlink(missing_ok=True)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        _write(fresh, msgspec.json.encode(hold))
        fresh.replace(file)

    def _place(self, number: int) -> Path:
        return self.folder / f"{number:06d}"

    def _object(self, sha256: str) -> Path:
        return self.folder / _OBJECTS / sha256[:2] / sha256


def _write(file: Path, raw: bytes) -> None:
    with file.open("wb") as out:
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
