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
from typing import Any, Dict

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


def read(place: str) -> Dict[str, str]:
    """The notes in a file, by path; none where they are not readable or somebody else could have written them."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return {}
    with os.fdopen(handle, encoding="utf-8", errors="surrogateescape", newline="") as file:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1:
            return {}
        if facts.st_uid != os.geteuid() or facts.st_mode & 0o022:
            return {}
        text = file.read()
    if not text.startswith(_HEADER) or text == _HEADER:
        return {}
    return {path: note for path, _, note in (line.partition("\t") for line in text[len(_HEADER) :].split("\n"))}


def write(place: str, notes: Dict[str, str]) -> None:
    """Write notes, whole or not at all. Power that fails may spoil them: they are held against the files."""
    text = _HEADER + "\n".join([path + "\t" + note for path, note in notes.items()])
    with open(place + ".new", "wb") as file:
        os.fchmod(file.fileno(), 0o644)
        file.write(text.encode("utf-8", "surrogateescape"))
    os.replace(place + ".new", place)
