"""Government new media (政务新媒体), as registered by central operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MediaAccount:
    """One account on one platform (formats: new media)."""

    platform: str
    name: str
    account: str
    owner: str
    chief_editor: str
    opened: date
    filed: date
    status: str
    last_post: date | None = None
