"""What an address in an article is: another host, a page of the site, a file beside the article, or refused."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from portalkit.patterns import regex


class Target(enum.Enum):
    """Where an address leads, read as a browser would read it."""

    OUTSIDE = "outside"
    SITE = "site"
    ANCHOR = "anchor"
    CONTACT = "contact"
    FILE = "file"
    EMPTY = "empty"
    DISK = "disk"
    ACTIVE = "active"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Address:
    """An address as a browser sees it: blanks around it and line breaks inside it taken out."""

    target: Target
    url: str
    scheme: str = ""


_INVISIBLE = regex("[\t\r\n]")
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DISK = regex(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)
_ACTIVE = frozenset({"javascript", "vbscript", "data", "blob", "filesystem", "view-source", "jar"})
_CONTACT = frozenset({"mailto", "tel"})
_EDGE = "".join(map(chr, range(0x21))) + "\x7f　\xa0"


def classify(reference: str) -> Address:
    """Sort one ``href`` or ``src``."""
    url = _INVISIBLE.sub("", reference.strip(_EDGE))
    if not url:
        return Address(Target.EMPTY, "")
    if _DISK.match(url):
        return Address(Target.DISK, url)
    if scheme := _SCHEME.match(url):
        return _with_scheme(url, scheme[1].lower())
    if url[0] in "/\\" and url[1:2] in ("/", "\\"):
        return Address(Target.OUTSIDE, "//" + url[2:].replace("\\", "/"))
    if url[0] == "/":
        return Address(Target.SITE, url)
    if url[0] == "#":
        return Address(Target.ANCHOR, url)
    return Address(Target.FILE, url)


def _with_scheme(url: str, scheme: str) -> Address:
    if scheme in ("http", "https"):
        rest = url[len(scheme) + 1 :].lstrip("/\\")
        return Address(Target.OUTSIDE, f"{scheme}://{rest}", scheme)
    if scheme in _CONTACT:
        return Address(Target.CONTACT, url, scheme)
    if scheme in _ACTIVE:
        return Address(Target.ACTIVE, url, scheme)
    return Address(Target.OTHER, url, scheme)
