"""One answer held against what was released: the bytes, the headers, and in words what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from portalkit.model import delivery
from portalkit.model.patrol import Alarm, AlarmKind
from portalkit.model.release import SealedFile
from portalkit.patrol.fetching import Fetched
from portalkit.patrol.pagemodel import Examined, examine
from portalkit.patrol.visitors import Visitor

_TROUBLES = {
    "slow": (AlarmKind.SLOW, "迟迟没有回完"),
    "huge": (AlarmKind.SLOW, "回应比发布的文件大得多"),
    "broken": (AlarmKind.UNREACHABLE, "回应中断或残缺"),
    "refused": (AlarmKind.UNREACHABLE, "连接不上"),
    "untrusted": (AlarmKind.UNREACHABLE, "HTTPS 证书不可信，可能被冒充"),
}
_NEVER_SENT = (
    "set-cookie",
    "refresh",
    "access-control-allow-origin",
    "x-powered-by",
    "content-security-policy-report-only",
)
_EVIDENCE = 120


@dataclass(frozen=True, slots=True)
class Portal:
    """What a page is held against beside its digest. ``site_name`` is empty until a genuine page told it."""

    host: str
    tls: bool
    site_name: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Alarms about an answer, and where a page that is not genuine leads on this website."""

    alarms: tuple[Alarm, ...] = ()
    leads_to: tuple[str, ...] = ()


def is_genuine(file: SealedFile, fetched: Fetched, status: int = 200) -> bool:
    """Whether an answer is the released file, whole."""
    return (
        fetched.status == status
        and not fetched.trouble
        and len(fetched.body) == file.size
        and hashlib.sha256(fetched.body).hexdigest() == file.sha256
    )


def judge(file: SealedFile, fetched: Fetched, visitor: Visitor, portal: Portal) -> Judged:
    """Say what is wrong with an answer that should be a released file; nothing for a genuine one."""
    if is_genuine(file, fetched):
        return Judged()
    kind, what = _difference(file, fetched, portal)
    alarm = Alarm(kind, file.path, what, visitor.name, fetched.header("location")[:_EVIDENCE])
    return _with_examination(alarm, file.path, fetched, visitor, portal)


def judge_absent(path: str, fetched: Fetched, visitor: Visitor, portal: Portal, not_found: SealedFile | None) -> Judged:
    """Say what is wrong with the answer at an address where nothing may be."""
    if fetched.status in (200, 203, 206) and fetched.trouble in ("", "huge", "slow"):
        alarm = Alarm(AlarmKind.ADDED, path.lstrip("/"), "发布清单里没有，网站上却有", visitor.name)
        return _with_examination(alarm, path.lstrip("/"), fetched, visitor, portal)
    if 300 <= fetched.status < 400:
        target = urljoin(f"https://{portal.host}{path}", fetched.header("location"))
        if urlsplit(target).hostname != portal.host:
            what = f"发布清单里没有的地址跳到了外站 {(urlsplit(target).hostname or '')[:80]}"
            return Judged((Alarm(AlarmKind.REDIRECT, path.lstrip("/"), what, visitor.name, target[:_EVIDENCE]),))
        return Judged()
    says_page = fetched.header("content-type").startswith("text/html")
    if fetched.status in (404, 410) and not_found and says_page and not is_genuine(not_found, fetched, fetched.status):
        alarm = Alarm(AlarmKind.CHANGED, delivery.NOT_FOUND, "“页面不存在”的提示页被改动", visitor.name)
        return _with_examination(alarm, delivery.NOT_FOUND, fetched, visitor, portal)
    if fetched.trouble in ("slow", "huge"):
        kind, what = _TROUBLES[fetched.trouble]
        return Judged((Alarm(kind, path.lstrip("/"), what, visitor.name),))
    return Judged()


def judge_headers(url: str, fetched: Fetched, visitor: Visitor, portal: Portal, *, path: str) -> Iterator[Alarm]:
    """Say which headers are not those that the portal is delivered with."""
    for name, value in delivery.SECURITY_HEADERS.items():
        got = fetched.header(name.lower())
        if got != value:
            yield _header(path, f"缺少响应头 {name}" if not got else f"响应头 {name} 被改", visitor, got)
    if portal.tls and not fetched.header("strict-transport-security").startswith("max-age=31536000"):
        yield _header(
            path, "缺少响应头 Strict-Transport-Security", visitor, fetched.header("strict-transport-security")
        )
    for name in _NEVER_SENT:
        if got := fetched.header(name):
            yield _header(path, f"多出响应头 {name}", visitor, got)
    if fetched.status == 200:
        expected = delivery.content_type(path)
        got = fetched.header("content-type")
        if got.replace(" ", "").lower() != expected.replace(" ", ""):
            yield _header(path, "响应头 Content-Type 不对", visitor, got)
        got = fetched.header("cache-control")
        if got != delivery.cache_control(url):
            yield _header(path, "响应头 Cache-Control 不对", visitor, got)


def _header(path: str, what: str, visitor: Visitor, got: str) -> Alarm:
    return Alarm(AlarmKind.HEADER, path, what, visitor.name, got[:_EVIDENCE])


def _difference(file: SealedFile, fetched: Fetched, portal: Portal) -> tuple[AlarmKind, str]:
    if fetched.trouble:
        return _TROUBLES[fetched.trouble]
    if fetched.status in (404, 410):
        return AlarmKind.MISSING, f"服务器回答 {fetched.status}"
    if 300 <= fetched.status < 400:
        target = urljoin(f"https://{portal.host}/", fetched.header("location"))
        outside = urlsplit(target).hostname != portal.host
        return (
            AlarmKind.REDIRECT,
            f"被跳转到外站 {(urlsplit(target).hostname or '')[:80]}" if outside else "被跳转到别处",
        )
    if fetched.status != 200:
        return AlarmKind.UNREACHABLE, f"服务器回答 {fetched.status}"
    return AlarmKind.CHANGED, f"内容与发布的不同（发布 {file.size} 字节，收到 {len(fetched.body)} 字节）"


def _with_examination(alarm: Alarm, path: str, fetched: Fetched, visitor: Visitor, portal: Portal) -> Judged:
    """A page that is not genuine is looked into: what was put in, and where it leads."""
    looks_like_page = path.endswith((".html", "/")) or "html" in fetched.header("content-type")
    if not fetched.body or not looks_like_page:
        return Judged((alarm,))
    found: Examined = examine(path, fetched.body, host=portal.host, site_name=portal.site_name)
    signs = tuple(Alarm(one.kind, path, one.what, visitor.name, one.evidence) for one in found.foreign)
    if signs and not alarm.evidence:
        alarm = replace(alarm, evidence="；".join(dict.fromkeys(sign.what for sign in signs))[:_EVIDENCE])
    return Judged((alarm, *signs), found.leads_to)
