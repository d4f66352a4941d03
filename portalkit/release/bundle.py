"""A release as one file to be carried: exactly the stream that ``receive.py`` takes, and checked like any upload.

::

    receive.py /srv/portal/shili --run '…' < shili-000007.portalkit      on the web server without a network
    invoke accept shili-000007.portalkit --into DIR                      anywhere else

No path is in it but those of the signed MANIFEST; contents are named by their digests.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from portalkit.errors import BadRelease, TargetError
from portalkit.model.release import Release
from portalkit.model.target import FolderTarget
from portalkit.release.delivery import Receipt, Step, There
from portalkit.release.delta import Change, change_to, delta_bytes
from portalkit.release.depot import Depot, Sealed
from portalkit.release.manifest import HEADER
from portalkit.release.opening import Documents, open_release
from portalkit.release.signing import Keyring
from portalkit.release.statement import GONE, MANIFEST, STATEMENT

ENDING = ".portalkit"
_MAX_LINE = 1024 * 1024
_MAX_DOCUMENT = 256 * 1024 * 1024
_DELTA = "delta.json"


class FolderDelivery:
    """Writes bundles into a folder. A bundle holds the whole release: nobody knows what the other side has."""

    def __init__(self, target: FolderTarget, portal: str, depot: Depot) -> None:
        self.name = target.id
        self._folder = Path(target.path)
        self._portal = portal
        self._depot = depot

    def look(self) -> There:
        """What was written there last; a medium that is not plugged in is said to be missing."""
        if not self._folder.is_dir():
            raise TargetError(f"找不到文件夹 {self._folder}。", "插好移动介质，或先建好这个文件夹。")
        files = self._folder.glob(f"{self._portal}-*{ENDING}")
        numbers = [int(n) for n in (f.name[len(self._portal) + 1 : -len(ENDING)] for f in files) if n.isdigit()]
        newest = max(numbers, default=0)
        return There(newest, newest, self._depot.release(newest) if newest in self._depot.numbers() else None)

    def deliver(self, sealed: Sealed, change: Change, step: Step, *, full: bool = False) -> Receipt:  # noqa: ARG002 - a bundle is always whole
        """Write the bundle; it appears when it is complete."""
        place = self._folder / f"{self._portal}-{sealed.number:06d}{ENDING}"
        fresh = place.with_suffix(".part")
        try:
            with fresh.open("wb") as out:
                write_bundle(out, sealed, self._depot, step)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(place)
        except OSError as error:
            raise TargetError(f"写不进 {self._folder}（{error.strerror}）。", "检查介质的剩余空间和权限。") from error
        return Receipt(place.stat().st_size, sealed.statement.files)


def write_bundle(out: IO[bytes], sealed: Sealed, depot: Depot, step: Step) -> None:
    """Write a release with all its contents."""
    change = change_to(None, sealed.files())
    for sha256, file in change.contents.items():
        raw = depot.content(file)
        out.write(json.dumps({"put": "content", "sha256": sha256, "size": len(raw)}).encode() + b"\n" + raw)
        step()
    documents = {n: raw for n, raw in sealed.documents().files().items() if n.startswith(STATEMENT)}
    for name, raw in {**documents, _DELTA: delta_bytes(change, sealed)}.items():
        out.write(json.dumps({"put": "document", "name": name, "size": len(raw)}).encode() + b"\n" + raw)
    out.write(b'{"do": "activate"}\n')


def accept_bundle(bundle: IO[bytes], keyring: Keyring, *, portal: str, place: Path) -> Release:
    """Check a bundle and lay its tree out in an empty folder, with the documents beside it in ``documents``.

    Raises ``BadRelease`` when anything is not as it was signed; nothing is believed before.
    """
    contents = place / "contents"
    contents.mkdir(parents=True)
    received: dict[str, bytes] = {}
    for kind, name, size in _frames(bundle):
        if kind == "document":
            if size > _MAX_DOCUMENT or name in received:
                raise BadRelease("包里的发布文件太大，或列了两次。")
            received[name] = _exactly(bundle, size)
        else:
            _keep(bundle, contents, name, size)
    documents = _documents(received)
    release = open_release(documents, keyring, portal=portal)
    tree = place / "tree"
    tree.mkdir()
    for file in release.files:
        origin = contents / file.sha256
        if not origin.is_file() or origin.stat().st_size != file.size:
            raise BadRelease(f"包里缺少 {file.path} 的内容。", "重新拷贝一份完整的包。")
        target = tree / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(origin.read_bytes())
    (place / "documents").mkdir()
    for name, raw in documents.files().items():
        (place / "documents" / name).write_bytes(raw)
    for content in contents.iterdir():
        content.unlink()
    contents.rmdir()
    return release


def _frames(bundle: IO[bytes]) -> Iterator[tuple[str, str, int]]:
    """Kind, name and size of each frame; whoever iterates reads its bytes."""
    while True:
        line = bundle.readline(_MAX_LINE)
        try:
            head: dict[str, Any] = json.loads(line)
            if head.get("do") == "activate":
                return
            kind = str(head["put"])
            yield kind, str(head["sha256" if kind == "content" else "name"]), int(head["size"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadRelease("包不完整，或不是本程序写的包。", "重新拷贝一份完整的包。") from error


def _exactly(bundle: IO[bytes], size: int) -> bytes:
    raw = bundle.read(size) if size >= 0 else b""
    if len(raw) != size:
        raise BadRelease("包不完整。", "重新拷贝一份完整的包。")
    return raw


def _keep(bundle: IO[bytes], folder: Path, sha256: str, size: int) -> None:
    raw = _exactly(bundle, size)
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise BadRelease("包里的内容与它的摘要不符。", "重新拷贝一份完整的包；再次不符时查明来源。")
    (folder / sha256).write_bytes(raw)


def _documents(received: dict[str, bytes]) -> Documents:
    try:
        delta = json.loads(received.pop(_DELTA))
        manifest = (HEADER + str(delta["entries"])).encode()
        gone = "".join(f"{path}\n" for path in delta["gone_added"]).encode()
        return Documents.of({**received, MANIFEST: manifest, GONE: gone})
    except (ValueError, KeyError, TypeError) as error:
        raise BadRelease("包里的发布文件不全。", "重新拷贝一份完整的包。") from error
