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
from typing import TYPE_CHECKING, Callable, Dict, Iterator, List, NamedTuple, Optional, Sequence, Set

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


class Found(NamedTuple):
    """What lies in a slot's ``packed/``: lines to keep by path, what has to be looked into, which of it nothing fitting
    was noted of, and what is to go.
    """

    kept: Dict[str, str]
    doubtful: List[str]
    unnoted: List[str]
    unwanted: List[str]
    folders: Set[str]
    listed: List[str]


def bring(root: str, live: str, slot: str, files: lists.Files, turn: str = "") -> int:
    """Make the copies of a slot exact; returns how many were made. A slot without copies is as good, only slower.

    ``turn`` says which share of those that nobody touched is hashed (``notes.py``); an empty one that all are.
    """
    packed = os.path.join(root, slot, "packed")
    try:
        return _bring(root, live, slot, files, _look(root, slot, files, turn))
    except OSError:
        _without(packed)
        return 0


@contextlib.contextmanager
def beside(root: str, live: str, slot: str, files: lists.Files, turn: str = "") -> Iterator[Callable[[], object]]:
    """Look through many copies in a process beside this one. What is given is to be called when the tree of the slot
    is exact: it makes the copies exact as ``bring`` does. Where it is not called, no copy is touched.
    """
    if len(files) < trees.MANY or (os.cpu_count() or 1) == 1:
        yield lambda: bring(root, live, slot, files, turn)
        return
    go, gone = os.pipe()
    process = os.fork()
    if not process:
        status = 1
        try:
            os.close(gone)
            found = _look(root, slot, files, turn)
            if os.read(go, 1):
                _bring(root, live, slot, files, found)
            status = 0
        finally:
            os._exit(status)
    os.close(go)

    def finish() -> None:
        nonlocal process
        with contextlib.suppress(BrokenPipeError):
            os.write(gone, b"!")
        one, process = process, 0
        if os.waitpid(one, 0)[1]:
            _without(os.path.join(root, slot, "packed"))

    try:
        yield finish
    finally:
        os.close(gone)
        if process:
            os.waitpid(process, 0)


def _without(packed: str) -> None:
    """Remove all copies. Raises ``OSError`` when they stay: one that may be outdated must not go live."""
    with contextlib.suppress(OSError):
        shutil.rmtree(packed)
    if os.path.lexists(packed):
        raise OSError("copies that may be outdated cannot be removed: " + packed)


def _look(root: str, slot: str, files: lists.Files, turn: str) -> Found:
    """Tell apart what lies there; changes nothing."""
    packed = os.path.join(root, slot, "packed")
    there = notes.Survey({}, set(), set(), set()) if os.path.islink(packed) else notes.survey(packed, traced=True)
    listed = notes.read(os.path.join(root, slot, _LIST))
    origins = {note[:-65]: note for note in listed}
    found, line = there.found, notes.line
    kept: Dict[str, str] = {}
    doubtful, unnoted = [], []
    for origin, (sha256, comment) in files.items():
        path = origin + ".gz"
        trace = found.get(path)
        note = origins.get(line(path, trace + " " + sha256)) if trace else None
        if note is not None and turn and sha256[0] != turn:
            kept[path] = note
        elif origin.endswith(SUFFIXES) and int(comment.split("\t", 3)[2]) >= SMALLEST:
            doubtful.append(path)
            if trace and note is None:
                unnoted.append(path)
    wanted = kept.keys() | doubtful
    unwanted = list(there.links.union(found.keys() - wanted))
    return Found(kept, doubtful, unnoted, unwanted, there.folders - lists.folders_of(wanted), listed)


def _bring(root: str, live: str, slot: str, files: lists.Files, found: Found) -> int:
    packed, kept = os.path.join(root, slot, "packed"), dict(found.kept)
    if os.path.islink(packed):
        os.unlink(packed)
    os.makedirs(packed, mode=0o755, exist_ok=True)
    for path in found.unwanted:
        os.unlink(os.path.join(packed, path))
    trees.remove_folders(packed, found.folders)
    settled, listed = notes.settled_before(), notes.by_path(found.listed)
    trees.settle([os.path.join(packed, path) for path in found.unnoted])

    def again(paths: Sequence[str]) -> List[str]:
        copies = [
            _right_copy(os.path.join(packed, path), listed.get(path, ""), files[path[:-3]].sha256, settled)
            for path in paths
        ]
        return [copy.note if copy else "" for copy in copies]

    answers = zip(found.doubtful, trees.shared(again, found.doubtful))
    kept.update((path, notes.line(path, note)) for path, note in answers if note)
    missing = [path for path in found.doubtful if path not in kept]
    kept.update(_made(root, live, slot, missing, files))
    if list(kept.values()) != found.listed:
        notes.write(os.path.join(root, slot, _LIST), kept.values())
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
    beside = notes.by_path(notes.read(os.path.join(root, live, _LIST))) if live and missing else {}
    tree, packed, other = (os.path.join(root, *names) for names in ((slot, "tree"), (slot, "packed"), (live, "packed")))
    for folder in {os.path.dirname(path) for path in missing}:
        trees.make_folders(packed, folder)

    def make(paths: Sequence[str]) -> List[str]:
        made = []
        for path in paths:
            origin = files[path[:-3]].sha256
            raw = _taken_over(os.path.join(other, path), beside.get(path, ""), origin)
            if not raw:
                raw = _compressed(os.path.join(tree, path[:-3]), origin)
            _write(os.path.join(packed, path), raw)
            made.append(notes.line(path, Copy(_UNSETTLED, origin, hashlib.sha256(raw).hexdigest()).note))
        return made

    return dict(zip(missing, trees.shared(make, missing, at_least=trees.MANY_TO_COPY)))


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
