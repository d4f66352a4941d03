"""A published article as lists see it: without its body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portalkit.model.record import Document


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
