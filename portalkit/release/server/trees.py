"""Trees of files as they should be: reading lists that nobody vouches for, hashing, assembling.

Python 3.7 or newer, standard library only; copied to the web server beside ``activate.py``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
from collections import Counter
from multiprocessing import get_context
from typing import Any, Dict, Iterable, Iterator, List, NamedTuple, Optional, Set, Tuple

HEADER = "# portalkit manifest 1\n"
MAX_SMALL = 65536
CHUNK = 1024 * 1024
MANY = 1000
"""From this many files on, the whole disk is forced at once."""
_ENTRY = re.compile(r"(#\t[0-9a-f]{64}\t([0-9]{1,15})\t[^\t\n]*\t[^\t\n]*\n([0-9a-f]{64})  ([^\n]+)\n)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|\A/|(?:\A|/)(?:\.{0,2})(?:/|\Z)")


class Refused(Exception):  # noqa: N818 - reads as the state it reports
    """The release must not go live; the text says why. ``missing`` are contents that have to be sent."""

    def __init__(self, why: str, missing: Tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.missing = missing


class File(NamedTuple):
    """One file of a release; ``entry`` are its two lines in MANIFEST."""

    size: int
    sha256: str
    entry: str


Files = Dict[str, File]


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
        raise Refused(os.path.basename(path) + " 太大")
    return raw


def read_entries(text: str) -> List[Tuple[str, File]]:
    """Paths and files of MANIFEST entries."""
    found, length = [], 0
    for entry, size, sha256, path in _ENTRY.findall(text):
        found.append((path, File(int(size), sha256, entry)))
        length += len(entry)
    if length != len(text):
        raise Refused("清单读不出来")
    return found


def is_safe(path: str) -> bool:
    """Whether a path stays inside the tree."""
    if _UNSAFE.search(path) is not None:
        return False
    return len(path) < 64 or all(len(name.encode("utf-8", "replace")) < 256 for name in path.split("/"))


def read_manifest(text: str) -> Files:
    """The files of a MANIFEST, each path safe, once, and no file where a folder is."""
    if not text.startswith(HEADER):
        raise Refused("清单不是本程序的格式")
    entries = read_entries(text[len(HEADER) :])
    files: Files = dict(entries)
    if len(files) != len(entries):
        raise Refused("清单里有列了两次的路径")
    require_sound(files, files)
    return files


def require_sound(files: Files, fresh: Iterable[str]) -> None:
    """Of a list whose other paths were sound before: the fresh paths are safe, and no file is where a folder is."""
    for path in fresh:
        if not is_safe(path):
            raise Refused("清单里的路径不对：" + path)
    folders = {os.path.dirname(path) for path in files}
    for folder in list(folders):
        while folder and os.path.dirname(folder) not in folders:
            folder = os.path.dirname(folder)
            folders.add(folder)
    if not folders.isdisjoint(files):
        raise Refused("清单里有既是文件又是文件夹的路径")


def read_document(root: str, slot: str, name: str) -> str:
    """A document of a slot as text; empty when there is none."""
    if not slot:
        return ""
    try:
        with open(os.path.join(root, slot, "documents", name), encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""


def known_files(root: str, slot: str) -> Files:
    """The files that a slot should hold; none when its MANIFEST cannot be read."""
    try:
        return read_manifest(read_document(root, slot, "MANIFEST"))
    except Refused:
        return {}


# Hashing


def is_right(path: str, size: int, sha256: str) -> bool:
    """Whether a file is what it should be, and nobody else holds on to it. Runs for every file of every release."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size != size:
            return False
        if facts.st_nlink != 1 or facts.st_uid != os.geteuid() or facts.st_mode & 0o022:
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


def wrong_among(work: Tuple[str, List[Tuple[str, int, str]]]) -> List[str]:
    """Of some files below a tree, those that are missing or wrong."""
    tree, files = work
    return [path for path, size, sha256 in files if not is_right(tree + "/" + path, size, sha256)]


def wrong_files(tree: str, files: Files) -> List[str]:
    """Hash every file, with as many processes as there are cores."""
    everything = [(path, file.size, file.sha256) for path, file in files.items()]
    workers = min(os.cpu_count() or 1, 8)
    if workers == 1 or len(everything) < 2000:
        return wrong_among((tree, everything))
    size = len(everything) // (workers * 4) + 1
    shares = [(tree, everything[at : at + size]) for at in range(0, len(everything), size)]
    with get_context("fork").Pool(workers) as pool:
        return [path for found in pool.imap_unordered(wrong_among, shares) for path in found]


def everything_below(tree: str) -> Set[str]:
    """Paths of everything below a folder that is no folder; links are not followed."""
    return survey(tree)[0]


def survey(tree: str) -> Tuple[Set[str], Set[str]]:
    """Paths of everything below a folder that is no folder, and which of them are links."""
    found: Set[str] = set()
    links: Set[str] = set()
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            entries = os.scandir(os.path.join(tree, inside) if inside else tree)
        except OSError:
            continue
        with entries:
            for entry in entries:
                path = inside + entry.name
                if entry.is_symlink():
                    links.add(path)
                    found.add(path)
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(path + "/")
                else:
                    found.add(path)
    return found, links


