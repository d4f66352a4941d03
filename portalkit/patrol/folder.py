"""One round over a folder: the tree on a server or on a medium, file by file, with what lies beside it."""

from __future__ import annotations

import hashlib
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.model.patrol import Alarm, AlarmKind
from portalkit.model.release import Release, SealedFile
from portalkit.patrol import places
from portalkit.patrol.pagemodel import examine

_CHUNK = 1 << 20
_MOST_EXAMINED = 1 << 24
_PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a released tree lies on this machine. ``beside`` holds ``gone/`` and ``packed/``; ``None`` for a bare
    tree.
    """

    tree: Path
    documents: Path
    beside: Path | None

    @classmethod
    def at(cls, place: Path, documents: Path | None = None) -> Folder:
        """A portal's folder on its server, one of its slots, or any tree with its ``documents``.

        Raises ``UsageError`` for anything else.
        """
        if documents is not None and place.is_dir():
            return cls(place, documents, None)
        for slot in (place / "live", place):
            if (slot / "tree").is_dir() and (slot / "documents").is_dir():
                slot = slot.resolve()  # a switch during the round must not mix two releases
                return cls(slot / "tree", slot / "documents", slot)
        raise UsageError(
            f"{place} 里没有发布的网站（tree 和 documents）。",
            "写门户在服务器上的目录，如 /srv/portal/shili；只有网页的目录，用 --documents 指出发布文件在哪里。",
        )


def look_at_folder(
    folder: Folder, release: Release, *, sample: int | None, seed: str, again: Iterable[str] = ()
) -> tuple[list[Alarm], int]:
    """Compare a folder with a release; with ``sample`` only that many contents are read, but every name is looked at.

    Returns the alarms, and how many contents were read.
    """
    expected = {file.path: file for file in release.files}
    alarms = []
    present: list[SealedFile] = []
    for name, odd in _names(folder.tree):
        file = expected.pop(name, None)
        if file is None:
            alarms.append(Alarm(AlarmKind.ADDED, name, "发布清单里没有，目录里却有"))
            alarms += _signs(folder.tree / name, name, release)
        elif odd:
            alarms.append(Alarm(AlarmKind.CHANGED, name, "不是普通文件（链接或设备）"))
        else:
            present.append(file)
    alarms += [Alarm(AlarmKind.MISSING, path, "目录里没有这个文件") for path in expected]
    chosen = present if sample is None else sorted({*places.always(present), *places.chosen(present, sample, seed)})
    always = set(again)
    sizes = [file for file in present if file.path in always or (folder.tree / file.path).stat().st_size != file.size]
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        everything = sorted({*chosen, *sizes})
        for file, wrong in zip(
            everything, pool.map(lambda f: _differs(folder.tree / f.path, f), everything), strict=True
        ):
            if wrong:
                alarms.append(Alarm(AlarmKind.CHANGED, file.path, wrong))
                alarms += _signs(folder.tree / file.path, file.path, release)
    if folder.beside is not None:
        alarms += _copies(
            folder.beside / "packed", {file.path: file for file in release.files}, set(everything), sample
        )
        alarms += _markers(folder.beside / "gone", release)
    return alarms, len(everything)


def _names(tree: Path) -> Iterator[tuple[str, bool]]:
    """Every path below a folder that is no folder, sorted, and whether it is something else than a plain file."""
    found = []
    for where, folders, names in os.walk(tree):
        inside = Path(where).relative_to(tree)
        linked = [name for name in folders if (Path(where) / name).is_symlink()]
        found += [(inside / name).as_posix() for name in (*names, *linked)]
    for name in sorted(found):
        yield name, not stat.S_ISREG((tree / name).lstat().st_mode)


def _differs(path: Path, file: SealedFile) -> str:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        return f"读不出来（{error.strerror}）"
    if digest.hexdigest() == file.sha256:
        return ""
    return f"内容与发布的不同（发布 {file.size} 字节，现在 {size} 字节）"


def _signs(path: Path, name: str, release: Release) -> Iterator[Alarm]:
    if not name.endswith((".html", ".htm")) or path.is_symlink() or not path.is_file():
        return
    with path.open("rb") as stream:
        raw = stream.read(_MOST_EXAMINED)
    for one in examine(name, raw, host=release.statement.domain).foreign:
        yield Alarm(one.kind, name, one.what, "", one.evidence)


def _copies(packed: Path, files: dict[str, SealedFile], chosen: set[SealedFile], sample: int | None) -> Iterator[Alarm]:
    """A compressed copy must unpack to the released file: most readers are given the copy."""
    if not packed.is_dir():
        return
    for name, odd in _names(packed):
        file = files.get(name.removesuffix(_PACKED)) if name.endswith(_PACKED) else None
        if file is None or odd:
            yield Alarm(AlarmKind.COPY, name, "多出的压缩副本")
        elif (sample is None or file in chosen) and not _unpacks_to(packed / name, file):
            yield Alarm(AlarmKind.COPY, name, "压缩副本解开以后不是发布的内容")


def _unpacks_to(copy: Path, file: SealedFile) -> bool:
    reader, digest, size = zlib.decompressobj(wbits=31), hashlib.sha256(), 0
    try:
        with copy.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                while piece:
                    plain = reader.decompress(piece, _CHUNK)
                    piece = reader.unconsumed_tail
                    digest.update(plain)
                    size += len(plain)
                    if size > file.size or reader.unused_data:
                        return False
    except (OSError, zlib.error):
        return False
    return reader.eof and digest.hexdigest() == file.sha256


def _markers(gone: Path, release: Release) -> Iterator[Alarm]:
    marked = {name for name, _ in _names(gone)} if gone.is_dir() else set()
    for name in sorted(marked - set(release.gone)):
        yield Alarm(AlarmKind.ADDED, name, "撤下标记多了一个，这个网址会回答“已撤下”")
    for name in sorted(set(release.gone) - marked):
        yield Alarm(AlarmKind.MISSING, name, "缺少撤下标记，这个网址不会回答“已撤下”")
