"""Where a portal is published to (targets.yaml). Keys and passwords are never in the registry: it is read by many."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from urllib.parse import urlsplit

from portalkit.model.target import BucketTarget, FolderTarget, Publishing, ServerTarget
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import is_host, is_id
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import clip

KINDS = ("server", "bucket", "folder")
HOST_KEYS = ("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa")
_SECRETS = ("password", "secret", "secret_access_key", "access_key_id", "access_key", "private_key", "token")
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}", re.ASCII)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?", re.ASCII)
_DEFAULTS = Publishing()


def read_publishing(fields: Fields) -> Publishing:
    """Read targets.yaml. A target that is wrong is noted; what is noted keeps the whole registry from being used."""
    servers, buckets, folders = [], [], []
    seen: set[str] = set()
    for part in fields.parts("targets", required=True):
        _refuse_secrets(part)
        name = part.text("id")
        if name and not is_id(name):
            part.note(mistakes.BAD_ID, "id", f"{called(part.field('id'))}写的是“{clip(name)}”。")
        if name and name in seen:
            part.note(mistakes.SAME_TARGET, "id", f"发布目标“{clip(name)}”登记了两次。")
        seen.add(name)
        kind = part.choice("kind", KINDS)
        if kind == "server":
            servers.append(_server(part, name))
        elif kind == "bucket":
            buckets.append(_bucket(part, name))
        elif kind == "folder":
            folders.append(FolderTarget(name, _path(part)))
        else:
            part.pass_over(*part.keys())
    valid_days = fields.optional_number("valid_days", least=2, most=366)
    keep = fields.optional_number("keep", least=2, most=100)
    fields.finish()
    return Publishing(
        servers=tuple(servers),
        buckets=tuple(buckets),
        folders=tuple(folders),
        valid_days=valid_days or _DEFAULTS.valid_days,
        keep=keep or _DEFAULTS.keep,
    )


def _server(part: Fields, name: str) -> ServerTarget:
    user = part.text("user")
    if user and _USER.fullmatch(user) is None:
        _wrong(part, "user", user, "不是一个账号名", "写上传账号的名称，例如“up-shili”。")
    elif user == "root":
        _wrong(part, "user", user, "不能用管理员账号上传", "为本门户单独建一个上传账号。")
    host = part.text("host")
    if host and not (is_host(host) or _is_address(host)):
        _wrong(part, "host", host, "不是主机名或 IP 地址", "只写主机名或 IP 地址，例如“192.0.2.10”。")
    return ServerTarget(
        id=name,
        host=host,
        port=part.optional_number("port", least=1, most=65535) or 22,
        user=user,
        host_key=_host_key(part),
        website=_website(part),
        address=_way(part),
    )


def _host_key(part: Fields) -> str:
    text = part.text("host_key")
    words = text.split()
    if text and (len(words) < 2 or words[0] not in HOST_KEYS or not _is_key(words[0], words[1])):
        part.note(
            mistakes.HOST_KEY, "host_key", f"{called(part.field('host_key'))}写的是“{clip(text)}”，不是主机公钥。"
        )
        return ""
    return " ".join(words[:2])


def _bucket(part: Fields, name: str) -> BucketTarget:
    endpoint = part.text("endpoint").rstrip("/")
    if endpoint and not _is_endpoint(endpoint):
        fix = "写成“https://obs.cn-north-1.myhuaweicloud.com”的样子，必须是 https。"
        _wrong(part, "endpoint", endpoint, "不是对象存储的网址", fix)
    bucket = part.text("bucket")
    if bucket and _BUCKET.fullmatch(bucket) is None:
        _wrong(part, "bucket", bucket, "不是桶名", "桶名只用小写字母、数字、点和短横线，3 到 63 个字符。")
    prefix = part.text("prefix", required=False).strip("/")
    if _PREFIX.fullmatch(prefix) is None:
        _wrong(part, "prefix", prefix, "不是文件夹路径", "写成“www/shili”的样子，只用字母、数字和短横线。")
    return BucketTarget(
        id=name,
        endpoint=endpoint,
        bucket=bucket,
        region=part.text("region", required=False),
        prefix=prefix,
        path_style=part.flag("path_style"),
        website=_website(part),
        address=_way(part),
    )


def _website(part: Fields) -> str:
    text = part.text("website", required=False)
    if text and not _is_endpoint(text.rstrip("/")):
        _wrong(part, "website", text, "不是网站首页的地址", "写成“https://www.shili.gov.cn/”的样子，必须是 https。")
    return f"{text.rstrip('/')}/" if text else ""


def _way(part: Fields) -> str:
    text = part.text("address", required=False)
    host, _, port = text.rpartition(":")
    if text and not ((is_host(host) or _is_address(host.strip("[]"))) and port.isdigit() and 0 < int(port) < 65536):
        _wrong(part, "address", text, "不是地址和端口", "写成“10.1.2.3:443”的样子；经域名就能访问的不用写。")
    return text


def _path(part: Fields) -> str:
    path = part.text("path")
    if path and (not path.startswith("/") or ".." in path.split("/")):
        _wrong(part, "path", path, "不是完整的路径", "从“/”写起，例如“/media/usb/shili”。")
    return path


def _refuse_secrets(part: Fields) -> None:
    for key in part.keys():  # noqa: SIM118 - Fields is no mapping
        if key in _SECRETS:
            part.pass_over(key)
            part.note(mistakes.SECRET, key, f"登记里写了 {part.field(key)}，能看到登记的人都能看到它。")


def _wrong(part: Fields, key: str, text: str, why: str, fix: str) -> None:
    part.note(mistakes.TARGET, key, f"{called(part.field(key))}写的是“{clip(text, 80)}”，{why}。", fix=fix)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_endpoint(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    local = _is_address(host) and ipaddress.ip_address(host).is_loopback
    known = is_host(host) or _is_address(host)
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    return known and plain and (parts.scheme == "https" or (parts.scheme == "http" and local))


def _is_key(kind: str, text: str) -> bool:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return raw[4 : 4 + len(kind)] == kind.encode() and raw[:4] == len(kind).to_bytes(4, "big")
