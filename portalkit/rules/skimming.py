"""Reading parts of a page by pattern, where they are written so plainly that nobody could read them differently.

Plain are whole tags with quoted attributes, balanced, with the common entities, and nothing hidden, embedded or active.
That is how the theme writes thousands of pages; whatever is not plain is left to the parser. A property test holds both
to the same result.
"""

from __future__ import annotations

import enum
import html
import re
from dataclasses import dataclass
from functools import lru_cache

from portalkit.patterns import regex
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

_ACTIVE = (
    *("on", "style", "hidden", "srcdoc", "formaction", "ping", "usemap", "http-equiv"),
    *("poster", "background", "imagesrcset"),
)
"""How the names of attributes begin that make something happen, hide something, or load something on the side."""
_NAME = rf"(?!{'|'.join(_ACTIVE)})[a-z-]+"
_ATTRIBUTES = rf'(?: {_NAME}(?:="[^"<>]*")?)*'
_TAG = regex(rf"<(?:/([a-z0-9]+)|([a-z0-9]+)({_ATTRIBUTES})( ?/?))>")
"""A tag with nothing active."""
_TAGS = regex("(<[^>]*>)")
_OPENING = regex(r'<!DOCTYPE html>\s*<html(?: lang="[A-Za-z-]*")?>\s*<head>')
_HEAD_LINE = regex(
    rf"\s*(?:(?:<(?:meta|link){_ATTRIBUTES}>|<title>[^<]*</title>|<script{_ATTRIBUTES}>[^<]*</script>)\s*)*"
)
_IN_HEAD = regex(rf"<(meta|link|script)({_ATTRIBUTES})>")
_ATTRIBUTE = regex(r' ([a-z][a-z-]*)(?:="([^"]*)")?')
_META = regex(r'^<meta name="([^"<>\n]+)" content="([^"<>\n]*)">$', re.MULTILINE)
_CANONICAL = regex(r'<link rel="canonical" href="([^"<>]*)">')
_WORDS_ALONE = (("<title>", "</title>"), ('<script type="application/ld+json">', "</script>"))
"""Elements of a head in which stands another text on every page, and no address."""
_CODE = regex(
    rb'<svg class="square-code" viewBox="[0-9 -]+" role="img" aria-label="[^"<>]*"><path d="[Mmh0-9 .]+"/></svg>'
)
"""The square code of a page's address: a drawing, and nothing else can stand in it."""
_KNOWN = """
a abbr article aside b blockquote button caption cite code colgroup dd del details div dl dt em fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header i ins label legend li main mark nav ol p picture pre q rp rt ruby s section
small span strong sub summary sup table tbody td tfoot th thead time tr u ul
"""
_PLAIN = frozenset(_KNOWN.split())
"""Elements in which a parser reads on by the same rules."""
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})
_READABLE = _PLAIN | _VOID
_PHRASE = frozenset({"br", "img", "picture", "source", "span", "time"}) | {
    *("b", "code", "del", "em", "i", "ins", "s", "small", "strong", "sub", "sup", "u")
}
"""What may stand in an element whose words are told."""
_TOLD = frozenset({"a", "area", "form", "img", "source", "h1"})
_TOLD_ATTRIBUTES = ("data-identity", "demo-banner")
_CONTROLS = bytes((*range(9), *range(0x0B, 0x20), 0x7F))
_RARE = (b"\xc2", b"\xef\xbb\xbf", b"\xef\xbf")
_ODD = regex("[\x80-\x9f\ufeff\ufffe\uffff]")
_ENTITY = regex(r"&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says."""

    metas: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    canonical: str


_NOTHING = Head((), (), "")


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the body shows: ``heading`` is its first, ``demo_banner`` says that all is a demonstration."""

    metas: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    references: tuple[Reference, ...]
    heading: str
    demo_banner: str


def skim_head(raw: bytes) -> Head | None:
    """Read a head that is plain from the first byte to the last, each of its elements on one line; ``None`` for any
    other.
    """
    text = _plain(raw)
    opening = _OPENING.match(text) if text is not None else None
    if text is None or opening is None:
        return None
    inner, closing, after = text[opening.end() :].rpartition("</head>")
    if not closing or after.strip():
        return None
    metas: list[tuple[str, str]] = []
    references: list[Reference] = []
    canonical = ""
    pieces = _META.split(inner)
    for number in range(0, len(pieces), 3):
        if pieces[number].strip():
            for line in pieces[number].split("\n"):
                found = _head_line(line)
                if found is None:
                    return None
                metas += found.metas
                references += found.references
                canonical = canonical or found.canonical
        metas += [(_unescaped(pieces[number + 1]), _unescaped(pieces[number + 2]))] if number + 2 < len(pieces) else ()
    return Head(tuple(metas), tuple(references), canonical)


def _head_line(line: str) -> Head | None:
    for start, end in _WORDS_ALONE:
        if line.startswith(start) and line.endswith(end) and line.count("<") == 2:
            return _NOTHING
    link = _CANONICAL.fullmatch(line)
    return Head((), (), _unescaped(link[1])) if link else _common_head_line(line)


@lru_cache(maxsize=2048)
def _common_head_line(line: str) -> Head | None:
    """One line: most are the same on many pages."""
    if not _HEAD_LINE.fullmatch(line):
        return None
    metas: list[tuple[str, str]] = []
    references: list[Reference] = []
    canonical = ""
    for tag, written in _IN_HEAD.findall(line):
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
    """Read whole elements of a body that are plain; ``None`` for any other. ``content`` is set for the main part.

    All of it has to be words and plain tags, and every element to end where it should, so that nothing reaches out.
    """
    text = _plain(_CODE.sub(b"", raw) if b"<svg" in raw else raw)
    if text is None:
        return None
    pieces = _TAGS.split(text)
    if len(pieces) // 2 != text.count("<"):
        return None
    found = _found(pieces[::2], pieces[1::2], content=content)
    return None if found is None else _together(text, found)


def _found(words: list[str], tags: list[str], *, content: bool) -> list[_Told] | None:
    """What the tags tell, in the order in which they open; ``None`` where they are not balanced or not plain."""
    found: list[_Told | None] = []
    open_: list[str] = []
    gathering: list[tuple[int, int, int, str]] = []  # depth, number of the tag, place in ``found``, attributes
    closes, opens, gathers = _Does.CLOSE, _Does.OPEN, _Does.GATHER
    for number, tag in enumerate(map(_tag, tags)):
        if tag is None:
            return None
        does, name, written = tag
        if does is closes:
            if not open_ or open_.pop() != name:
                return None
            if gathering and gathering[-1][0] == len(open_):
                _, start, place, attributes = gathering.pop()
                found[place] = _told(name, attributes, "".join(words[start + 1 : number + 1]), content)
            continue
        if gathering and name not in _PHRASE:
            return None
        if does is gathers:
            gathering.append((len(open_), number, len(found), written))
            found.append(None)
        elif does is not opens:
            found.append(_told(name, written, "", content))
        if name not in _VOID:
            open_.append(name)
    return None if open_ else [told for told in found if told]


class _Does(enum.Enum):
    """What a tag does: it closes an element, opens one that tells nothing, one that tells by its attributes, or one
    whose words are gathered.
    """

    CLOSE = enum.auto()
    OPEN = enum.auto()
    TELL = enum.auto()
    GATHER = enum.auto()


@lru_cache(maxsize=16384)
def _tag(written: str) -> tuple[_Does, str, str] | None:
    """What a tag does, its name, its attributes; ``None`` where it is not plain. Most tags are the same everywhere."""
    tag = _TAG.fullmatch(written)
    if tag is None:
        return None
    closing, opening, attributes, slash = tag.groups()
    if closing:
        return _Does.CLOSE, closing, ""
    if opening not in (_VOID if slash else _READABLE) or (" src=" in attributes and ADDRESSES.get(opening) != "src"):
        return None
    named = any(name in attributes for name in _TOLD_ATTRIBUTES)
    if not named and opening not in _TOLD:
        return _Does.OPEN, opening, attributes
    tells = opening in _VOID or (opening == "form" and not named)
    return _Does.TELL if tells else _Does.GATHER, opening, attributes


@dataclass(frozen=True, slots=True)
class _Told:
    """What one element tells."""

    tag: str
    words: str
    marks: tuple[Mark, ...]
    references: tuple[Reference, ...]
    is_banner: bool


@lru_cache(maxsize=8192)
def _told(tag: str, written: str, inner: str, content: bool) -> _Told:
    """Read one element; lists, breadcrumbs and menus repeat the same ones on many pages."""
    words = " ".join(html.unescape(inner).split())
    attributes = _attributes(written)
    marks: tuple[Mark, ...] = ()
    if "data-identity" in attributes:
        href = attributes.get("href", "").strip()
        marks = (Mark(attributes["data-identity"], attributes.get("data-contact", ""), words, href, hidden=False),)
    copies = offered(attributes.get("srcset", ""))
    references = [Reference(copy, "", loads=True, hidden=False, content=content) for copy in copies]
    url = attributes.get(ADDRESSES.get(tag, ""), "").strip()
    if url:
        references.append(Reference(url, words if tag == "a" else "", tag in LOADED, hidden=False, content=content))
    return _Told(tag, words, marks, tuple(references), attributes.get("class") == "demo-banner")


def _together(text: str, found: list[_Told]) -> Part | None:
    marks = tuple(mark for told in found for mark in told.marks)
    banners = [told.words for told in found if told.is_banner]
    if text.count("data-identity") != len(marks) or text.count("demo-banner") != len(banners) or len(banners) > 1:
        return None
    references = tuple(reference for told in found for reference in told.references)
    heading = next((told.words for told in found if told.tag == "h1"), "")
    return Part((), marks, references, heading, banners[0] if banners else "")


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


def _attributes(written: str) -> dict[str, str]:
    """Name → value; the first of two counts, as for a browser."""
    pairs = reversed(_ATTRIBUTE.findall(written))
    return {name: html.unescape(value) for name, value in pairs} if "&" in written else dict(pairs)


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&" in text else text
