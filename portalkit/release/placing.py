"""Put freshly built files in the place of the old ones.

- A whole new tree is complete before it is put in place; where the system can exchange two folders in one step (Linux)
  there is no moment without a tree. Elsewhere the old tree is moved aside first.
- When only some files changed, the library first writes down which will move and which will go; then each is renamed
  into place or removed. What a kill leaves undone is done by the next run, from that list.
- A folder that this program did not make is never replaced.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.writing import write_whole

NOTES = ".portalkit"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Place:
    """The output of one portal: the live tree, the tree being built, and a mark that tells whose tree it is."""

    def __init__(self, output: Path, portal: str) -> None:
        self.live = output / portal
        self.staging = output / NOTES / f"{portal}.staging"
        self._aside = output / NOTES / f"{portal}.old"
        self._mark = output / NOTES / f"{portal}.mark"

    def mark(self) -> str:
        """The mark of the live tree; empty when there is no tree, or none of ours."""
        if not self.live.is_dir() or not self._mark.is_file():
            return ""
        return self._mark.read_text(encoding="utf-8").strip()

    def mend(self) -> None:
        """Repair what a kill between two renames left, and refuse a folder that is somebody else's.

        Raises ``UsageError`` for a folder with files that this program did not make.
        """
        if self._aside.exists():
            if self.live.exists():
                shutil.rmtree(self._aside)
            else:
                self._aside.replace(self.live)
        if self.live.exists() and any(self.live.iterdir()) and not self._mark.is_file():
            raise UsageError(
                f"目录 {self.live.name} 里有不是本程序生成的文件。", "请换一个 --output 目录，或先把里面的文件移走。"
            )

    def clear_staging(self) -> Path:
        """An empty folder to build in."""
        if self.staging.exists():
            shutil.rmtree(self.staging)
        self.staging.mkdir(parents=True)
        return self.staging

    def exchange(self, mark: str) -> None:
        """Make the staged tree the live one."""
        if not self.live.exists():
            self._write_mark(mark)
            self.staging.replace(self.live)
            return
        if _exchange(self.staging, self.live):
            shutil.rmtree(self.staging)
        else:
            self.live.replace(self._aside)
            self.staging.replace(self.live)
            shutil.rmtree(self._aside)
        self._write_mark(mark)

    def move(self, fresh: Iterable[str], gone: Iterable[str]) -> None:
        """Rename staged files into place and remove others; may be repeated after a kill."""
        folders: set[Path] = set()
        for file in fresh:
            origin, target = self.staging / file, self.live / file
            if origin.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                origin.replace(target)
        for file in gone:
            target = self.live / file
            target.unlink(missing_ok=True)
            folders.add(target.parent)
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            _remove_empty(folder, self.live)

    def _write_mark(self, mark: str) -> None:
        write_whole(self._mark, f"{mark}\n".encode())


def portals_in(output: Path) -> tuple[str, ...]:
    """The portals whose trees this program put into an output folder."""
    return tuple(sorted(mark.stem for mark in (output / NOTES).glob("*.mark")))


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; ``False`` where the system or the file system cannot."""
    try:
        import ctypes  # only a whole new tree is exchanged

        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV):
        return False
    raise OSError(code, os.strerror(code), str(other))
