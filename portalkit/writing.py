"""A file is written whole or not at all: beside its place first, then renamed into it. A kill leaves the old one."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, raw: bytes, *, lasting: bool = False) -> None:
    """Put ``raw`` in the place of ``file``, making its folder; ``lasting`` waits until the disk has it.

    Raises ``OSError``.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as out:
            out.write(raw)
            if lasting:
                out.flush()
                os.fsync(out.fileno())
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
