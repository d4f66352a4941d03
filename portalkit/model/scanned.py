"""What the file system says of a folder: a hint that spares reading its files, never a truth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScannedFolder:
    """``files``: names, sizes, times and inode numbers, packed; ``digest``: theirs, so that they need not be read."""

    digest: str
    files: bytes
