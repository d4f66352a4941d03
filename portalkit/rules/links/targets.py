"""What a built page leads to inside its own portal and does not find there."""

from __future__ import annotations

import enum
import posixpath
from collections.abc import Iterable, Iterator

from portalkit.rules.built import BuiltPage, Reference
from portalkit.rules.pages import PageContext

_PAGE_SUFFIXES = frozenset({"", ".html", ".htm", ".xml", ".json"})


class Sort(enum.Enum):
    """What a reference is to: a page, a picture or attachment, or what the theme loads around the main part."""

    PAGE = "page"
    FILE = "file"
    FRAME = "frame"


def missing(page: BuiltPage, context: PageContext, sort: Sort) -> tuple[str, ...]:
    """Targets of one sort that do not exist, each once."""
    around = context.of_frame(sort.value, page, lambda: _missing(page.frame.references, page, context, sort))
    # Three rules ask about the same references, and on most pages nothing is missing.
    lost = context.lost(page)
    inside = _missing(lost, page, context, sort) if lost else ()
    return tuple(dict.fromkeys((*around, *inside))) if around or inside else ()


def _missing(references: Iterable[Reference], page: BuiltPage, context: PageContext, sort: Sort) -> Iterator[str]:
    for reference in references:
        target = context.missing(page, reference)
        if target is not None and _sort(reference, target) is sort:
            yield target


def _sort(reference: Reference, target: str) -> Sort:
    if reference.loads and not reference.content:
        return Sort.FRAME
    is_file = reference.loads or posixpath.splitext(target)[1].lower() not in _PAGE_SUFFIXES
    return Sort.FILE if is_file else Sort.PAGE
