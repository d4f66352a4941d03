"""The signed statement of a release, ``release.json``: readable, one form only, written once and never changed."""

from __future__ import annotations

import hashlib
import re

import msgspec

from portalkit.errors import BadRelease
from portalkit.model.release import Statement

FORMAT = "portalkit-release-1"
STATEMENT = "release.json"
MANIFEST = "MANIFEST"
GONE = "GONE"
_HEX = re.compile(r"[0-9a-f]{64}")
MAX_BYTES = 65536


def statement_bytes(statement: Statement) -> bytes:
    """The bytes to sign: JSON with sorted keys, and ``format`` first in what is signed for anything else."""
    return msgspec.json.format(msgspec.json.encode(statement, order="deterministic"), indent=1) + b"\n"


def statement_digest(raw: bytes) -> str:
    """How the next release names this one."""
    return hashlib.sha256(raw).hexdigest()


def read_statement(raw: bytes) -> Statement:
    """Read a statement whose signature was checked; raises ``BadRelease`` for one that does not hold together."""
    try:
        statement = msgspec.json.decode(raw[:MAX_BYTES], type=Statement)
    except msgspec.MsgspecError as error:
        raise BadRelease(f"发布说明 {STATEMENT} 读不出来（{error}）。") from error
    if statement.format != FORMAT:
        raise BadRelease(f"发布说明的格式是“{statement.format}”，本程序只认识 {FORMAT}。", "请升级程序。")
    digests = [statement.tree, *statement.documents.values()]
    if not all(_HEX.fullmatch(d.sha256) and _HEX.fullmatch(d.sm3) for d in digests):
        raise BadRelease("发布说明里的摘要写法不对。")
    if statement.number < 1 or statement.files < 0 or set(statement.documents) != {MANIFEST, GONE}:
        raise BadRelease("发布说明的内容不完整。")
    if statement.made.tzinfo is None or statement.expires.tzinfo is None:
        raise BadRelease("发布说明里的时间没有时区。")
    return statement
