"""Open a release that comes from anywhere: nothing in it is believed before its signature and its digests are.

What lies beside the pages of a release, in one folder: ``release.json``, ``release.json.ed25519``,
``release.json.sm2`` where SM2 is used, ``MANIFEST``, ``GONE``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portalkit.errors import BadRelease
from portalkit.model.release import Release, Statement
from portalkit.release.manifest import digests_of, is_safe, read_manifest, tree_digests
from portalkit.release.signing import ED25519, SM2, Keyring, require_signatures
from portalkit.release.statement import GONE, MANIFEST, STATEMENT, read_statement, statement_digest

NAMES = (STATEMENT, f"{STATEMENT}.{ED25519}", f"{STATEMENT}.{SM2}", MANIFEST, GONE)


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a release as bytes. ``signatures`` are by algorithm."""

    statement: bytes
    signatures: Mapping[str, bytes]
    manifest: bytes
    gone: bytes

    @classmethod
    def read(cls, folder: Path) -> Documents:
        """Read them from a folder; raises ``BadRelease`` when one is missing."""
        try:
            found = {name: (folder / name).read_bytes() for name in NAMES if (folder / name).is_file()}
            return cls.of(found)
        except (OSError, KeyError) as error:
            raise BadRelease(f"发布文件不全（{error}）。") from error

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Documents:
        """From their file names; raises ``KeyError`` for one that is missing."""
        signatures = {a: files[f"{STATEMENT}.{a}"] for a in (ED25519, SM2) if f"{STATEMENT}.{a}" in files}
        return cls(files[STATEMENT], signatures, files[MANIFEST], files[GONE])

    def files(self) -> dict[str, bytes]:
        """Their file names and bytes."""
        signatures = {f"{STATEMENT}.{name}": raw for name, raw in self.signatures.items()}
        return {STATEMENT: self.statement, **signatures, MANIFEST: self.manifest, GONE: self.gone}


def open_statement(statement: bytes, signatures: Mapping[str, bytes], keyring: Keyring, *, portal: str) -> Statement:
    """Check the signatures, then read. Raises ``BadRelease``."""
    require_signatures(statement, signatures, keyring)
    read = read_statement(statement)
    if read.portal != portal:
        raise BadRelease(f"这是门户“{read.portal}”的发布，不是“{portal}”的。", "核对来源和 --portal。")
    return read


def open_release(documents: Documents, keyring: Keyring, *, portal: str) -> Release:
    """Check signatures and digests of all documents, then read them. Raises ``BadRelease``.

    Expiry and age are questions of the moment: see :func:`require_fresh`.
    """
    statement = open_statement(documents.statement, documents.signatures, keyring, portal=portal)
    for name, raw in ((MANIFEST, documents.manifest), (GONE, documents.gone)):
        if digests_of(raw) != statement.documents[name]:
            raise BadRelease(f"{name} 与签名的发布说明不符，被改动过或没有传完。", "重新取得完整的发布文件。")
    try:
        files = read_manifest(documents.manifest.decode("utf-8"))
        gone = tuple(documents.gone.decode("utf-8").splitlines())
    except UnicodeDecodeError as error:
        raise BadRelease("发布文件不是 UTF-8 文字。") from error
    if tree_digests(files) != statement.tree or len(files) != statement.files:
        raise BadRelease("清单与发布说明里的总摘要不符。")
    if not all(map(is_safe, gone)):
        raise BadRelease("撤下名单里有越出网站目录的路径。")
    return Release(statement, statement_digest(documents.statement), files, gone)


def require_fresh(statement: Statement, *, now: datetime, at_least: int = 0) -> None:
    """Refuse a release that ran out (freeze) or is older than one seen before (replay). Raises ``BadRelease``."""
    if statement.number < at_least:
        raise BadRelease(
            f"这是第 {statement.number} 号发布，以前见过第 {at_least} 号：内容被换回了旧版。", "立即查明是谁换的。"
        )
    if statement.expires <= now:
        raise BadRelease(
            f"第 {statement.number} 号发布已于 {statement.expires:%Y-%m-%d %H:%M} 到期。",
            "重新发布（invoke publish）；已经发布过的，检查网站是否被冻结在旧版。",
        )


@dataclass(frozen=True, slots=True)
class TreeDifference:
    """One place where a folder is not what was released: ``what`` is ``changed``, ``missing`` or ``added``."""

    path: str
    what: str


def compare_tree(release: Release, root: Path) -> Iterator[TreeDifference]:
    """Compare every file below ``root`` with a release: contents, missing files, added files, links and odd things."""
    expected = {file.path: file for file in release.files}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        file = expected.pop(name, None)
        if file is None:
            yield TreeDifference(name, "added")
        elif path.is_symlink() or not path.is_file() or _digest(path) != (file.size, file.sha256):
            yield TreeDifference(name, "changed")
    for name in expected:
        yield TreeDifference(name, "missing")


def _digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()
