"""Compressed copies of the pages of a slot, so that the web server need not compress them for every reader.

They are no part of a release: each is made from a file whose digest was just checked. A copy that is there already is
kept if the system says that nothing touched it since it was written (``ctime``, which nobody but the system sets), or
if it still has the digest of the slot's own list; everything else is made anew. Patrols unpack and compare them.
Python 3.7 or newer, standard library only; copied to the web server beside ``activate.py``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import zlib
from multiprocessing import get_context
from typing import TYPE_CHECKING, Dict, Iterator, List, NamedTuple, Tuple

if TYPE_CHECKING:
    from portalkit.release.server import trees
else:
    import trees  # lies beside this file on the server

SUFFIXES = (".html", ".css", ".js", ".json", ".webmanifest", ".xml", ".txt", ".csv", ".svg", ".vtt")
SMALLEST = 1024
LEVEL = 6
_LIST = "copies"


class Copy(NamedTuple):
    """A copy in a slot: its own size and digest, the digest of the file that it was made from, when it was written."""

    size: int
    sha256: str
    origin: str
    written: int


def bring(root: str, live: str, slot: str, files: trees.Files) -> int:
    """Make the copies of a slot exact; returns how many were made. A slot without copies is as good, only slower."""
    packed = os.path.join(root, slot, "packed")
    try:
        return _bring(root, live, slot, packed, files)
    except OSError:
        shutil.rmtree(packed, ignore_errors=True)
        if os.path.lexists(packed):
            raise  # a copy that may be outdated must not go live
        return 0


def _bring(root: str, live: str, slot: str, packed: str, files: trees.Files) -> int:
    if os.path.islink(packed):
        os.unlink(packed)
    os.makedirs(packed, mode=0o755, exist_ok=True)
    wanted = {path + ".gz": file for path, file in files.items() if path.endswith(SUFFIXES) and file.size >= SMALLEST}
    there, links = trees.survey(packed)
    for path in links.union(there.difference(wanted)):
        os.unlink(os.path.join(packed, path))
    trees.remove_empty_folders(packed)
    listed = {path: copy for path, copy in _read(root, slot).items() if _is_of(path, copy, wanted)}
    kept = {path: copy for path, copy in listed.items() if _is_untouched(os.path.join(packed, path), copy)}
    doubtful = {path: copy for path, copy in listed.items() if path not in kept}
    wrong = set(trees.wrong_files(packed, {path: trees.File(c.size, c.sha256, "") for path, c in doubtful.items()}))
    for path in set(doubtful).difference(wrong):
        kept[path] = doubtful[path]._replace(written=os.lstat(os.path.join(packed, path)).st_ctime_ns)
    missing = sorted(set(wanted).difference(kept))
    beside = {path: copy for path, copy in _read(root, live).items() if _is_of(path, copy, wanted)} if live else {}
    tree = os.path.join(root, slot, "tree")
    for path in missing:
        trees.make_folders(packed, os.path.dirname(path))
    other = os.path.join(root, live, "packed") if live else ""
    work = [(tree, packed, path, wanted[path].sha256, other, beside.get(path)) for path in missing]
    kept.update(_made(work))
    lines = "".join("%d %s %s %d %s\n" % (*copy, path) for path, copy in sorted(kept.items()))
    trees.write(os.path.join(root, slot, _LIST), lines.encode("utf-8", "surrogateescape"))
    return len(missing)


Work = Tuple[str, str, str, str, str, "Copy | None"]


def _made(work: List[Work]) -> Iterator[Tuple[str, Copy]]:
    workers = min(os.cpu_count() or 1, 8)
    if workers == 1 or len(work) < 200:
        yield from map(_make, work)
        return
    with get_context("fork").Pool(workers) as pool:
        yield from pool.imap_unordered(_make, work, 50)


def _make(work: Work) -> Tuple[str, Copy]:
    """One copy: taken over from the live slot where it is right there, else packed anew."""
    tree, packed, path, origin, other, beside = work
    place = os.path.join(packed, path)
    raw = b""
    if beside and trees.is_right(os.path.join(other, path), beside.size, beside.sha256):
        with open(os.path.join(other, path), "rb") as file:
            raw = file.read()
    if not beside or hashlib.sha256(raw).hexdigest() != beside.sha256:
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
        with open(os.path.join(tree, path[:-3]), "rb") as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != origin:
            raise OSError("changed while it was copied: " + path)
        raw = packer.compress(content) + packer.flush()
    with contextlib.suppress(FileNotFoundError):
        os.unlink(place)
    with open(place, "xb") as out:
        os.fchmod(out.fileno(), 0o644)
        out.write(raw)
    return path, Copy(len(raw), hashlib.sha256(raw).hexdigest(), origin, os.lstat(place).st_ctime_ns)


def _is_untouched(place: str, copy: Copy) -> bool:
    try:
        facts = os.lstat(place)
    except OSError:
        return False
    return (
        stat.S_ISREG(facts.st_mode)
        and facts.st_nlink == 1
        and (facts.st_size, facts.st_ctime_ns) == (copy.size, copy.written)
    )


def _is_of(path: str, copy: Copy, wanted: trees.Files) -> bool:
    return path in wanted and wanted[path].sha256 == copy.origin


def _read(root: str, slot: str) -> Dict[str, Copy]:
    """What a slot's list says; nothing where it cannot be read."""
    found = {}  # type: Dict[str, Copy]
    try:
        with open(os.path.join(root, slot, _LIST), encoding="utf-8", errors="surrogateescape") as file:
            for line in file:
                size, sha256, origin, written, path = line.rstrip("\n").split(" ", 4)
                found[path] = Copy(int(size), sha256, origin, int(written))
    except (OSError, ValueError):
        return {}
    return found
