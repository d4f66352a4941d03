"""A published article as lists see it: without its body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portalkit.model.record import Document, Record

_SHORT = 400
"""Longer forms (办事指南) are for their own page, not for lists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. ``path`` is the file below the content root, ``url`` the site path."""

    path: str
    url: str
    tenant: str
    column: str
    title: str
    published: datetime
    source: str
    summary: str
    picture: str
    picture_title: str
    headline: bool
    document: Document | None
    interprets: str
    revision: str
    picture_pixels: tuple[int, int] | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, record: Record) -> Entry:
        """Return the line that lists show of a record."""
        picture = next((file for file in record.files if file.picture), None)
        return cls(
            path=record.path.text,
            url=record.path.url,
            tenant=record.path.tenant,
            column=record.path.column,
            title=record.title,
            published=record.published,
            source=record.source,
            summary=record.summary,
            picture=picture.url if picture else "",
            picture_title=picture.title if picture else "",
            headline=record.headline,
            document=record.document,
            interprets=record.interprets,
            revision=record.revision,
            picture_pixels=picture.pixels if picture else None,
            facts=record.facts if sum(map(len, map("".join, record.facts))) <= _SHORT else (),
        )
