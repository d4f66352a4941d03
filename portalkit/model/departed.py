"""An article that was public and whose file is gone: what its number, its column and its words were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portalkit.model.entry import Entry


@dataclass(frozen=True, slots=True, order=True)
class Departed:
    """One article. ``on`` is the day on which it was found gone; ``again`` the path under which the same words came
    back in the same run, and ``again_published`` their day; empty and ``None`` where they did not.
    """

    path: str
    tenant: str
    column: str
    title: str
    published: date
    document_number: str
    index_number: str
    on: date
    again: str = ""
    again_published: date | None = None

    @classmethod
    def of(cls, entry: Entry, on: date, *, again: Entry | None = None) -> Departed:
        """What is remembered of an article that was public."""
        document = entry.document
        return cls(
            path=entry.path,
            tenant=entry.tenant,
            column=entry.column,
            title=entry.title,
            published=entry.published.date(),
            document_number=document.document_number if document else "",
            index_number=document.index_number if document else "",
            on=on,
            again=again.path if again else "",
            again_published=again.published.date() if again else None,
        )
