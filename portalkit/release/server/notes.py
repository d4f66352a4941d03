"""What was checked of the files in a slot: what nobody touched since need not be hashed again for the next release.

A note holds inode, size and ctime of a file, taken before its content was read and found right. Whoever writes to a
file, links, renames or replaces it, or changes its owner, its rights or its mtime, changes its ctime as well, and only
root can set a ctime. Why that is enough, and what is hashed all the same: docs/adr/0012. Python 3.7 or newer, standard
library only; copied to the web server beside ``activate.py``.
"""

from __future__ import annotations

import os
import stat
import time
from typing import Any, Dict, Iterable, List, NamedTuple, Set

_HEADER = "# notes 1\n"
SETTLED = 2 * 10**9
"""Nanoseconds after which a further change is sure to get another ctime: what is younger gets no note."""
TURNS = "0123456789abcdef"
"""One release hashes the files whose digest begins with one of these, the next those of the next, whatever is noted."""


def settled_before() -> int:
    """The moment before which a ctime is old enough to be noted; to be asked before files are looked at."""
    return time.time_ns() - SETTLED


def turn_of(number: int) -> str:
    """Which share of the files a release hashes in any case. Two slots take turns, so two releases have the same."""
    return TURNS[number // 2 % len(TURNS)]


def trace(facts: Any) -> str:
    """What the system says of a file."""
    return "%d %d %d" % (facts.st_ino, facts.st_size, facts.st_ctime_ns)


class Survey(NamedTuple):
    """What is below a folder: everything that is no folder, by path, with its trace (empty where none was asked for,
    and for links); which of it are links; the folders; and what is too young to be noted.
    """

    found: Dict[str, str]
    links: Set[str]
    folders: Set[str]
    young: Set[str]


def survey(tree: str, *, traced: bool = False) -> Survey:
    """Look through a folder, with ``traced`` at every file in it; no link is followed."""
    found: Dict[str, str] = {}
    links: Set[str] = set()
    folders: Set[str] = set()
    young: Set[str] = set()
    settled, waiting = settled_before(), [""]
    while waiting:
        inside = waiting.pop()
        try:
            handle = os.open(os.path.join(tree, inside), os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            continue
        try:
            with os.scandir(handle) as entries:
                for entry in entries:
                    path = inside + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(path)
                        waiting.append(path + "/")
                    elif entry.is_symlink():
                        links.add(path)
                        found[path] = ""
                    elif traced:
                        facts = entry.stat(follow_symlinks=False)
                        found[path] = "%d %d %d" % (facts.st_ino, facts.st_size, facts.st_ctime_ns)
                        if facts.st_ctime_ns >= settled:
                            young.add(path)
                    else:
                        found[path] = ""
        finally:
            os.close(handle)
    return Survey(found, links, folders, young)


def line(path: str, what: str) -> str:
    """What stands in a file of notes for one path: what the system said of it, and what was found."""
    return path + "\t" + what


def read(place: str) -> List[str]:
    """The lines of a file of notes; none where they are not readable or somebody else could have written them."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return []
    with os.fdopen(handle, encoding="utf-8", errors="surrogateescape", newline="") as file:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1:
            return []
        if facts.st_uid != os.geteuid() or facts.st_mode & 0o022:
            return []
        text = file.read()
    if not text.startswith(_HEADER) or text == _HEADER:
        return []
    return text[len(_HEADER) :].split("\n")


def by_path(lines: Iterable[str]) -> Dict[str, str]:
    """What lines say, by path."""
    return {path: what for path, _, what in (line.partition("\t") for line in lines)}


def write(place: str, lines: Iterable[str]) -> None:
    """Write notes, whole or not at all. Power that fails may spoil them: they are held against the files."""
    text = _HEADER + "\n".join(lines)
    with open(place + ".new", "wb") as file:
        os.fchmod(file.fileno(), 0o644)
        file.write(text.encode("utf-8", "surrogateescape"))
    os.replace(place + ".new", place)
