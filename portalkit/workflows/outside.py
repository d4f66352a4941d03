"""Verify a live portal from outside: with the public key alone, nothing that it shows is believed before that."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portalkit.errors import BadRelease, PortalError, UsageError
from portalkit.model.patrol import Alarm, AlarmKind, Round, Seen
from portalkit.model.release import Release
from portalkit.patrol.bucket import bucket_documents, look_at_bucket
from portalkit.patrol.fetching import AT_ONCE, PATIENCE, Fetcher, Website
from portalkit.patrol.folder import Folder, look_at_folder
from portalkit.patrol.journal import Journal, Memory
from portalkit.patrol.website import Plan, documents, look
from portalkit.release.keys import load_keyring
from portalkit.release.opening import Documents, open_release
from portalkit.release.signing import ED25519, MISSING_EXTRA, SM2, Keyring
from portalkit.release.statement import STATEMENT, read_statement

if TYPE_CHECKING:
    from obstore.store import S3Store

LENIENCY = timedelta(minutes=10)
_TRIES = 3
_ED25519_KEY = bytes.fromhex("302a300506032b6570")
_LOGGED = re.compile(r'"(?:GET|HEAD) (?P<path>/[^ "]*) HTTP/[0-9.]+" (?:200|206|304) ')


@dataclass(frozen=True, slots=True)
class Asked:
    """What to verify and how. ``sample`` is a number of files, ``None`` for all of them; those of ``again`` are looked
    at in any case.
    """

    target: str
    keys: tuple[Path, ...]
    journal: Path
    now: datetime
    sample: int | None = None
    seed: str = ""
    portal: str = ""
    documents: Path | None = None
    endpoint: str = ""
    path_style: bool = False
    address: str = ""
    authority: str = ""
    access_log: Path | None = None
    at_once: int = AT_ONCE
    patience: float = PATIENCE
    again: tuple[str, ...] = ()


def default_journal(state: Path, target: str) -> Path:
    """Where the journal of a target lies when none was named: one folder per target."""
    name = re.sub(r"[^a-z0-9.-]+", "-", target.partition("://")[2].lower() or Path(target).name.lower()).strip("-.")
    return state / "patrol" / f"{name[:60]}-{hashlib.sha256(target.encode()).hexdigest()[:8]}"


def verify(asked: Asked) -> Round:
    """Run one round and remember it; raises ``UsageError`` for what was asked wrongly, never for what was found."""
    keyring = keyring_of(asked.keys)
    journal = Journal(asked.journal)
    with journal.alone():
        memory = journal.memory()
        began = time.monotonic()
        found = _found(asked, keyring, journal, memory)
        one = Round(
            target=asked.target,
            at=asked.now,
            full=asked.sample is None,
            seed=asked.seed,
            seen=_seen(found.release) if found.release else None,
            checked=found.checked,
            requests=found.requests,
            bytes=found.received,
            seconds=round(time.monotonic() - began, 3),
            alarms=tuple(found.alarms),
        )
        _remember(journal, memory, one, found)
        journal.append(one)
    return one


def _found(asked: Asked, keyring: Keyring, journal: Journal, memory: Memory) -> _Found:
    """Look; and again when a release was published meanwhile: to whoever has the old list that looks like tampering."""
    for _ in range(_TRIES):
        if asked.target.startswith(("http://", "https://")):
            found = _website(asked, keyring, journal, memory)
        elif asked.target.startswith("s3://"):
            found = _bucket(asked, keyring, journal, memory)
        else:
            found = _folder(asked, keyring, memory)
        if not found.overtaken:
            break
    return found


def keyring_of(files: tuple[Path, ...]) -> Keyring:
    """Public keys from PEM files, or from a folder of them; raises ``UsageError``."""
    if not files:
        raise UsageError(
            "没有公钥。", "用 --key 指定门户的公钥文件（ed25519.pub），用 SM2 的再加上 sm2.pub，用逗号分开。"
        )
    if len(files) == 1 and files[0].is_dir():
        return load_keyring(files[0])
    keys: dict[str, bytes] = {}
    for file in files:
        try:
            pem = file.read_bytes()
        except OSError as error:
            raise UsageError(f"公钥文件 {file} 读不出来。", "核对 --key 的路径。") from error
        keys[_algorithm(pem, file)] = pem
    return Keyring(keys)


def _algorithm(pem: bytes, file: Path) -> str:
    body = re.fullmatch(rb"\s*-----BEGIN PUBLIC KEY-----(.*)-----END PUBLIC KEY-----\s*", pem, re.DOTALL)
    if body is None:
        raise UsageError(f"{file} 不是 PEM 格式的公钥。", "请用 invoke keys 生成的 .pub 文件；私钥不要拿来核对。")
    try:
        raw = base64.b64decode(body[1])
    except ValueError as error:
        raise UsageError(f"公钥文件 {file} 读不出来。", "请用 invoke keys 生成的 .pub 文件。") from error
    return ED25519 if raw.startswith(_ED25519_KEY) else SM2


@dataclass(slots=True)
class _Found:
    alarms: list[Alarm]
    release: Release | None = None
    documents: Mapping[str, bytes] | None = None
    checked: int = 0
    requests: int = 0
    received: int = 0
    overtaken: bool = False
    """Another release came up during the round."""

    def compare(self, now: Mapping[str, bytes]) -> None:
        """Find out whether the documents are others than at the beginning; only asked when there are alarms."""
        before = self.documents or {}
        self.overtaken = bool(before) and now.get(STATEMENT) not in (None, before.get(STATEMENT))


def _website(asked: Asked, keyring: Keyring, journal: Journal, memory: Memory) -> _Found:
    site = Website.of(asked.target, address=asked.address, authority=asked.authority)
    with Fetcher(site, at_once=asked.at_once, patience=asked.patience) as fetcher:
        files, alarms = documents(fetcher)
        found = _Found(list(alarms))
        if not any(alarm.kind is AlarmKind.UNREACHABLE for alarm in alarms) or files:
            _believe(found, files, keyring, asked, memory)
        if found.release and found.release.statement.domain != site.host:
            what = f"签名的发布是 {found.release.statement.domain} 的，不是 {site.host} 的"
            found.alarms.append(Alarm(AlarmKind.MANIFEST, "", what))
            found.release = found.documents = None
        held_against = found.release or _remembered(journal, keyring, asked)
        if held_against:
            plan = Plan(asked.seed, asked.sample, _addresses(asked.access_log), frozenset(asked.again))
            looked = look(fetcher, held_against, plan)
            found.alarms += looked.alarms
            found.checked = looked.checked
            if looked.alarms:
                found.compare(documents(fetcher)[0])
        found.requests, found.received = fetcher.requests, fetcher.received
    return found


def _folder(asked: Asked, keyring: Keyring, memory: Memory) -> _Found:
    folder = Folder.at(Path(asked.target), asked.documents)
    found = _Found([])
    files = {file.name: file.read_bytes() for file in sorted(folder.documents.iterdir()) if file.is_file()}
    _believe(found, files, keyring, asked, memory)
    if found.release:
        alarms, found.checked = look_at_folder(
            folder, found.release, sample=asked.sample, seed=asked.seed, again=asked.again
        )
        found.alarms += alarms
        if alarms and (folder.documents / STATEMENT).is_file():
            found.compare({STATEMENT: (folder.documents / STATEMENT).read_bytes()})
    return found


def _bucket(asked: Asked, keyring: Keyring, journal: Journal, memory: Memory) -> _Found:
    try:
        from obstore.exceptions import BaseError
    except ImportError as error:
        raise UsageError("没有安装发布用的程序包。", MISSING_EXTRA) from error
    store = _open_bucket(asked)
    found = _Found([])
    try:
        _believe(found, bucket_documents(store), keyring, asked, memory)
        held_against = found.release or _remembered(journal, keyring, asked)
        if held_against:
            alarms, found.checked, found.received = look_at_bucket(
                store, held_against, sample=asked.sample, seed=asked.seed, again=asked.again
            )
            found.alarms += alarms
            if alarms:
                found.compare(bucket_documents(store))
    except BaseError as error:
        reason = str(error).partition("\n")[0][:200]
        found.alarms.append(Alarm(AlarmKind.UNREACHABLE, "", f"对象存储没有回答（{reason}）"))
    return found


def _open_bucket(asked: Asked) -> S3Store:
    """Open ``s3://bucket/prefix`` for reading: with the credentials of the environment, or as anybody."""
    from obstore.store import S3Store

    bucket, _, prefix = asked.target.removeprefix("s3://").partition("/")
    scheme, separator, host = asked.endpoint.partition("://")
    if not bucket or scheme not in ("http", "https") or not separator or not host:
        raise UsageError(
            f"“{asked.target}”或 --endpoint 写得不对。", "写成 s3://桶/前缀，--endpoint 写 https:// 开头的网址。"
        )
    user, secret = os.environ.get("AWS_ACCESS_KEY_ID", ""), os.environ.get("AWS_SECRET_ACCESS_KEY", "")
    keys: Any = {"access_key_id": user, "secret_access_key": secret} if user and secret else {"skip_signature": True}
    return S3Store(
        bucket,
        prefix=prefix.strip("/") or None,
        endpoint=asked.endpoint if asked.path_style else f"{scheme}://{bucket}.{host}",
        region=os.environ.get("AWS_REGION", "us-east-1"),
        virtual_hosted_style_request=not asked.path_style,
        client_options={"allow_http": scheme == "http", "timeout": f"{int(asked.patience)}s"},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=asked.patience)},
        **keys,
    )


