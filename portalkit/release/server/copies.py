"""Compressed copies of the pages of a slot, so that the web server need not compress them for every reader.

They are no part of a release: each is made from a file whose digest was just checked. A copy that is there already is
kept if nobody touched it since it was noted (``notes.py``), or if it still has the digest of the slot's own list;
everything else is made anew. Patrols unpack and compare them.
Python 3.7 or newer, standard library only; copied to the web server beside ``activate.py``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zlib
from typing import TYPE_CHECKING, Dict, List, NamedTuple, Optional, Sequence

if TYPE_CHECKING:
    from portalkit.release.server import lists, notes, trees
else:
    import lists  # they lie beside this file on the server
    import notes
    import trees

SUFFIXES = (".html", ".css", ".js", ".json", ".webmanifest", ".xml", ".txt", ".csv", ".svg", ".vtt")
SMALLEST = 1024
LEVEL = 6
_LIST = "copies"
_UNSETTLED = "0 0 0"
"""Stands for what the system says of a copy that was written just now."""


class Copy(NamedTuple):
    """What a slot's list says of a copy: what the system said of it, the digest of the file that it was made from, its
    own digest.
    """

    trace: str
    origin: str
    sha256: str

    @classmethod
    def of(cls, note: str) -> Optional[Copy]:
        """From the list; ``None`` when there is no sense in it."""
        words = note.rsplit(" ", 2)
        return cls(*words) if len(words) == 3 and words[0].count(" ") == 2 else None

    @property
    def note(self) -> str:
        """As it stands in the list."""
        return "%s %s %s" % self


def bring(root: str, live: str, slot: str, files: lists.Files, turn: str = "") -> int:
    """Make the copies of a slot exact; returns how many were made. A slot without copies is as good, only slower.

    ``turn`` says which share of those that nobody touched is hashed (``notes.py``); an empty one that all are.
    """
    packed = os.path.join(root, slot, "packed")
    try:
        return _bring(root, live, slot, packed, files, turn)
    except OSError:
        shutil.rmtree(packed, ignore_errors=True)
        if os.path.lexists(packed):
            raise  # a copy that may be outdated must not go live
        return 0


def _bring(root: str, live: str, slot: str, packed: str, files: lists.Files, turn: str) -> int:
    if os.path.islink(packed):
        os.unlink(packed)
    os.makedirs(packed, mode=0o755, exist_ok=True)
    there, listed = trees.survey(packed), notes.read(os.path.join(root, slot, _LIST))
    for path in there.links:
        os.unlink(os.path.join(packed, path))
        del there.found[path]
    kept: Dict[str, str] = {}
    trace = notes.trace
    doubtful = []
    for origin, file in files.items():
        path = origin + ".gz"
        note, entry = listed.get(path, ""), there.found.get(path) if turn not in ("", file.sha256[0]) else None
        if entry is not None and note.startswith(trace(entry.stat(follow_symlinks=False)) + " " + file.sha256 + " "):
            kept[path] = note
        elif origin.endswith(SUFFIXES) and file.size >= SMALLEST:
            doubtful.append(path)
    wanted = kept.keys() | doubtful
    for path in there.found.keys() - wanted:
        os.unlink(os.path.join(packed, path))
    trees.remove_folders(packed, there.folders - lists.folders_of(wanted))
    settled = notes.settled_before()

    def again(paths: Sequence[str]) -> List[str]:
        found = [
            _right_copy(os.path.join(packed, path), listed.get(path, ""), files[path[:-3]].sha256, settled)
            for path in paths
        ]
        return [copy.note if copy else "" for copy in found]

    kept.update((path, note) for path, note in zip(doubtful, trees.shared(again, doubtful)) if note)
    missing = [path for path in doubtful if path not in kept]
    kept.update(_made(root, live, slot, missing, files))
    if kept != listed:
        notes.write(os.path.join(root, slot, _LIST), kept)
    return len(missing)


def _right_copy(place: str, note: str, origin: str, settled: int) -> Optional[Copy]:
    """A copy of this file, where what lies there still is what the list says; with what the system says of it now."""
    copy = Copy.of(note)
    if copy is None or copy.origin != origin:
        return None
    try:
        facts = os.lstat(place)
    except OSError:
        return None
    if not trees.is_right(place, facts.st_size, copy.sha256, os.geteuid()):
        return None
    return copy._replace(trace=notes.trace(facts) if facts.st_ctime_ns < settled else _UNSETTLED)


def _made(root: str, live: str, slot: str, missing: List[str], files: lists.Files) -> Dict[str, str]:
    """Make copies; returns what the list is to say of them, by path."""
    beside = notes.read(os.path.join(root, live, _LIST)) if live and missing else {}
    tree, packed, other = (os.path.join(root, *names) for names in ((slot, "tree"), (slot, "packed"), (live, "packed")))
    for path in missing:
        trees.make_folders(packed, os.path.dirname(path))

    def make(paths: Sequence[str]) -> List[str]:
        made = []
        for path in paths:
            origin = files[path[:-3]].sha256
            raw = _taken_over(os.path.join(other, path), beside.get(path, ""), origin)
            if not raw:
                raw = _compressed(os.path.join(tree, path[:-3]), origin)
            _write(os.path.join(packed, path), raw)
            made.append(Copy(_UNSETTLED, origin, hashlib.sha256(raw).hexdigest()).note)
        return made

    return dict(zip(missing, trees.shared(make, missing, at_least=200)))


def _taken_over(place: str, note: str, origin: str) -> bytes:
    """The copy that the live slot has of the same file; nothing where it is not right there."""
    copy = _right_copy(place, note, origin, 0)
    if copy is None:
        return b""
    with open(place, "rb") as file:
        raw = file.read()
    return raw if hashlib.sha256(raw).hexdigest() == copy.sha256 else b""


def _compressed(place: str, origin: str) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
    with open(place, "rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != origin:
        raise OSError("changed while it was copied: " + place)
    return packer.compress(content) + packer.flush()


def _write(place: str, raw: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(place)
    with open(place, "xb") as out:
        os.fchmod(out.fileno(), 0o644)
        out.write(raw)
