"""What a built page leads to inside its own portal and does not find there."""

from __future__ import annotations

import enum
import posixpath

from portalkit.rules.pages import PageContext
from portalkit.rules.reading import BuiltPage, Reference

_PAGE_SUFFIXES = frozenset({"", ".html", ".htm", ".xml", ".json"})


class Sort(enum.Enum):
    """What a reference is to: a page, a picture or attachment, or what the theme loads around the main part."""

    PAGE = "page"
    FILE = "file"
    FRAME = "frame"


def missing(page: BuiltPage, context: PageContext, sort: Sort) -> tuple[str, ...]:
    """Targets of one sort that do not exist, each once."""
    found: dict[str, None] = {}
    for reference in page.references:
        if reference.url.startswith("#"):
            continue
        target = context.target(page, reference.url)
        if target is None or context.exists(target):
            continue
        if _sort(reference, target) is sort:
            found[target] = None
    return tuple(found)


def _sort(reference: Reference, target: str) -> Sort:
    if reference.loads and not reference.content:
        return Sort.FRAME
    is_file = reference.loads or posixpath.splitext(target)[1].lower() not in _PAGE_SUFFIXES
    return Sort.FILE if is_file else Sort.PAGE
