"""Publish into an S3-compatible object store: in place, and in an order that keeps links from leading nowhere.

- Nothing is assumed beyond PUT, GET, HEAD, LIST, DELETE, and every answer is read: the ETag of a stored object is
  compared with its MD5, or its size where the store makes other tags.
- Order: pictures, styles and attachments; articles; lists and feeds; home pages; documents; then deletions.
- A marker lies in the store while a publish is under way. Who finds one compares everything, and completes it.
- It is not atomic across pages; docs/operations.md says so.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import stat
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portalkit.errors import BadRelease, TargetError, UsageError
from portalkit.model.delivery import DOCUMENTS_PATH, cache_control, content_type
from portalkit.model.release import SealedFile
from portalkit.model.target import BucketTarget
from portalkit.release.delivery import Receipt, Step, There, known
from portalkit.release.delta import Change
from portalkit.release.depot import Depot, Sealed
from portalkit.release.opening import NAMES, open_statement
from portalkit.release.signing import ED25519, MISSING_EXTRA, SM2, Keyring
from portalkit.release.statement import STATEMENT, statement_digest

if TYPE_CHECKING:
    from obstore.store import S3Store

AT_ONCE = 32
RETRY_SECONDS = 60
"""How long an operation is tried again before the store counts as gone."""
MASS_REMOVAL = 0.2
_FOLDER = DOCUMENTS_PATH.strip("/")
_MARKER = f"{_FOLDER}/publishing"
_MD5 = re.compile(r"[0-9a-f]{32}")
_PAGES = (".html", ".xml", ".json", ".txt")


class BucketDelivery:
    """One bucket, or a folder of one."""

    def __init__(
        self,
        target: BucketTarget,
        portal: str,
        depot: Depot,
        keyring: Callable[[], Keyring],
        keys: Path,
        *,
        allow_mass_removal: bool = False,
    ) -> None:
        self.name = target.id
        self._target, self._portal, self._depot = target, portal, depot
        self._keyring, self._keys = keyring, keys
        self._allow = allow_mass_removal
        self._opened: S3Store | None = None
        self._sent = 0

    @property
    def _store(self) -> S3Store:
        if self._opened is None:
            self._opened = open_store(self._target, self._keys)
        return self._opened

    def look(self) -> There:
        """Read the signed statement there; one that is not ours counts for nothing, and everything is compared."""
        with self._told():
            raw = self._get(f"{_FOLDER}/{STATEMENT}")
            signatures = {a: self._get(f"{_FOLDER}/{STATEMENT}.{a}") for a in (ED25519, SM2)} if raw else {}
        try:
            statement = open_statement(raw, signatures, self._keyring(), portal=self._portal) if raw else None
        except BadRelease:
            statement = None
        if statement is None:
            return There(0, 0, None)
        return There(statement.number, statement.number, known(self._depot, statement_digest(raw)))

    def deliver(self, sealed: Sealed, change: Change, step: Step, *, full: bool = False) -> Receipt:
        """Bring the store to exactly the release."""
        with self._told():
            files = {file.path: file for file in sealed.files()}
            there = self._listed() if full or change.base is None or self._get(_MARKER) else None
            if there is None:
                before = {file.path: file.sha256 for file in change.base.files()} if change.base else {}
                wrong = [f for f in (*change.added, *change.changed) if before.get(f.path) != f.sha256]
                extra = [file.path for file in change.removed]
            else:
                self._require_ours(there)
                wrong = [file for path, file in files.items() if there.get(path) != self._mark(file)]
                extra = sorted(there.keys() - files.keys())
                self._require_few(extra, len(there))
            self._put(_MARKER, str(sealed.number).encode())
            written = 0
            for share in _in_order(wrong):
                written += len(share)
                asyncio.run(self._all(self._put_file(file, step) for file in share))
            documents = sealed.documents().files()
            for name in reversed(NAMES):  # the statement last
                if name in documents:
                    self._put(f"{_FOLDER}/{name}", documents[name])
            asyncio.run(self._all(self._delete(path, step) for path in extra))
            if self._get(f"{_FOLDER}/{STATEMENT}") != documents[STATEMENT]:
                raise TargetError(
                    "读回来的发布说明与刚上传的不同。", "是不是有另一台机器同时在发布？查明后再运行一次。"
                )
            asyncio.run(self._delete(_MARKER, lambda: None))
        return Receipt(self._sent, written)

    def _mark(self, file: SealedFile) -> tuple[int, str]:
        return file.size, hashlib.md5(self._depot.content(file), usedforsecurity=False).hexdigest()

    def _listed(self) -> dict[str, tuple[int, str]]:
        """Every object but the documents: path → size and tag."""
        import obstore

        found = {}
        for page in obstore.list(self._store):
            for item in page:
                if not item["path"].startswith(f"{_FOLDER}/"):
                    found[item["path"]] = (item["size"], _tag(item["e_tag"]))
        return found

    def _require_ours(self, there: dict[str, tuple[int, str]]) -> None:
        if there and not self._get(_MARKER) and not self._get(f"{_FOLDER}/{STATEMENT}"):
            raise TargetError(
                f"桶 {self._target.bucket} 里有 {len(there)} 个不是本程序放的文件。",
                "换一个空桶，或在 prefix 里写一个新文件夹。",
            )

    def _require_few(self, extra: list[str], count: int) -> None:
        if not self._allow and len(extra) > MASS_REMOVAL * count:
            raise TargetError(
                f"这次会从桶里删去 {count} 个文件中的 {len(extra)} 个。", "确实要删，加 --allow-mass-removal。"
            )

    # Single operations; each reads what the store answered

    def _get(self, path: str) -> bytes:
        import obstore

        try:
            return bytes(obstore.get(self._store, path).bytes())
        except FileNotFoundError:
            return b""

    def _put(self, path: str, raw: bytes) -> None:
        asyncio.run(self._put_async(path, raw))

    async def _put_file(self, file: SealedFile, step: Step) -> None:
        await self._put_async(file.path, self._depot.content(file))
        step()

    async def _put_async(self, path: str, raw: bytes) -> None:
        import obstore

        attributes: Any = {"Content-Type": content_type(path), "Cache-Control": cache_control(f"/{path}")}
        result = await obstore.put_async(self._store, path, raw, attributes=attributes, use_multipart=False)
        self._sent += len(raw)
        tag = _tag(result["e_tag"])
        if _MD5.fullmatch(tag):
            good = tag == hashlib.md5(raw, usedforsecurity=False).hexdigest()
        else:
            good = (await obstore.head_async(self._store, path))["size"] == len(raw)
        if not good:
            raise TargetError(f"{path} 传上去以后不一样了。", "重新运行一次；再次出现时联系对象存储的管理员。")

    async def _delete(self, path: str, step: Step) -> None:
        import obstore

        with suppress(FileNotFoundError):
            await obstore.delete_async(self._store, path)
        step()

    async def _all(self, jobs: Iterable[Coroutine[Any, Any, None]]) -> None:
        """Run jobs, some at a time; the first that fails ends it."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(job: Coroutine[Any, Any, None]) -> None:
            async with gate:
                await job

        try:
            async with asyncio.TaskGroup() as group:
                for job in jobs:
                    group.create_task(one(job))
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in the operator's words what the store refused."""
        from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise TargetError(
                f"对象存储不接受访问密钥，或这个密钥不能写桶 {self._target.bucket}。",
                f"核对密钥目录里的 {self.name}.s3 和桶的权限。",
            ) from error
        except (BaseError, FileNotFoundError, ValueError) as error:
            reason = str(error).partition("\n")[0][:200]
            raise TargetError(
                f"对象存储没有完成操作（{reason}）。", "核对网址、桶名和网络；重新运行即可接着上传。"
            ) from error


