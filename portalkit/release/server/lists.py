"""MANIFEST, the list of a release: read whole when it comes from anywhere, taken apart when its digest is known.

Python 3.7 or newer, standard library only; copied to the web server beside ``activate.py``.
"""

from __future__ import annotations

import os
import re
from functools import partial
from typing import Dict, Iterable, List, NamedTuple, Set, Tuple

HEADER = "# portalkit manifest 1\n"
FEW = 500
"""Up to this many paths are looked for one by one in a list."""
_HEAD = re.compile(r"#\t[0-9a-f]{64}\t[0-9]{1,15}\t[^\t\n]*\t[^\t\n]*")
_TAIL = re.compile(r"[0-9a-f]{64}  [^\n]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|\A/|(?:\A|/)(?:\.{0,2})(?:/|\Z)")


class Refused(Exception):  # noqa: N818 - reads as the state it reports
    """The release must not go live; the text says why. ``missing`` are contents that have to be sent."""

    def __init__(self, why: str, missing: Tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.missing = missing


class File(NamedTuple):
    """One file of a release: its digest, and the comment line of MANIFEST that has its size."""

    sha256: str
    comment: str

    @property
    def size(self) -> int:
        """Bytes."""
        return int(self.comment.split("\t", 3)[2])


Files = Dict[str, File]


def file_of(size: int, sha256: str) -> File:
    """A file of which no more is known."""
    return File(sha256, "#\t\t%d\t\t" % size)


def text_of(files: Files) -> str:
    """The MANIFEST of some files."""
    lines = [comment + "\n" + sha256 + "  " + path + "\n" for path, (sha256, comment) in sorted(files.items())]
    return HEADER + "".join(lines)


def taken_apart(text: str) -> Files:
    """The files of a MANIFEST whose digest is known to be right, or will be compared after it was changed."""
    comments, entries = _lines(text[len(HEADER) :])
    return _files(comments, entries)


def read_entries(text: str) -> Files:
    """The files of MANIFEST entries that nobody vouches for. Raises ``Refused`` for any other text."""
    comments, entries = _lines(text)
    if not all(map(_HEAD.fullmatch, comments)) or not all(map(_TAIL.fullmatch, entries)):
        raise Refused("清单读不出来")
    files = _files(comments, entries)
    if len(files) != len(entries):
        raise Refused("清单里有列了两次的路径")
    return files


def read_manifest(text: str) -> Files:
    """The files of a MANIFEST, each path safe, once, and no file where a folder is."""
    if not text.startswith(HEADER):
        raise Refused("清单不是本程序的格式")
    files = read_entries(text[len(HEADER) :])
    require_sound(files, files)
    return files


def some(text: str, paths: Iterable[str]) -> Files:
    """Of a MANIFEST as it was kept, the files of some paths that are in it."""
    wanted = set(paths)
    if len(wanted) > FEW:
        files = taken_apart(text)
        return {path: files[path] for path in wanted if path in files}
    found: Files = {}
    for path in wanted:
        end = text.find("  " + path + "\n")
        while end > 0:
            start = text.rfind("\n", 0, end)
            if end - start == 65:
                found[path] = File(text[start + 1 : end], text[text.rfind("\n", 0, start) + 1 : start])
                break
            end = text.find("  " + path + "\n", end + 1)  # that was the end of a longer path
    return found


def is_safe(path: str) -> bool:
    """Whether a path stays inside the tree."""
    if _UNSAFE.search(path) is not None:
        return False
    return len(path) < 64 or all(len(name.encode("utf-8", "replace")) < 256 for name in path.split("/"))


def require_sound(files: Files, fresh: Iterable[str]) -> None:
    """Of a list whose other paths were sound before: the fresh paths are safe, and no file is where a folder is."""
    for path in fresh:
        if not is_safe(path):
            raise Refused("清单里的路径不对：" + path)
    if not folders_of(files).isdisjoint(files):
        raise Refused("清单里有既是文件又是文件夹的路径")


def folders_of(paths: Iterable[str]) -> Set[str]:
    """Every folder that some paths lie in, and the folders of those."""
    folders = {path.rpartition("/")[0] for path in paths}
    for folder in list(folders):
        above = os.path.dirname(folder)
        while above and above not in folders:
            folders.add(above)
            above = os.path.dirname(above)
    folders.discard("")
    return folders


def _lines(text: str) -> Tuple[List[str], List[str]]:
    """The comment lines and the lines of digests."""
    lines = text.split("\n")
    if lines.pop() or len(lines) % 2:
        raise Refused("清单读不出来")
    return lines[::2], lines[1::2]


def _files(comments: List[str], entries: List[str]) -> Files:
    made = map(partial(tuple.__new__, File), zip([entry[:64] for entry in entries], comments))
    return dict(zip([entry[66:] for entry in entries], made))
