"""Put a freshly built tree in the place of the old one.

- The new tree is complete before it is put in place; the old one stays whole until then.
- Where the system can exchange two folders in one step (Linux), there is no moment without a tree.
- Elsewhere the old tree is moved aside first; a kill between the two renames is mended by the next run.
- A folder that this program did not make is never replaced.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.model.release import Manifest

NOTES = ".portalkit"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def staging_for(output: Path, portal: str) -> Path:
    """An empty folder beside the live tree to build in; what a killed run left there is cleared away."""
    _mend(output, portal)
    live = output / portal
    if live.exists() and any(live.iterdir()) and not _manifest_file(output, portal).is_file():
        raise UsageError(
            f"目录 {live.name} 里有不是本程序生成的文件。", "请换一个 --output 目录，或先把里面的文件移走。"
        )
    staging = output / NOTES / f"{portal}.staging"
    if staging.exists():
        shutil.rmtree(staging)
    staging.mkdir(parents=True)
    return staging


def place(output: Path, portal: str, staging: Path, manifest: Manifest) -> None:
    """Make ``staging`` the live tree of ``portal`` and note its manifest beside it."""
    live = output / portal
    note = _manifest_file(output, portal)
    fresh = note.with_suffix(".new")
    fresh.write_text(manifest.text, encoding="utf-8", newline="\n")
    # Noted first: should a kill come in between, the live tree is still known as ours.
    fresh.replace(note)
    if live.exists():
        if not _exchange(staging, live):
            aside = output / NOTES / f"{portal}.old"
            live.replace(aside)
            staging.replace(live)
            shutil.rmtree(aside)
            return
        shutil.rmtree(staging)
    else:
        staging.replace(live)


def _mend(output: Path, portal: str) -> None:
    aside = output / NOTES / f"{portal}.old"
    if aside.exists():
        if (output / portal).exists():
            shutil.rmtree(aside)
        else:
            aside.replace(output / portal)


def _manifest_file(output: Path, portal: str) -> Path:
    return output / NOTES / f"{portal}.sha256"


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; ``False`` where the system or the file system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV):
        return False
    raise OSError(code, os.strerror(code), str(other))
