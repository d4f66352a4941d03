"""What changed under ``content/`` since the last build, asked of the file system without reading the files.

For each folder the names, sizes, times and inode numbers of its files are compared with those of the last scan. They
are a hint that spares reading: a file they call changed is read, and its digest decides; a file that was written in
the moment of a scan is called changed the next time, since a second change within one tick would not show.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RACY = 2_000_000_000
"""Nanoseconds before a scan in which a change may hide behind the clock's tick (FAT keeps two seconds)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """``folders``: every folder with its files packed; ``changed``: paths of files that came, went or changed."""

    folders: Mapping[str, bytes]
    fresh: Mapping[str, bytes]
    gone: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def quiet(self) -> bool:
        """Whether nothing changed."""
        return not self.fresh and not self.gone


def walk(content: Path, portal: str, *, now: int) -> dict[str, bytes]:
    """Every folder below ``<content>/<portal>/`` with its files packed; ``now`` in nanoseconds since the epoch."""
    folders: dict[str, bytes] = {}
    _walk(str(content / portal), portal, folders, now - RACY)
    return folders


def compared(known: Mapping[str, bytes], folders: Mapping[str, bytes]) -> Scan:
    """What changed between the folders of the last build and those of a walk."""
    fresh = {path: files for path, files in folders.items() if known.get(path) != files}
    gone = tuple(sorted(known.keys() - folders.keys()))
    changed: list[str] = []
    for path in sorted({*fresh, *gone}):
        before, after = _unpacked(known.get(path)), _unpacked(folders.get(path))
        names = before.keys() | after.keys()
        changed += [f"{path}/{name}" for name in sorted(names) if before.get(name) != after.get(name)]
    return Scan(folders, fresh, gone, tuple(changed))


def _walk(folder: str, path: str, found: dict[str, bytes], racy: int) -> None:
    files = []
    below = []
    try:
        # Opened once, so that the system need not find its way to every file from the root.
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        with os.scandir(descriptor) as entries:
            for entry in entries:
                name = entry.name
                if name[0] in ".~" and name.startswith((".", "~$")):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    below.append(name)
                    continue
                try:
                    stat = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # an editor has just replaced it
                changed = stat.st_ctime_ns
                # A file of the last moments gets no inode number, so that the next scan looks at it again.
                inode = stat.st_ino if changed < racy else 0
                files.append((name, stat.st_size, stat.st_mtime_ns, changed, inode, stat.st_mode))
    finally:
        os.close(descriptor)
    files.sort()
    found[path] = marshal.dumps(files, 2)
    below.sort()
    for name in below:
        _walk(f"{folder}/{name}", f"{path}/{name}", found, racy)


def _unpacked(packed: bytes | None) -> dict[str, tuple[int, ...]]:
    if packed is None:
        return {}
    return {file[0]: tuple(file[1:]) for file in marshal.loads(packed)}  # noqa: S302 - our own library wrote it
