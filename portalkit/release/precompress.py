"""Compressed copies beside the text files of a tree, for a web server that gives out what lies there.

A copy is no part of a release: it is made from a file that was checked, the same bytes always, and proves itself by
unpacking to the file beside it. So nothing has to be uploaded or signed twice, and an object store holds none.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portalkit.model.delivery import TEXTUAL, suffix

ENDING = ".gz"
SMALLEST = 1024
"""Below this the headers of an answer weigh more than what is saved."""
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Copies:
    """What was done: copies written, and copies removed that had no file any more."""

    written: int
    removed: int


def is_worth_it(path: str, size: int) -> bool:
    """Whether a file is kept compressed as well."""
    return suffix(path) in TEXTUAL and size >= SMALLEST


def packed(raw: bytes) -> bytes:
    """The compressed form of a file: no name and no time in it, so that equal files give equal copies."""
    return gzip.compress(raw, _LEVEL, mtime=0)


def precompress(root: Path, paths: Iterable[str] | None = None) -> Copies:
    """Bring the copies up to date: of every file below ``root``, or only of ``paths`` (changed, new and removed ones).

    A copy is written as a new file and renamed, never in place: a tree beside this one may share the old bytes.
    """
    if paths is not None:
        return _sum(_bring(root, path) for path in sorted(set(paths)))
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and not path.is_symlink()}
    plain = sorted(path for path in files if not _is_copy(path))
    orphans = sorted(path[: -len(ENDING)] for path in files if _is_copy(path) and path[: -len(ENDING)] not in files)
    return _sum(_bring(root, path) for path in [*plain, *orphans])


def copy_is_true(copy: Path, origin: Path) -> bool:
    """Whether a copy unpacks to exactly the file beside it; reads no more than that file's size."""
    try:
        raw = origin.read_bytes()
        with copy.open("rb") as file:
            reader = zlib.decompressobj(wbits=31)
            unpacked = reader.decompress(file.read(len(raw) + 65536), len(raw) + 1)
        return reader.eof and not reader.unused_data and unpacked == raw
    except (OSError, zlib.error):
        return False


def _is_copy(path: str) -> bool:
    return path.endswith(ENDING) and suffix(path[: -len(ENDING)]) in TEXTUAL


def _bring(root: Path, path: str) -> tuple[int, int]:
    origin, copy = root / path, root / f"{path}{ENDING}"
    if not _is_copy(f"{path}{ENDING}"):
        return (0, 0)
    if origin.is_symlink() or not origin.is_file() or not is_worth_it(path, origin.stat().st_size):
        if copy.exists() or copy.is_symlink():
            copy.unlink()
            return (0, 1)
        return (0, 0)
    fresh = packed(origin.read_bytes())
    if copy.is_file() and not copy.is_symlink() and copy.read_bytes() == fresh:
        return (0, 0)
    new = copy.with_name(f"{copy.name}.new{os.getpid()}")
    new.write_bytes(fresh)
    new.replace(copy)
    return (1, 0)


def _sum(done: Iterator[tuple[int, int]]) -> Copies:
    counted = list(done)
    return Copies(sum(written for written, _ in counted), sum(removed for _, removed in counted))
