"""Reading a head or a main part by pattern, where it is written so plainly that nobody could read it differently.

Plain are whole tags with quoted attributes, the common entities, and nothing hidden, marked or embedded. That is how
the theme writes thousands of pages; whatever is not plain is left to the parser. A property test holds both to the
same result.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from portalkit.rules.built import Mark, Reference

ADDRESSES = {
    "a": "href",
    "area": "href",
    "form": "action",
    "iframe": "src",
    "img": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "script": "src",
    "embed": "src",
    "link": "href",
}
"""Elements that lead to something or load it, with the attribute that says what."""
LOADED = frozenset({"img", "source", "video", "audio", "script", "embed"})
LOADED_LINKS = ("stylesheet", "icon", "preload")

_ATTRIBUTES = r'(?: [a-z][a-z-]*(?:="[^"<>]*")?)*'
_HEAD = re.compile(
    r'<!DOCTYPE html>\s*<html(?: lang="[A-Za-z-]*")?>\s*<head>\s*'
    rf"(?:(?:<(?:meta|link){_ATTRIBUTES}>|<title>[^<]*</title>|<script{_ATTRIBUTES}>[^<]*</script>)\s*)*</head>\s*"
)
_IN_HEAD = re.compile(rf"<(meta|link|script)({_ATTRIBUTES})>")
_ATTRIBUTE = re.compile(r' ([a-z][a-z-]*)(?:="([^"]*)")?')
_VOID = "area|br|col|embed|hr|img|input|source|track|wbr"
_TAG = re.compile(rf"<(?:/([a-z][a-z0-9]*)|(?:{_VOID}){_ATTRIBUTES} ?/?|([a-z][a-z0-9]*){_ATTRIBUTES})>")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)")
_STRANGE = re.compile(
    r"<(?:meta|link|template|noscript|select|svg|math|frameset|option)\b| (?:hidden|style|data-identity)\b|demo-banner"
)
_LEADING = re.compile(rf"<(a|area|form|iframe|img|source|video|audio|embed|h1)({_ATTRIBUTES}) ?/?>")
_CODE = re.compile(
    r'<svg class="square-code" viewBox="[\d -]+" role="img" aria-label="[^"<>]*"><path d="[Mmh\d .]+"/></svg>'
)
"""The square code of a page's address: a drawing, and nothing else can stand in it."""
_PHRASE = re.compile(
    rf"(?:[^<]|</?(?:span|strong|em|b|i|u|s|code|sub|sup|small|time|img|br|del|ins){_ATTRIBUTES} ?/?>)*"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says."""

    metas: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    canonical: str


@dataclass(frozen=True, slots=True)
class Main:
    """What the main part of a page shows."""

    metas: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    references: tuple[Reference, ...]
    heading: str
    demo_banner: str


def skim_head(raw: bytes) -> Head | None:
    """Read a head that is plain from the first byte to the last; ``None`` for any other."""
    text = _plain(raw)
    if text is None or not _HEAD.fullmatch(text):
        return None
    metas: list[tuple[str, str]] = []
    references: list[Reference] = []
    canonical = ""
    for tag, written in _IN_HEAD.findall(text):
        attributes = _attributes(written)
        if tag == "meta":
            if attributes.get("name"):
                metas.append((attributes["name"], attributes.get("content", "")))
            continue
        rel = attributes.get("rel")
        url = attributes.get(ADDRESSES[tag], "")
        if tag == "link" and rel == "canonical":
            canonical = canonical or url
        elif url.strip():
            loads = tag == "script" or rel in LOADED_LINKS
            references.append(Reference(url.strip(), "", loads, hidden=False, content=False))
    return Head(tuple(metas), tuple(references), canonical)


def skim_main(raw: bytes) -> Main | None:
    """Read a main part (with its own tags) that is plain; ``None`` for any other."""
    text = _plain(raw)
    if text is not None and "<svg" in text:
        text = _CODE.sub("", text)
    if text is None or _STRANGE.search(text) or "<" in _TAG.sub("", text) or not _is_balanced(text):
        return None
    references: list[Reference] = []
    heading: str | None = None
    for found in _LEADING.finditer(text):
        tag, written = found.groups()
        words = _words(text, found.end(), tag) if tag in ("a", "h1") else ""
        if words is None:
            return None
        if tag == "h1":
            heading = words if heading is None else heading
            continue
        attributes = _attributes(written)
        copies = offered(attributes.get("srcset", ""))
        references += [Reference(copy, "", loads=True, hidden=False, content=True) for copy in copies]
        url = attributes.get(ADDRESSES[tag], "").strip()
        if url:
            references.append(Reference(url, words, tag in LOADED, hidden=False, content=True))
    return Main((), (), tuple(references), heading or "", "")


def offered(srcset: str) -> list[str]:
    """The addresses of the copies of a picture that a browser may choose from."""
    return [copy.split()[0] for copy in srcset.split(",") if copy.strip()]


def _is_balanced(text: str) -> bool:
    """Whether every element ends where it should, so that nothing of it reaches beyond the main part."""
    open_: list[str] = []
    for closing, opening in _TAG.findall(text):
        if opening:
            open_.append(opening)
        elif closing and (not open_ or open_.pop() != closing):
            return False
    return not open_


def _plain(raw: bytes) -> str | None:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    return None if _ODD.search(text) else text


def _attributes(written: str) -> dict[str, str]:
    """Name → value; the first of two counts, as for a browser."""
    return {name: html.unescape(value) for name, value in reversed(_ATTRIBUTE.findall(written))}


def _words(text: str, start: int, tag: str) -> str | None:
    """What stands between the tags of a link or heading with nothing but words in it."""
    end = text.find(f"</{tag}>", start)
    if end < 0 or not _PHRASE.fullmatch(text, start, end):
        return None
    inner = text[start:end]
    return " ".join(html.unescape(_TAG.sub("", inner) if "<" in inner else inner).split())