def _believe(found: _Found, files: Mapping[str, bytes], keyring: Keyring, asked: Asked, memory: Memory) -> None:
    """Check the documents, and hold them against what was seen before and against the clock."""
    try:
        opened = Documents.of(files)
        portal = asked.portal or read_statement(opened.statement).portal
        release = open_release(opened, keyring, portal=portal)
    except KeyError as error:
        found.alarms.append(Alarm(AlarmKind.MANIFEST, "", f"发布文件缺少 {error.args[0]}"))
        return
    except BadRelease as error:
        found.alarms.append(Alarm(AlarmKind.MANIFEST, "", error.what))
        return
    found.release = release
    found.documents = opened.files()
    found.alarms += _freshness(release, asked, memory)


def _freshness(release: Release, asked: Asked, memory: Memory) -> list[Alarm]:
    statement, seen = release.statement, memory.seen
    alarms = []
    if seen and statement.number < seen.number:
        what = f"第 {statement.number} 号发布，以前见过第 {seen.number} 号：内容被换回了旧版"
        alarms.append(Alarm(AlarmKind.OLDER, "", what))
    elif seen and statement.number == seen.number and release.digest != seen.digest:
        alarms.append(Alarm(AlarmKind.MANIFEST, "", f"第 {statement.number} 号发布有两个不同的版本"))
    if memory.last and asked.now < memory.last - LENIENCY:
        alarms.append(Alarm(AlarmKind.EXPIRED, "", "本机时钟比上一次巡检还早，先校准时钟"))
    now = max(asked.now, memory.last or asked.now)
    if statement.expires <= now:
        what = f"第 {statement.number} 号发布已于 {statement.expires:%Y-%m-%d %H:%M} 到期，可能被冻结在旧版"
        alarms.append(Alarm(AlarmKind.EXPIRED, "", what))
    return alarms