def open_store(target: BucketTarget, keys: Path) -> S3Store:
    """Open a bucket with the credentials of this machine. Raises ``UsageError`` when they are missing or readable."""
    try:
        from obstore.store import S3Store
    except ImportError as error:
        raise UsageError("没有安装发布用的程序包。", MISSING_EXTRA) from error
    user, secret = _credentials(keys / f"{target.id}.s3")
    scheme, _, host = target.endpoint.partition("://")
    endpoint = target.endpoint if target.path_style else f"{scheme}://{target.bucket}.{host}"
    return S3Store(
        target.bucket,
        prefix=target.prefix or None,
        endpoint=endpoint,
        region=target.region or "us-east-1",
        access_key_id=user,
        secret_access_key=secret,
        virtual_hosted_style_request=not target.path_style,
        client_options={"allow_http": scheme == "http", "timeout": "120s"},
        retry_config={"max_retries": 8, "retry_timeout": timedelta(seconds=RETRY_SECONDS)},
    )


def _credentials(file: Path) -> tuple[str, str]:
    if not file.is_file():
        user, secret = environ.get("AWS_ACCESS_KEY_ID", ""), environ.get("AWS_SECRET_ACCESS_KEY", "")
        if user and secret:
            return user, secret
        raise UsageError(
            f"没有对象存储的访问密钥 {file.name}。",
            "在密钥目录里建这个文件（chmod 600），两行：access_key_id: …，secret_access_key: …。",
        )
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise UsageError(f"访问密钥文件 {file.name} 别人也能读。", f"运行 chmod 600 {file}，并考虑换一个密钥。")
    lines = (line.partition(":") for line in file.read_text(encoding="utf-8").splitlines())
    found = {name.strip(): value.strip() for name, _, value in lines}
    try:
        return found["access_key_id"], found["secret_access_key"]
    except KeyError as error:
        raise UsageError(f"{file.name} 里缺少 {error.args[0]}。", "写成“access_key_id: …”的样子，一行一个。") from error


def _in_order(files: Iterable[SealedFile]) -> Iterator[list[SealedFile]]:
    shares: list[list[SealedFile]] = [[], [], [], []]
    for file in files:
        shares[_rank(file)].append(file)
    yield from (share for share in shares if share)


def _rank(file: SealedFile) -> int:
    if not file.path.endswith(_PAGES):
        return 0
    if file.of_article:
        return 1
    return 3 if file.source.startswith("@unit") else 2


def _tag(text: object) -> str:
    return str(text or "").strip('"')
