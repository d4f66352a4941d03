"""A tree of files as a manifest, and the MANIFEST of a release as text.

The text of a release is at the same time a list that ``sha256sum -c`` reads: what it does not know stands in comments::

    # portalkit manifest 1
    #<TAB>sm3<TAB>size<TAB>tenant<TAB>source
    sha256  path
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from portalkit.errors import BadRelease
from portalkit.model.release import Digests, Manifest, ManifestLine, SealedFile

HEADER = "# portalkit manifest 1\n"
_COMMENT = re.compile(r"#\t[0-9a-f]{64}\t[0-9]{1,15}\t[^\t\n]*\t[^\t\n]*")
_ENTRY = re.compile(r"[0-9a-f]{64}  [^\n]+")
_DIGEST, _PATH_AT = 64, 66
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|\A/|(?:\A|/)(?:\.{0,2})(?:/|\Z)")
sealed_file: Callable[[Iterable[object]], SealedFile] = partial(tuple.__new__, SealedFile)
"""``SealedFile._make`` without the price of a function: lists have fifty thousand files."""
MAX_PATH = 1000
MAX_NAME = 255


def manifest_of(root: Path) -> Manifest:
    """List every file below ``root``; links are not followed and count as files of their own content."""
    lines = []
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        lines.append(ManifestLine(path.relative_to(root).as_posix(), len(raw), hashlib.sha256(raw).hexdigest()))
    return Manifest(tuple(sorted(lines)))


def entry_text(file: SealedFile) -> str:
    """The two lines of one file."""
    path, size, sha256, sm3, tenant, source = file
    return f"#\t{sm3}\t{size}\t{tenant}\t{source}\n{sha256}  {path}\n"


def manifest_text(files: Iterable[SealedFile]) -> str:
    """The MANIFEST of sorted files."""
    return HEADER + "".join(map(entry_text, files))


def read_manifest(text: str) -> tuple[SealedFile, ...]:
    """Read a MANIFEST; raises ``BadRelease`` for anything that is not one, and for paths that leave the tree."""
    if not text.startswith(HEADER):
        raise BadRelease("清单不是本程序的格式。")
    files = tuple(read_entries(text, len(HEADER)))
    _require_order(files)
    return files


def read_entries(text: str, start: int = 0) -> list[SealedFile]:
    """Read entries one after the other up to the end of the text; raises ``BadRelease`` for any other text."""
    comments, entries = _lines(text[start:])
    if not all(map(_COMMENT.fullmatch, comments)) or not all(map(_ENTRY.fullmatch, entries)):
        raise BadRelease("清单里有读不出来的内容。")
    return _files(comments, entries)


def taken_apart(text: str) -> tuple[SealedFile, ...]:
    """The files of a MANIFEST that was read before: its digest must have been compared."""
    return tuple(_files(*_lines(text[len(HEADER) :])))


def _lines(text: str) -> tuple[list[str], list[str]]:
    """The comment lines and the lines of digests."""
    lines = text.split("\n")
    if lines.pop() or len(lines) % 2:
        raise BadRelease("清单里有读不出来的内容。")
    return lines[::2], lines[1::2]


def _files(comments: list[str], entries: list[str]) -> list[SealedFile]:
    if not entries:
        return []
    _, sm3, sizes, tenants, sources = zip(*[comment.split("\t") for comment in comments], strict=True)
    paths, digests = [entry[_PATH_AT:] for entry in entries], [entry[:_DIGEST] for entry in entries]
    return list(map(sealed_file, zip(paths, map(int, sizes), digests, sm3, tenants, sources, strict=True)))


def is_safe(path: str) -> bool:
    """Whether a path stays inside the tree on every system. A character has three bytes at most in most paths."""
    return (
        _UNSAFE.search(path) is None
        and len(path) <= MAX_PATH
        and (3 * len(path) <= MAX_NAME or all(len(n.encode("utf-8", "replace")) <= MAX_NAME for n in path.split("/")))
    )


def tree_digests(files: Iterable[SealedFile]) -> Digests:
    """Digests over paths and contents alone: what ``grep -v '^#' MANIFEST | sha256sum`` gives."""
    return digests_of("".join(f"{file.sha256}  {file.path}\n" for file in files).encode())


def digests_of(raw: bytes) -> Digests:
    """SHA-256 and SM3 of some bytes."""
    return Digests(hashlib.sha256(raw).hexdigest(), hashlib.new("sm3", raw).hexdigest())


def _require_order(files: tuple[SealedFile, ...]) -> None:
    """Sorted, each path once, inside the tree, and no file in the place of a folder."""
    before = ""
    folders: set[str] = set()
    for file in files:
        if not is_safe(file.path):
            raise BadRelease(f"清单里的路径“{file.path}”越出了网站目录。")
        if file.path <= before:
            raise BadRelease(f"清单没有按路径排序，或“{file.path}”列了两次。")
        before = file.path
        folders.add(file.path.rpartition("/")[0])
    for folder in sorted(folders):
        while folder:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    clash = next((file.path for file in files if file.path in folders), None)
    if clash:
        raise BadRelease(f"清单里“{clash}”既是文件又是文件夹。")
