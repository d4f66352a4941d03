"""The review ledger ``reviews.jsonl``: read line by line, written one line at a time (先审后发, formats §3).

- A line that cannot be read is a problem of its own; the other lines stay valid.
- Lines that say the same (a union merge doubled them) count once; their order has no meaning.
- A line is appended with one write after the last line end, and is on the disk when ``append`` returns.
- A ledger that only grew since it was read is read on from there (``read_on``): years of signatures are not read again
  for one more.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from portalkit.content.decoding import readable_size
from portalkit.content.values import shown
from portalkit.errors import UsageError
from portalkit.model.record import Problem, ProblemKind
from portalkit.model.review import ReviewStage, Signature
from portalkit.patterns import regex

NAME = "reviews.jsonl"
_LARGEST = 256 << 20
_LONGEST_LINE = 64 << 10
_SHA256 = regex(r"[0-9a-f]{64}")
_TIME = regex(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?", re.ASCII)
_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_SIGN_AGAIN = "删去这一行，请签发人重新签发。"


class Ledger(NamedTuple):
    """``signatures`` by file (relative to the tenant's folder), in the order of the ledger; ``problems`` with lines;
    ``mark`` tells how far it was read, and is empty where it cannot be read on from its end.
    """

    signatures: dict[str, list[Signature]]
    problems: list[Problem]
    mark: str


class _SpoiltError(ValueError):
    """A line that cannot be read, and why."""


def ledger_path(portal: str, folder: str) -> str:
    """Where a tenant's ledger lies, relative to the content root."""
    return f"{portal}/{folder}/{NAME}"


def read(root: Path, portal: str, folder: str) -> Ledger:
    """Read a tenant's ledger; a missing file is an empty ledger. Problems belong to ``ledger_path``."""
    ledger = Ledger({}, [], "")
    path = root / ledger_path(portal, folder)
    if not path.is_symlink() and not path.exists():
        return ledger
    if path.is_symlink() or not path.is_file():
        fix = "删去它，换成真正的审核记录文件。"
        ledger.problems.append(Problem(ProblemKind.LEDGER, "审核记录不是普通文件，没有读取。", None, fix))
        return ledger
    if path.stat().st_size > _LARGEST:
        what = f"审核记录太大，超过了 {readable_size(_LARGEST)}，没有读取。"
        ledger.problems.append(Problem(ProblemKind.LEDGER, what, None, "请平台管理员把旧的记录移到存档。"))
        return ledger
    raw = path.read_bytes()
    seen: set[bytes] = set()
    said: set[tuple[object, ...]] = set()
    for number, line in _lines(raw):
        if line in seen:
            continue
        seen.add(line)
        try:
            signature = _signature(line)
        except _SpoiltError as spoilt:
            fix = "删去这一行。" if line.startswith(_CONFLICT) else _SIGN_AGAIN
            ledger.problems.append(Problem(ProblemKind.LEDGER, str(spoilt), number, fix))
            continue
        if (words := _words(signature)) not in said:
            said.add(words)
            ledger.signatures.setdefault(signature.file, []).append(signature)
    return ledger._replace(mark=_mark(raw))


def read_on(root: Path, portal: str, folder: str, mark: str) -> Ledger | None:
    """Read what a ledger has more than when it was read up to ``mark``; its problems stay what they were.

    ``None`` when it has to be read from its beginning: it changed in another way, or there is something wrong in what
    is new. A signature that was there before may be among the new ones.
    """
    path = root / ledger_path(portal, folder)
    known, _, digest = mark.partition(" ")
    if not known.isdecimal() or path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    raw = path.read_bytes()
    before, more = raw[: int(known)], raw[int(known) :]
    if hashlib.sha256(before).hexdigest() != digest:
        return None
    ledger = Ledger({}, [], _mark(raw))
    for _, line in _lines(b"\n" + more):
        try:
            signature = _signature(line)
        except _SpoiltError:
            return None
        ledger.signatures.setdefault(signature.file, []).append(signature)
    return ledger


def line_for(signature: Signature) -> str:
    """One line of the ledger, without its line end."""
    row: dict[str, object] = {
        "file": signature.file,
        "sha256": signature.sha256,
        "stage": signature.stage.value,
        "by": signature.by,
        "at": f"{signature.at:%Y-%m-%dT%H:%M}",
    }
    if signature.files:
        row["files"] = dict(sorted(signature.files.items()))
    return json.dumps(row, ensure_ascii=False)


def append(root: Path, portal: str, folder: str, signature: Signature) -> None:
    """Add one signature durably; raises ``UsageError`` if the ledger cannot be written."""
    path = root / ledger_path(portal, folder)
    line = line_for(signature).encode() + b"\n"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                line = b"\n" + line
            written = os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if not size:
            _sync_folder(path.parent)
    except OSError as error:
        raise UsageError(
            f"审核记录 {ledger_path(portal, folder)} 写不进去。", "检查单位文件夹是否存在、是否可写。"
        ) from error
    if written != len(line):
        raise UsageError(
            f"审核记录 {ledger_path(portal, folder)} 没有写完整。", "检查磁盘空间，删去最后一行残缺的记录后重新签发。"
        )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def merged(known: Iterable[Signature], more: Iterable[Signature]) -> list[Signature]:
    """The signatures of one file with those that came; what says the same counts once."""
    by_words: dict[tuple[object, ...], Signature] = {}
    for signature in (*known, *more):
        by_words.setdefault(_words(signature), signature)
    return list(by_words.values())


def _words(signature: Signature) -> tuple[object, ...]:
    one = signature
    return (one.file, one.sha256, one.stage, one.by, one.at, tuple(sorted(one.files.items())))


def _mark(raw: bytes) -> str:
    """Size and digest of a ledger that ends with a line end."""
    return f"{len(raw)} {hashlib.sha256(raw).hexdigest()}" if raw.endswith(b"\n") else ""


def _lines(raw: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if stripped := line.strip():
            yield number, stripped


def _signature(line: bytes) -> Signature:
    if line.startswith(_CONFLICT):
        raise _SpoiltError("这一行是合并冲突的标记。")
    if len(line) > _LONGEST_LINE:
        raise _SpoiltError("这一行太长，不是审核记录。")
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
    except _SpoiltError:
        raise
    except UnicodeDecodeError:
        raise _SpoiltError("这一行的编码不是 UTF-8。") from None
    except (ValueError, RecursionError):
        raise _SpoiltError("这一行不是完整的 JSON 记录。") from None
    if not isinstance(row, dict):
        raise _SpoiltError("这一行不是完整的 JSON 记录。")
    digest = _text(row, "sha256")
    if not _SHA256.fullmatch(digest):
        raise _SpoiltError("这一行的 sha256 不是 64 位小写十六进制数。")
    stage = _text(row, "stage")
    try:
        known = ReviewStage(stage)
    except ValueError:
        raise _SpoiltError(f"这一行的审核环节“{shown(stage)}”不是初审、复审或终审。") from None
    return Signature(_file(_text(row, "file")), digest, known, _text(row, "by"), _time(_text(row, "at")), _files(row))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) != len(pairs):
        raise _SpoiltError("这一行里同一个字段写了两次。")
    return row


def _text(row: dict[str, object], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _SpoiltError(f"这一行缺少 {name}。")
    return value


def _file(name: str) -> str:
    if name.startswith("/") or "\\" in name or any(part in ("", ".", "..") for part in name.split("/")):
        raise _SpoiltError(f"这一行的文件“{shown(name)}”不是单位文件夹里的路径。")
    return name


def _time(text: str) -> datetime:
    try:
        if _TIME.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise _SpoiltError(f"这一行的时间“{shown(text)}”不对，应当像 2026-03-01T08:50。")


def _files(row: dict[str, object]) -> dict[str, str]:
    files = row.get("files", {})
    if not isinstance(files, dict):
        raise _SpoiltError("这一行的 files 不对。")
    for name, digest in files.items():
        if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
            raise _SpoiltError(f"这一行里附件“{shown(name)}”的 sha256 不对。")
        _file(name)
    return files
