"""Reading parts of a page by pattern, where they are written so plainly that nobody could read them differently.

Plain are whole tags with quoted attributes, balanced, with the common entities, and nothing hidden, embedded or active.
That is how the theme writes thousands of pages; whatever is not plain is left to the parser. A property test holds both
to the same result.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

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

_ACTIVE = ("on", "style", "hidden", "srcdoc", "formaction", "ping", "usemap", "http-equiv")
"""How the names of attributes begin that make something happen or hide something."""
_ANY = "[a-z-]+"
_NAME = rf"(?!{'|'.join(_ACTIVE)}){_ANY}"


def _attributes_named(name: str) -> str:
    return rf'(?: {name}(?:="[^"<>]*")?)*'


def _tags_with(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?:/([a-z0-9]+)|([a-z0-9]+)({_attributes_named(name)})( ?/?))>")


_TAG, _TAG_OF_ANY = _tags_with(_NAME), _tags_with(_ANY)
"""A tag with nothing active; the second, three times as fast, where ``_SIGNS`` say that there is nothing."""
_SIGNS = tuple(f" {name}" for name in _ACTIVE)
_PARTS = 5
"""What a split by ``_TAG`` yields for each tag: the words before it and its four groups."""
_ATTRIBUTES = _attributes_named(_NAME)
_OPENING = re.compile(r'<!DOCTYPE html>\s*<html(?: lang="[A-Za-z-]*")?>\s*<head>')
_HEAD_LINE = re.compile(
    rf"\s*(?:(?:<(?:meta|link){_ATTRIBUTES}>|<title>[^<]*</title>|<script{_ATTRIBUTES}>[^<]*</script>)\s*)*"
)
_IN_HEAD = re.compile(rf"<(meta|link|script)({_ATTRIBUTES})>")
_ATTRIBUTE = re.compile(r' ([a-z][a-z-]*)(?:="([^"]*)")?')
_META = re.compile(r'<meta name="([^"<>]+)" content="([^"<>]*)">')
_CODE = re.compile(
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
    for line in inner.split("\n"):
        meta = _META.fullmatch(line)
        if meta is not None:
            metas.append((_unescaped(meta[1]), _unescaped(meta[2])))
            continue
        found = _head_line(line)
        if found is None:
            return None
        metas += found.metas
        references += found.references
        canonical = canonical or found.canonical
    return Head(tuple(metas), tuple(references), canonical)


@lru_cache(maxsize=2048)
def _head_line(line: str) -> Head | None:
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
    pieces = (_TAG if any(sign in text for sign in _SIGNS) else _TAG_OF_ANY).split(text)
    if len(pieces) // _PARTS != text.count("<"):
        return None
    found = _found(pieces, content=content, some_named=any(name in text for name in _TOLD_ATTRIBUTES))
    return None if found is None else _together(text, found)


def _found(pieces: list[str], *, content: bool, some_named: bool) -> list[_Told] | None:
    """What the tags tell, in the order in which they open; ``None`` where they are not balanced or not plain."""
    words = pieces[::_PARTS]
    found: list[_Told | None] = []
    open_: list[str] = []
    gathering: list[tuple[int, int, int, str]] = []  # depth, number of the tag, place in ``found``, attributes
    tags = zip(pieces[1::_PARTS], pieces[2::_PARTS], pieces[3::_PARTS], pieces[4::_PARTS], strict=True)
    for number, (closing, opening, written, slash) in enumerate(tags):
        if closing:
            if not open_ or open_.pop() != closing:
                return None
            if gathering and gathering[-1][0] == len(open_):
                _, start, place, attributes = gathering.pop()
                found[place] = _told(closing, attributes, "".join(words[start + 1 : number + 1]), content)
            continue
        if opening not in (_VOID if slash else _READABLE) or (gathering and opening not in _PHRASE):
            return None
        named = some_named and any(name in written for name in _TOLD_ATTRIBUTES)
        if named or opening in _TOLD:
            if opening in _VOID or (opening == "form" and not named):
                found.append(_told(opening, written, "", content))
            else:
                gathering.append((len(open_), number, len(found), written))
                found.append(None)
        if opening not in _VOID:
            open_.append(opening)
    return None if open_ else [told for told in found if told]


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
