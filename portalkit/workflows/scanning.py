"""What changed under ``content/`` since the last build, asked of the file system without reading the files.

For each folder the names, sizes, times and inode numbers of its files are compared with those of the last scan. They
are a hint that spares reading: a file they call changed is read, and its digest decides; a file that was written in
the moment of a scan is called changed the next time, since a second change within one tick would not show.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

from portalkit.model.scanned import ScannedFolder
from portalkit.workflows.digests import digest_of

RACY = 2_000_000_000
"""Nanoseconds before a scan in which a change may hide behind the clock's tick (FAT keeps two seconds)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """``folders``: every folder; ``fresh``: those that came or changed; ``changed``: paths of files that came, went or
    changed.
    """

    folders: Mapping[str, ScannedFolder]
    fresh: Mapping[str, ScannedFolder]
    gone: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def quiet(self) -> bool:
        """Whether nothing changed."""
        return not self.fresh and not self.gone


def walk(content: Path, portal: str, *, now: int) -> dict[str, ScannedFolder]:
    """Every folder below ``<content>/<portal>/``; ``now`` in nanoseconds since the epoch."""
    folders: dict[str, ScannedFolder] = {}
    _walk(str(content / portal), portal, folders, now - RACY)
    return folders


def compared(known: Mapping[str, str], folders: Mapping[str, ScannedFolder], files_of: Callable[[str], bytes]) -> Scan:
    """What changed between the folders of the last build and those of a walk: ``known`` are the digests of the former,
    and ``files_of`` gives the files of one of them.
    """
    fresh = {path: folder for path, folder in folders.items() if known.get(path) != folder.digest}
    gone = tuple(sorted(known.keys() - folders.keys()))
    changed: list[str] = []
    for path in sorted({*fresh, *gone}):
        before = _unpacked(files_of(path)) if path in known else {}
        after = _unpacked(folders[path].files) if path in folders else {}
        names = before.keys() | after.keys()
        changed += [f"{path}/{name}" for name in sorted(names) if before.get(name) != after.get(name)]
    return Scan(folders, fresh, gone, tuple(changed))


def _walk(folder: str, path: str, found: dict[str, ScannedFolder], racy: int) -> None:
    files = []
    below = []
    try:
        # Opened once, so that the system need not find its way to every file from the root.
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        for name in sorted(os.listdir(descriptor)):  # noqa: PTH208 - a path object has no descriptors
            if name[0] in ".~" and name.startswith((".", "~$")):
                continue
            try:
                stat = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            except FileNotFoundError:
                continue  # an editor has just replaced it
            if S_ISDIR(stat.st_mode):
                below.append(name)
                continue
            changed = stat.st_ctime_ns
            # A file of the last moments gets no inode number, so that the next scan looks at it again.
            inode = stat.st_ino if changed < racy else 0
            files.append((name, stat.st_size, stat.st_mtime_ns, changed, inode, stat.st_mode))
    finally:
        os.close(descriptor)
    packed = marshal.dumps(files, 2)
    found[path] = ScannedFolder(digest_of(packed), packed)
    for name in below:
        _walk(f"{folder}/{name}", f"{path}/{name}", found, racy)


def _unpacked(packed: bytes) -> dict[str, tuple[int, ...]]:
    return {file[0]: tuple(file[1:]) for file in marshal.loads(packed)}  # noqa: S302 - our own library wrote it
