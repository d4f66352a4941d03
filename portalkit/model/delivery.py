"""How the files of a portal are delivered: what the web server is told to send, and what the patrol expects to get.

One table for both, so that a header that is missing outside is known to be missing.
"""

from __future__ import annotations

import re
from types import MappingProxyType

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
"""What a page may load: its own website, nothing written into the page, nothing from elsewhere."""

STRICT_TRANSPORT = "max-age=31536000"
"""HTTPS from now on. Without ``includeSubDomains``: other hosts of the domain are not ours to decide."""

SECURITY_HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": (
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
            "microphone=(), midi=(), payment=(), usb=()"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
)
"""Sent with every answer, of every status and kind."""

CONTENT_TYPES = MappingProxyType(
    {
        "html": "text/html",
        "css": "text/css",
        "js": "text/javascript",
        "json": "application/json",
        "webmanifest": "application/manifest+json",
        "xml": "application/xml",
        "txt": "text/plain",
        "csv": "text/csv",
        "svg": "image/svg+xml",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "avif": "image/avif",
        "ico": "image/x-icon",
        "mp3": "audio/mpeg",
        "mp4": "video/mp4",
        "vtt": "text/vtt",
        "pdf": "application/pdf",
        "zip": "application/zip",
        "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls": "application/vnd.ms-excel",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ofd": "application/ofd",
        "wps": "application/vnd.ms-works",
        "et": "application/octet-stream",
        "ceb": "application/octet-stream",
    }
)
"""Suffix → type, of everything that a portal may hold; the web server does not deliver any other file."""

TEXTUAL = frozenset({"html", "css", "js", "json", "webmanifest", "xml", "txt", "csv", "svg", "vtt"})
"""Suffixes whose files are text in UTF-8, and are sent compressed."""

COMPRESSED_FROM = 1024
"""Bytes below which compressing a file is not worth its headers."""

DOCUMENTS_PATH = "/.well-known/portalkit/"
"""Where the signed documents of a release are given out, so that anybody can check the pages."""

DOCUMENTS = ("release.json", "release.json.ed25519", "release.json.sm2", "MANIFEST", "GONE")
"""The documents of a release (docs/adr/0008)."""

PAGES_CACHE = "public, max-age=60, must-revalidate"
FILES_CACHE = "public, max-age=3600"
FOREVER_CACHE = "public, max-age=31536000, immutable"
ABSENT_CACHE = "public, max-age=30"

CHANGING = frozenset({"html", "xml", "txt", "json", "webmanifest"})
"""Suffixes of what may be new with the next release under the same address."""

FINGERPRINTED = re.compile(r"/static/.*\.[0-9a-f]{8,64}\.[a-z0-9]+", re.ASCII)
"""A file of the theme with its digest in its name never changes."""

SEARCH_PATH = "/search/api"
"""Where the search service answers."""

NOT_FOUND = "404.html"
"""The page that stands for every address that leads nowhere."""

GIVEN_OUTSIDE = (".well-known/security.txt",)
"""The only files below a name with a dot that are delivered."""


def suffix(path: str) -> str:
    """The suffix of a path in lower case, without its dot."""
    name = path.rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return end.lower() if dot and stem else ""


def content_type(path: str) -> str:
    """The ``Content-Type`` of a file."""
    end = suffix(path) or "html"
    kind = CONTENT_TYPES.get(end, "application/octet-stream")
    return f"{kind}; charset=utf-8" if end in TEXTUAL else kind


def cache_control(url: str, status: int = 200) -> str:
    """The ``Cache-Control`` of an address."""
    if status >= 400:
        return ABSENT_CACHE
    if FINGERPRINTED.fullmatch(url):
        return FOREVER_CACHE
    return PAGES_CACHE if suffix(url) in CHANGING or not suffix(url) else FILES_CACHE


def is_delivered(path: str) -> bool:
    """Whether the web server gives a file out."""
    if path in GIVEN_OUTSIDE:
        return True
    return suffix(path) in CONTENT_TYPES and not any(part.startswith(".") for part in path.split("/"))