# Assembling


class Assembly:
    """Brings a slot to exactly a release."""

    def __init__(self, root: str, live: str, slot: str, number: int, files: Files) -> None:
        """``number`` is that of the release that the slot held, 0 for none."""
        self.root, self.files, self.number = root, files, number
        self.tree = os.path.join(root, slot, "tree")
        self.fresh = os.path.join(root, slot, "fresh")
        self.live, self.slot = live, slot
        self.wanted = {file.sha256 for file in files.values()}
        self._before: Optional[Files] = None
        self._sources: Optional[Dict[str, List[str]]] = None

    @property
    def before(self) -> Files:
        """What the slot held; read when it is first needed."""
        known = self._before
        if known is None:
            known = self._before = known_files(self.root, self.slot)
        return known

    def sources(self, path: str, sha256: str) -> Iterator[str]:
        """Where the content of a path may be found; every one is checked when it is taken."""
        yield os.path.join(self.root, "incoming", "objects", sha256)
        yield os.path.join(self.root, self.live or "none", "tree", path)
        attic = os.path.join(self.root, "attic")
        for name in sorted(listing(attic), reverse=True):
            yield os.path.join(attic, name, sha256)
        if self._sources is None:
            self._sources = {}
            for slot, files in ((self.live, known_files(self.root, self.live)), (self.slot, self.before)):
                for other, file in files.items():
                    if file.sha256 in self.wanted:
                        self._sources.setdefault(file.sha256, []).append(os.path.join(self.root, slot, "tree", other))
        for place in self._sources.get(sha256, []):
            yield place

    def run(self) -> int:
        """Make the tree exact; returns how many files were written. Raises ``Refused`` when a content is missing."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        for folder in (self.tree, self.fresh):
            os.makedirs(folder, mode=0o755, exist_ok=True)
        there, links = survey(self.tree)
        for path in links:
            os.unlink(os.path.join(self.tree, path))  # before hashing: nothing may be found through a link
        wrong = wrong_files(self.tree, self.files)
        needed = {self.files[path].sha256: path for path in wrong}
        missing = [sha256 for sha256, path in sorted(needed.items()) if not self._fetch(path, sha256)]
        if missing:
            raise Refused("缺少 %d 个文件的内容" % len(missing), tuple(missing))
        for path in sorted(there.difference(self.files, links)):
            self._put_away(path)
        uses = Counter(self.files[path].sha256 for path in wrong)
        for path in wrong:
            sha256 = self.files[path].sha256
            uses[sha256] -= 1
            self._put_away(path)
            self._place(path, os.path.join(self.fresh, sha256), last=not uses[sha256])
        remove_empty_folders(self.tree)
        shutil.rmtree(self.fresh)
        self._force(wrong)
        return len(wrong)

    def _force(self, written: List[str]) -> None:
        """Have what was written on the disk before the site is switched to it."""
        if len(written) > MANY:
            os.sync()
            return
        for path in written:
            sync(os.path.join(self.tree, path))
        for folder in {os.path.dirname(os.path.join(self.tree, path)) for path in written}:
            sync(folder)

    def _fetch(self, path: str, sha256: str) -> bool:
        """Copy a content here from wherever it still is what it should be."""
        for origin in self.sources(path, sha256):
            try:
                handle = os.open(origin, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            except OSError:
                continue
            with os.fdopen(handle, "rb") as file, open(os.path.join(self.fresh, sha256), "wb") as out:
                if stat.S_ISREG(os.fstat(handle).st_mode):
                    shutil.copyfileobj(file, out, CHUNK)
            with open(os.path.join(self.fresh, sha256), "rb") as copy:
                if digest_of(copy) == sha256:
                    return True
        return False

    def _put_away(self, path: str) -> None:
        """Keep a content that an older release had and this one has not; remove anything else."""
        place = os.path.join(self.tree, path)
        old = self.before.get(path)
        if os.path.isdir(place) and not os.path.islink(place):
            shutil.rmtree(place)
        elif not os.path.lexists(place):
            return
        elif old and self.number and old.sha256 not in self.wanted and is_right(place, old.size, old.sha256):
            attic = os.path.join(self.root, "attic", "%06d" % self.number)
            os.makedirs(attic, mode=0o750, exist_ok=True)
            os.replace(place, os.path.join(attic, old.sha256))
        else:
            os.unlink(place)

    def _place(self, path: str, fresh: str, last: bool) -> None:
        """Put a content to its path; every path has bytes of its own, the last one those of the copy itself."""
        place = os.path.join(self.tree, path)
        make_folders(self.tree, os.path.dirname(path))
        if last:
            os.chmod(fresh, 0o644)
            os.replace(fresh, place)
            return
        with open(fresh, "rb") as file, open(place, "xb") as out:
            os.fchmod(out.fileno(), 0o644)
            shutil.copyfileobj(file, out, CHUNK)


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


def remove_empty_folders(tree: str) -> None:
    """Remove folders that hold nothing."""
    for folder, _, _ in os.walk(tree, topdown=False):
        if folder != tree:
            with contextlib.suppress(OSError):
                os.rmdir(folder)


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


def sync(path: str) -> None:
    """Force a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
