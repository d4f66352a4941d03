"""What a built page leads to inside its own portal and does not find there."""

from __future__ import annotations

import posixpath

from portalkit.rules.pages import PageContext
from portalkit.rules.reading import BuiltPage

_PAGE_SUFFIXES = frozenset({"", ".html", ".htm", ".xml", ".json"})


def missing(page: BuiltPage, context: PageContext, *, files: bool) -> tuple[str, ...]:
    """Targets that do not exist, each once: ``files`` asks for pictures, attachments and what a page loads, otherwise
    for pages.
    """
    found: dict[str, None] = {}
    for reference in page.references:
        if reference.url.startswith("#"):
            continue
        target = context.target(page, reference.url)
        if target is None or context.exists(target):
            continue
        is_file = reference.loads or posixpath.splitext(target)[1].lower() not in _PAGE_SUFFIXES
        if is_file is files:
            found[target] = None
    return tuple(found)
