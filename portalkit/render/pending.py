"""An article on its way to the writer: what Pelican's article signals hand to the plugins."""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.model.record import Record


@dataclass(slots=True)
class PendingArticle:
    """A record, and the body that plugins may still change (mark links); the record itself stays as admitted."""

    record: Record
    body: str
