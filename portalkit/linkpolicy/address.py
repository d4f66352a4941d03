"""Take a web address apart as a browser would, and refuse what is written to mislead.

- Nothing is repaired: an address that a browser would have to guess at is refused.
- A host is compared only after NFKC, UTS 46 and punycode, so that look-alikes cannot pass for what they imitate.
- Never raises, whatever it is given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote_plus

import idna

from portalkit.patterns import regex

_EDGE = "".join(map(chr, range(0x21))) + "\x7f\xa0\u3000\ufeff"
_CONTROL = regex("[\x00-\x1f\x7f]")
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LABEL = regex(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER = regex(r"\d+|0x[0-9a-f]*", re.ASCII)
_HAN = regex("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_PORTS = frozenset({"", "80", "443"})
_LONGEST = 1000
"""Longer than any host name in any spelling; keeps hostile input from costing time."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address on some host: the host in its one normal form, and the names of its query parameters."""

    host: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """An address that names no host: ``kind`` is ``site`` for a path of our own, ``contact`` for mail and telephone."""

    kind: str


@dataclass(frozen=True, slots=True)
class Misshapen:
    """An address nobody should follow: the reason's id, the reason in Chinese, the host as far as it is known."""

    rule: str
    why: str
    host: str = ""


def read(url: str) -> Address | Plain | Misshapen:
    """Read one address. ``//host`` is read as a browser on an https page reads it."""
    text = url.strip(_EDGE)
    if not text:
        return Misshapen("form", "没有写网址")
    if _CONTROL.search(text):
        return Misshapen("form", "网址里有看不见的控制字符")
    if "\\" in text.partition("?")[0].partition("#")[0]:
        return Misshapen("backslash", "网址里有反斜杠“\\”，不同的浏览器会打开不同的网站")
    scheme = _SCHEME.match(text)
    if scheme is None:
        return _without_scheme(text)
    name, rest = scheme[1].lower(), text[scheme.end() :]
    if name in ("mailto", "tel"):
        return Plain("contact")
    if name not in ("http", "https"):
        return Misshapen("scheme", f"“{name}:”开头的不是网页地址，只能用 http 或 https")
    if not rest.startswith("//") or rest.startswith("///"):
        return Misshapen("form", f"“{name}:”后面应当是两条斜杠“//”和域名")
    return _on_host(rest[2:])


def host_of(name: str) -> str | None:
    """The normal form of a host name: lower case, punycode, no dot at the end; ``None`` if it is no host name."""
    if len(name) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKC", name).lower()
    if not text.isascii() or "xn--" in text:
        try:
            text = idna.encode(text, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError, ValueError, IndexError):
            return None
    text = text.removesuffix(".")
    if not text or len(text) > 253 or not all(_LABEL.fullmatch(label) for label in text.split(".")):
        return None
    return text


def _without_scheme(text: str) -> Address | Plain | Misshapen:
    if text.startswith("//"):
        return Misshapen("form", "网址开头的斜杠多了") if text.startswith("///") else _on_host(text[2:])
    if text[0] in "/#?":
        return Plain("site")
    return Misshapen("form", "网址前面没有写“https://”，浏览器会把它当作本站的文件")


def _on_host(rest: str) -> Address | Misshapen:
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in authority:
        return Misshapen(
            "userinfo", "“@”前面的文字不是网站，真正打开的是“@”后面的网站", _shown(authority.rpartition("@")[2])
        )
    if "[" in authority or "]" in authority:
        return Misshapen("address-number", "直接写了 IP 地址，看不出是谁的网站", authority)
    name, _, port = authority.partition(":")
    if "%" in name:
        return Misshapen("form", "域名里有百分号编码，看不出真正的域名", _shown(name))
    if unicodedata.normalize("NFKC", name) != name or "。" in name:
        return Misshapen("wide", "域名里有全角或变体的字符，应当用半角字母和英文句点", _shown(name))
    if port not in _PORTS:
        return Misshapen("port", f"端口“{port[:10]}”不是网站的常用端口", _shown(name))
    return _named(name, rest[len(authority) :])


def _named(name: str, rest: str) -> Address | Misshapen:
    host = host_of(name)
    labels = (host or unicodedata.normalize("NFKC", name).lower().rstrip(".")).split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return Misshapen("address-number", "直接写了 IP 地址，看不出是谁的网站", host or _shown(name))
    if host is None:
        return Misshapen("form", "域名的写法不对", _shown(name))
    if len(labels) == 1:
        return Misshapen("single-label", "不是完整的域名", host)
    if any(_misleads(label) for label in labels):
        return Misshapen("mixed-script", "域名里混有外形相似的其他文字，容易冒充别的网站", host)
    query = rest.partition("#")[0].partition("?")[2]
    pieces = re.split("[&;]", query) if query else []
    return Address(host, tuple(unquote_plus(piece.partition("=")[0]) for piece in pieces))


def _misleads(label: str) -> bool:
    """Whether a label holds anything but plain Latin letters, digits, hyphens and Chinese characters."""
    if not label.startswith("xn--"):
        return False
    try:
        spoken = idna.decode(label)
    except (idna.IDNAError, UnicodeError, ValueError, IndexError):
        return True
    return any(not (sign.isascii() or _HAN.match(sign)) for sign in spoken)


def _shown(name: str) -> str:
    return host_of(name.partition(":")[0]) or name[:60]
