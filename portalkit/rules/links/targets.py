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
    inside = _missing(page.references_inside, page, context, sort)
    return tuple(dict.fromkeys((*around, *inside)))


def _missing(references: Iterable[Reference], page: BuiltPage, context: PageContext, sort: Sort) -> Iterator[str]:
    for reference in references:
        target = None if reference.url.startswith("#") else context.target(page, reference.url)
        if target is not None and not context.exists(target) and _sort(reference, target) is sort:
            yield target


def _sort(reference: Reference, target: str) -> Sort:
    if reference.loads and not reference.content:
        return Sort.FRAME
    is_file = reference.loads or posixpath.splitext(target)[1].lower() not in _PAGE_SUFFIXES
    return Sort.FILE if is_file else Sort.PAGE
