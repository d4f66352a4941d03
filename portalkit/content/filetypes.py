"""Which files may be published, and whether their first bytes are what their names say (网页设计规范: 附件)."""

from __future__ import annotations

_PNG = (b"\x89PNG\r\n\x1a\n",)
_JPEG = (b"\xff\xd8\xff",)
_GIF = (b"GIF87a", b"GIF89a")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_MP3 = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")

_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "png": _PNG,
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": _GIF,
    "pdf": (b"%PDF-",),
    "zip": _ZIP,
    "docx": _ZIP,
    "xlsx": _ZIP,
    "ofd": _ZIP,
    "doc": _OLE,
    "xls": _OLE,
    "wps": (*_OLE, *_ZIP),
    "et": (*_OLE, *_ZIP),
    "mp3": _MP3,
}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_PAGES = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php")

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp"})
ATTACHMENTS = frozenset({*_SIGNATURES, "webp", "mp4", "csv", "txt", "ceb"})
"""Every extension that may be published, in lower case."""


def extension(name: str) -> str:
    """The extension in lower case, without the dot; empty if there is none."""
    stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot and stem else ""


def fits(suffix: str, data: bytes) -> bool:
    """Whether a file with this extension starts as it should."""
    if suffix in _SIGNATURES:
        return data.startswith(_SIGNATURES[suffix])
    if suffix == "webp":
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if suffix == "mp4":
        return data[4:8] == b"ftyp"
    if data.startswith(_PROGRAMS) or data.lstrip()[:16].lower().startswith(_PAGES):
        return False
    return suffix == "ceb" or b"\x00" not in data[:4096]
