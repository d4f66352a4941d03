"""Reading parts of a page by pattern, where they are written so plainly that nobody could read them differently.

Plain are whole tags with quoted attributes, balanced, with the common entities, and nothing hidden, embedded or active.
That is how the theme writes thousands of pages; whatever is not plain is left to the parser. A property test holds both
to the same result.
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

_NAME = "(?!on|style|hidden|srcdoc|formaction|ping|usemap|http-equiv)[a-z][a-z-]*"
_ATTRIBUTES = rf'(?: {_NAME}(?:="[^"<>]*")?)*'
_HEAD = re.compile(
    r'<!DOCTYPE html>\s*<html(?: lang="[A-Za-z-]*")?>\s*<head>\s*'
    rf"(?:(?:<(?:meta|link){_ATTRIBUTES}>|<title>[^<]*</title>|<script{_ATTRIBUTES}>[^<]*</script>)\s*)*</head>\s*"
)
_IN_HEAD = re.compile(rf"<(meta|link|script)({_ATTRIBUTES})>")
_ATTRIBUTE = re.compile(r' ([a-z][a-z-]*)(?:="([^"]*)")?')
_VOID = "area|br|col|hr|img|input|source|track|wbr"
_TAG = re.compile(rf"<(?:/([a-z][a-z0-9]*)|(?:{_VOID}){_ATTRIBUTES} ?/?|([a-z][a-z0-9]*){_ATTRIBUTES})>")
_CODE = re.compile(
    r'<svg class="square-code" viewBox="[\d -]+" role="img" aria-label="[^"<>]*"><path d="[Mmh\d .]+"/></svg>'
)
"""The square code of a page's address: a drawing, and nothing else can stand in it."""
_PHRASE = re.compile(
    rf"(?:[^<]|</?(?:span|strong|em|b|i|u|s|code|sub|sup|small|time|picture|source|img|br|del|ins){_ATTRIBUTES} ?/?>)*"
)
_TOLD = re.compile(
    rf"<(a|area|form|img|source|h1)({_ATTRIBUTES}) ?/?>"
    rf'|<([a-z][a-z0-9]*)({_ATTRIBUTES} (?:data-identity="[^"<>]*"|class="demo-banner"){_ATTRIBUTES})>'
)
_KNOWN = """
a abbr article aside b blockquote button caption cite code colgroup dd del details div dl dt em fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header i ins label legend li main mark nav ol p picture pre q rp rt ruby s section
small span strong sub summary sup table tbody td tfoot th thead time tr u ul
"""
_PLAIN = frozenset(_KNOWN.split())
"""Elements in which a parser reads on by the same rules."""
_WORDLESS = frozenset({"area", "form", "img", "source"})
_CONTROLS = bytes((*range(9), *range(0x0B, 0x20), 0x7F))
_RARE = (b"\xc2", b"\xef\xbb\xbf", b"\xef\xbf")
_ODD = re.compile("[\x80-\x9f\ufeff\ufffe\uffff]")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says."""

    metas: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    canonical: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the body shows: ``heading`` is its first, ``demo_banner`` says that all is a demonstration."""

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


def skim_part(raw: bytes, *, content: bool) -> Part | None:
    """Read whole elements of a body that are plain; ``None`` for any other. ``content`` is set for the main part."""
    text = _plain(raw)
    if text is not None and "<svg" in text:
        text = _CODE.sub("", text)
    if text is None or not _is_balanced(text):
        return None
    marks: list[Mark] = []
    references: list[Reference] = []
    heading: str | None = None
    banner: str | None = None
    for found in _TOLD.finditer(text):
        tag, written = found[1] or found[3], found[2] or found[4] or ""
        words = ""
        if tag not in _WORDLESS:
            inner = _words(text, found.end(), tag)
            if inner is None:
                return None
            words = inner
        attributes = _attributes(written)
        if tag == "h1" and heading is None:
            heading = words
        if attributes.get("class") == "demo-banner" and banner is None:
            banner = words
        if "data-identity" in attributes:
            href = attributes.get("href", "").strip()
            part = attributes.get("data-contact", "")
            marks.append(Mark(attributes["data-identity"], part, words, href, hidden=False))
        copies = offered(attributes.get("srcset", ""))
        references += [Reference(copy, "", loads=True, hidden=False, content=content) for copy in copies]
        url = attributes.get(ADDRESSES.get(tag, ""), "").strip()
        if url:
            references.append(Reference(url, words if tag == "a" else "", tag in LOADED, hidden=False, content=content))
    if text.count("data-identity") != len(marks) or text.count("demo-banner") != (banner is not None):
        return None
    return Part((), tuple(marks), tuple(references), heading or "", banner or "")


def offered(srcset: str) -> list[str]:
    """The addresses of the copies of a picture that a browser may choose from."""
    return [copy.split()[0] for copy in srcset.split(",") if copy.strip()]


def _plain(raw: bytes) -> str | None:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return None
    if any(sign in raw for sign in _RARE) and _ODD.search(text):
        return None
    return None if "&" in text and _ENTITY.search(text) else text


def _is_balanced(text: str) -> bool:
    """Whether all of it is text and plain tags, and every element ends where it should, so that nothing reaches out."""
    tags = _TAG.findall(text)
    if len(tags) != text.count("<"):
        return False
    open_: list[str] = []
    for closing, opening in tags:
        if opening:
            if opening not in _PLAIN:
                return False
            open_.append(opening)
        elif closing and (not open_ or open_.pop() != closing):
            return False
    return not open_


def _attributes(written: str) -> dict[str, str]:
    """Name → value; the first of two counts, as for a browser."""
    return {name: html.unescape(value) for name, value in reversed(_ATTRIBUTE.findall(written))}


def _words(text: str, start: int, tag: str) -> str | None:
    """What stands between the tags of an element with nothing but words in it."""
    end = text.find(f"</{tag}>", start)
    if end < 0 or not _PHRASE.fullmatch(text, start, end):
        return None
    inner = text[start:end]
    return " ".join(html.unescape(_TAG.sub("", inner) if "<" in inner else inner).split())