def _remembered(journal: Journal, keyring: Keyring, asked: Asked) -> Release | None:
    """The release that was believed last; ``None`` when there is none that still can be."""
    try:
        kept = Documents.of(journal.documents())
        return open_release(kept, keyring, portal=asked.portal or read_statement(kept.statement).portal)
    except (KeyError, PortalError):
        return None


def _remember(journal: Journal, memory: Memory, one: Round, found: _Found) -> None:
    seen = memory.seen
    if one.seen and (seen is None or one.seen.number > seen.number):
        seen = one.seen
        journal.keep_documents(found.documents or {})
    last = max(one.at, memory.last or one.at)
    if one.full and found.checked:
        journal.remember(Memory(seen, last, last, one.seen.number if one.seen else memory.full_number))
    else:
        journal.remember(Memory(seen, last, memory.last_full, memory.full_number))


def _seen(release: Release) -> Seen:
    statement = release.statement
    return Seen(
        statement.portal, statement.number, release.digest, statement.made, statement.expires, len(release.files)
    )


def _addresses(access_log: Path | None) -> tuple[str, ...]:
    """Addresses that a web server's log says were answered, without what follows the question mark."""
    if access_log is None:
        return ()
    try:
        with access_log.open(encoding="utf-8", errors="replace") as lines:
            found = {match["path"].partition("?")[0] for line in lines if (match := _LOGGED.search(line))}
    except OSError as error:
        raise UsageError(f"访问日志 {access_log} 读不出来。", "核对 --access-log 的路径。") from error
    return tuple(sorted(path for path in found if path.isascii() and path.isprintable()))
