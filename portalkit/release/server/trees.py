"""Trees of files as they should be: looking through them, hashing, assembling.

Python 3.7 or newer, standard library only; copied to the web server beside ``activate.py``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
from collections import Counter
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, List, Optional, Sequence, Set, Tuple

if TYPE_CHECKING:
    from portalkit.release.server import lists, notes
else:
    import lists  # they lie beside this file on the server
    import notes

MAX_SMALL = 65536
CHUNK = 1024 * 1024
MANY = 1000
"""From this many files on, the whole disk is forced at once, and copies are looked through beside the tree."""
MANY_TO_COPY = 200
MANY_TO_HASH = 8000
"""From this many files on, several processes do the copying, or the hashing."""
MOST_PROCESSES = 8


# Reading


def read_small(path: str, limit: int = MAX_SMALL) -> bytes:
    """A regular file of bounded size, no link followed; empty when there is none."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return b""
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise lists.Refused(os.path.basename(path) + " 太大")
    return raw


def read_document(root: str, slot: str, name: str) -> str:
    """A document of a slot as text; empty when there is none."""
    if not slot:
        return ""
    try:
        with open(os.path.join(root, slot, "documents", name), encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""


# Hashing


def is_right(path: str, size: int, sha256: str, owner: int) -> bool:
    """Whether a file is what it should be, and nobody else holds on to it. Runs for every file of every release."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size != size:
            return False
        if facts.st_nlink != 1 or facts.st_uid != owner or facts.st_mode & 0o022:
            return False
        if size <= CHUNK:
            return hashlib.sha256(os.read(handle, size + 1)).hexdigest() == sha256
        with os.fdopen(os.dup(handle), "rb", buffering=0) as file:
            return digest_of(file) == sha256
    finally:
        os.close(handle)


def digest_of(file: Any) -> str:
    """SHA-256 of an open file."""
    digest = hashlib.sha256()
    while True:
        piece = file.read(CHUNK)
        if not piece:
            return digest.hexdigest()
        digest.update(piece)


def wrong_files(tree: str, files: lists.Files, paths: Optional[List[str]] = None) -> List[str]:
    """Hash every file, or those of some paths; returns the paths of those that are missing or wrong."""
    owner = os.geteuid()

    def wrong_among(paths: Sequence[str]) -> List[str]:
        found = []
        for path in paths:
            file = files[path]
            if not is_right(tree + "/" + path, file.size, file.sha256, owner):
                found.append(path)
        return found

    return shared(wrong_among, list(files) if paths is None else paths)


def shared(work: Callable[[Sequence[str]], List[str]], items: List[str], *, at_least: int = MANY_TO_HASH) -> List[str]:
    """Give shares of the items to as many processes as there are cores; returns what ``work`` returns for all of them.

    Fewer than ``at_least`` are not worth a process. Raises ``OSError`` when a process does not come to its end.
    """
    workers = min(os.cpu_count() or 1, MOST_PROCESSES)
    if workers == 1 or len(items) < at_least:
        return work(items)
    size = -(-len(items) // workers)
    children = [_child(work, items[at : at + size]) for at in range(size, len(items), size)]
    found = work(items[:size])
    for process, answers in children:
        with os.fdopen(answers, "rb") as pipe:
            raw = pipe.read()
        if os.waitpid(process, 0)[1]:
            raise OSError("a process that was hashing has ended early")
        found += json.loads(raw.decode("ascii"))
    return found


def _child(work: Callable[[Sequence[str]], List[str]], items: List[str]) -> Tuple[int, int]:
    """A process that works on some items; returns its number and where it writes what it found."""
    answers, out = os.pipe()
    process = os.fork()
    if process:
        os.close(out)
        return process, answers
    status = 1
    try:
        os.close(answers)
        with os.fdopen(out, "wb") as pipe:
            pipe.write(json.dumps(work(items)).encode("ascii"))
        status = 0
    finally:
        os._exit(status)


# Assembling

_NOTES = "notes"


class Assembly:
    """Brings a slot to exactly a release."""

    def __init__(self, root: str, live: str, slot: str, number: int, files: lists.Files, turn: str = "") -> None:
        """``number`` is that of the release that the slot held, 0 for none. ``turn`` says which share of the files
        that nobody touched is hashed (``notes.py``); an empty one that all are.
        """
        self.root, self.files, self.number, self.turn = root, files, number, turn
        self.tree = os.path.join(root, slot, "tree")
        self.fresh = os.path.join(root, slot, "fresh")
        self.live, self.slot = live, slot
        self.wanted = {file.sha256 for file in files.values()}
        self._sources: Optional[Dict[str, List[str]]] = None
        self._made: Set[str] = set()
        """Folders that are known to be there."""

    def sources(self, path: str, sha256: str) -> Iterator[str]:
        """Where the content of a path may be found; every one is checked when it is taken."""
        yield os.path.join(self.root, "incoming", "objects", sha256)
        yield os.path.join(self.root, self.live or "none", "tree", path)
        attic = os.path.join(self.root, "attic")
        for name in sorted(listing(attic), reverse=True):
            yield os.path.join(attic, name, sha256)
        if self._sources is None:
            self._sources = {}
            for slot in (self.live, self.slot):
                for other, file in known_files(self.root, slot).items():
                    if file.sha256 in self.wanted:
                        self._sources.setdefault(file.sha256, []).append(os.path.join(self.root, slot, "tree", other))
        for place in self._sources.get(sha256, []):
            yield place

    def run(self) -> int:
        """Make the tree exact; returns how many files were written. Raises ``Refused`` when a content is missing."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        for folder in (self.tree, self.fresh):
            os.makedirs(folder, mode=0o755, exist_ok=True)
        there = notes.survey(self.tree, traced=True)
        for path in there.links:
            os.unlink(os.path.join(self.tree, path))  # before hashing: nothing may be found through a link
        known, doubtful, unnoted = self._told_apart(there)
        settle([os.path.join(self.tree, path) for path in unnoted])
        wrong = wrong_files(self.tree, self.files, doubtful)
        needed = {self.files[path].sha256: path for path in wrong}
        missing = shared(
            lambda digests: [sha256 for sha256 in digests if not self._fetch(needed[sha256], sha256)],
            sorted(needed),
            at_least=MANY_TO_COPY,
        )
        if missing:
            raise lists.Refused("缺少 %d 个文件的内容" % len(missing), tuple(missing))
        extra = sorted(there.found.keys() - self.files.keys() - there.links)
        before = lists.some(read_document(self.root, self.slot, "MANIFEST"), [*extra, *wrong])
        for path in extra:
            self._put_away(path, before.get(path))
        uses = Counter(self.files[path].sha256 for path in wrong)
        for path in wrong:
            sha256 = self.files[path].sha256
            uses[sha256] -= 1
            if path in there.found or path in there.folders:
                self._put_away(path, before.get(path))
            self._place(path, os.path.join(self.fresh, sha256), last=not uses[sha256])
        remove_folders(self.tree, there.folders - lists.folders_of(self.files))
        shutil.rmtree(self.fresh)
        for path in wrong:
            known.pop(path, None)
        notes.write(os.path.join(self.root, self.slot, _NOTES), known.values())
        self._force(wrong)
        return len(wrong)

    def _told_apart(self, there: notes.Survey) -> Tuple[Dict[str, str], List[str], List[str]]:
        """What to note of the files if they are right; which of them have to be hashed to know; and which of those
        nothing was noted of before.
        """
        before = set(notes.read(os.path.join(self.root, self.slot, _NOTES)))
        found, young, line, turn = there.found, there.young, notes.line, self.turn
        known: Dict[str, str] = {}
        doubtful, unnoted = [], []
        for path, (sha256, _) in self.files.items():
            trace = found.get(path)
            if not trace:
                doubtful.append(path)
                continue
            note = line(path, trace + " " + sha256)
            noted = note in before
            if path not in young:
                known[path] = note
                if not noted:
                    unnoted.append(path)
            if not noted or not turn or sha256[0] == turn:
                doubtful.append(path)
        return known, doubtful, unnoted

    def _force(self, written: List[str]) -> None:
        """Have what was written on the disk before the site is switched to it."""
        places = [os.path.join(self.tree, path) for path in written]
        force([*places, *{os.path.dirname(place) for place in places}])

    def _fetch(self, path: str, sha256: str) -> bool:
        """Copy a content here from wherever it still is what it should be."""
        for origin in self.sources(path, sha256):
            try:
                handle = os.open(origin, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            except OSError:
                continue
            with os.fdopen(handle, "rb", buffering=0) as file:
                if stat.S_ISREG(os.fstat(handle).st_mode) and self._copy(file, sha256):
                    return True
        return False

    def _copy(self, file: Any, sha256: str) -> bool:
        """Copy an open file here; tells whether what was written is what it should be."""
        digest = hashlib.sha256()
        with open(os.path.join(self.fresh, sha256), "wb", buffering=0) as out:
            os.fchmod(out.fileno(), 0o644)
            while True:
                piece = file.read(CHUNK)
                if not piece:
                    return digest.hexdigest() == sha256
                digest.update(piece)
                view = memoryview(piece)
                while view:
                    view = view[out.write(view) :]

    def _put_away(self, path: str, old: Optional[lists.File]) -> None:
        """Keep a content that an older release had and this one has not; remove anything else."""
        place = os.path.join(self.tree, path)
        if os.path.isdir(place) and not os.path.islink(place):
            shutil.rmtree(place)
        elif not os.path.lexists(place):
            return
        elif old and self.number and old.sha256 not in self.wanted and _is_of(place, old):
            attic = os.path.join(self.root, "attic", "%06d" % self.number)
            os.makedirs(attic, mode=0o750, exist_ok=True)
            os.replace(place, os.path.join(attic, old.sha256))
        else:
            os.unlink(place)

    def _place(self, path: str, fresh: str, last: bool) -> None:
        """Put a content to its path; every path has bytes of its own, the last one those of the copy itself."""
        place, folder = os.path.join(self.tree, path), os.path.dirname(path)
        if folder not in self._made:
            make_folders(self.tree, folder)
            self._made.add(folder)
        if last:
            os.replace(fresh, place)
            return
        with open(fresh, "rb") as file, open(place, "xb") as out:
            os.fchmod(out.fileno(), 0o644)
            shutil.copyfileobj(file, out, CHUNK)


def _is_of(place: str, file: lists.File) -> bool:
    return is_right(place, file.size, file.sha256, os.geteuid())


def known_files(root: str, slot: str) -> lists.Files:
    """The files that a slot should hold; none when its MANIFEST cannot be read."""
    try:
        return lists.read_manifest(read_document(root, slot, "MANIFEST"))
    except lists.Refused:
        return {}


# Folders


def listing(folder: str) -> List[str]:
    """Names in a folder; none where there is no folder."""
    try:
        return os.listdir(folder)
    except OSError:
        return []


def make_folders(root: str, inside: str) -> None:
    """Make the folders of a path, putting away files and links that stand where a folder belongs."""
    at = root
    for name in inside.split("/") if inside else []:
        at = os.path.join(at, name)
        if os.path.islink(at) or (os.path.lexists(at) and not os.path.isdir(at)):
            os.unlink(at)
        if not os.path.isdir(at):
            os.mkdir(at, 0o755)


def remove_folders(tree: str, folders: Set[str]) -> None:
    """Remove those of some folders that hold nothing."""
    for folder in sorted(folders, reverse=True):
        with contextlib.suppress(OSError):
            os.rmdir(os.path.join(tree, folder))


def write(path: str, raw: bytes) -> None:
    """Write a file through to the disk."""
    with open(path, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def replace(path: str, raw: bytes) -> None:
    """Write a new file and rename it into place."""
    write(path + ".new", raw)
    os.replace(path + ".new", path)
    sync(os.path.dirname(path))


def settle(places: Sequence[str]) -> None:
    """Have what programs wrote through memory maps written back before files are hashed and noted: only a map that is
    clean shows in ctime when it is written to again. To be called after the traces were taken.
    """
    if len(places) > MANY:
        os.sync()
        return
    for place in places:
        with contextlib.suppress(OSError):  # what cannot be opened is found wrong when it is hashed
            sync(place, os.O_NOFOLLOW | os.O_NONBLOCK)


def force(paths: Sequence[str]) -> None:
    """Force files and folders to the disk: one by one, or of many the whole disk at once."""
    if len(paths) > MANY:
        os.sync()
        return
    for path in paths:
        sync(path)


def sync(path: str, more: int = 0) -> None:
    """Force a file, or the names in a folder, to the disk; ``more`` are flags to open it with."""
    handle = os.open(path, os.O_RDONLY | more)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
