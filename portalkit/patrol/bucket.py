"""One round over an object store: every object that is there, against every file that was released."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from portalkit.model.delivery import DOCUMENTS, DOCUMENTS_PATH, cache_control, content_type
from portalkit.model.patrol import Alarm, AlarmKind
from portalkit.model.release import Release, SealedFile
from portalkit.patrol import places
from portalkit.patrol.pagemodel import examine

if TYPE_CHECKING:
    from obstore.store import S3Store

_DOCUMENTS = DOCUMENTS_PATH.strip("/")
_LIMIT = 1 << 28


def bucket_documents(store: S3Store) -> dict[str, bytes]:
    """The signed documents that lie in a store."""
    found = {}
    for name in DOCUMENTS:
        raw = _get(store, f"{_DOCUMENTS}/{name}")
        if raw is not None:
            found[name] = raw
    return found


def look_at_bucket(
    store: S3Store, release: Release, *, sample: int | None, seed: str, again: Iterable[str] = ()
) -> tuple[list[Alarm], int, int]:
    """Compare a store with a release; with ``sample`` only that many contents are read, but every name is looked at.

    Returns the alarms, how many contents were read, and how many bytes they had.
    """
    import obstore

    there = {item["path"]: int(item["size"]) for page in obstore.list(store) for item in page}
    expected = {file.path: file for file in release.files}
    documents = {f"{_DOCUMENTS}/{name}" for name in DOCUMENTS}
    alarms = []
    for path in sorted(there.keys() - expected.keys() - documents):
        if path.startswith(f"{_DOCUMENTS}/"):
            alarms.append(Alarm(AlarmKind.MANIFEST, path, "发布还没有完成，或中断了：再发布一次"))
            continue
        alarms.append(Alarm(AlarmKind.ADDED, path, "发布清单里没有，桶里却有"))
        alarms += _signs(path, _get(store, path) or b"", release)
    alarms += [Alarm(AlarmKind.MISSING, path, "桶里没有这个文件") for path in sorted(expected.keys() - there.keys())]
    present = [file for path, file in sorted(expected.items()) if path in there]
    odd = {file for file in present if there[file.path] != file.size or file.path in set(again)}
    some = present if sample is None else {*odd, *places.always(present), *places.chosen(present, sample, seed)}
    chosen = sorted(some)
    received = 0
    for file in chosen:
        raw = _get(store, file.path) or b""
        received += len(raw)
        if hashlib.sha256(raw).hexdigest() != file.sha256:
            what = f"内容与发布的不同（发布 {file.size} 字节，现在 {len(raw)} 字节）"
            alarms.append(Alarm(AlarmKind.CHANGED, file.path, what))
            alarms += _signs(file.path, raw, release)
        alarms += _attributes(store, file)
    return alarms, len(chosen), received


def _get(store: S3Store, path: str) -> bytes | None:
    import obstore

    try:
        got = obstore.get(store, path)
        if got.meta["size"] > _LIMIT:
            return b""
        return bytes(got.bytes())
    except FileNotFoundError:
        return None


def _attributes(store: S3Store, file: SealedFile) -> Iterable[Alarm]:
    """What a browser is told about an object is kept with it."""
    import obstore

    try:
        told = obstore.get(store, file.path, options={"head": True}).attributes
    except FileNotFoundError:
        return
    wanted = {"Content-Type": content_type(file.path), "Cache-Control": cache_control(f"/{file.path}")}
    for name, value in wanted.items():
        got = str(told.get(name, ""))
        if got and got != value:
            yield Alarm(AlarmKind.HEADER, file.path, f"响应头 {name} 被改", "", got[:120])


def _signs(path: str, raw: bytes, release: Release) -> Iterable[Alarm]:
    if path.endswith((".html", ".htm")):
        for one in examine(path, raw, host=release.statement.domain).foreign:
            yield Alarm(one.kind, path, one.what, "", one.evidence)
