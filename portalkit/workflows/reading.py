"""Read one article file with the limits of its county."""

from __future__ import annotations

from pathlib import Path

from portalkit.content.parse import parse
from portalkit.model.platform import PortalTree
from portalkit.model.record import Record, Source, Unreadable


def article_of(source: Source, *, content: Path, tree: PortalTree) -> Record | Unreadable:
    """Read an article of a registered unit; the size limits are those of the rulebook."""
    return parse(
        source,
        root=content,
        tree=tree,
        size_limit=size_limit(tree),
        file_limit=tree.rulebook.limit("attachment_megabytes").value * 1024 * 1024,
    )


def size_limit(tree: PortalTree) -> int:
    """The largest article file of the county, in bytes."""
    return tree.rulebook.limit("article_kilobytes").value * 1024
