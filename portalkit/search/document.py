"""What the index knows of one published article, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portalkit.errors import UsageError


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One public article. ``places`` are the columns that list it, as ``tenant/column``; ``key`` changes with it."""

    path: str
    key: str
    portal: str
    tenant: str
    tenant_name: str
    column: str
    column_name: str
    places: tuple[str, ...]
    url: str
    title: str
    source: str
    published: date
    document_number: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an excerpt; ``mark`` where it is what was asked for."""

    text: str
    mark: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer."""

    title: str
    url: str
    excerpt: tuple[Part, ...]
    tenant: str
    tenant_name: str
    column: str
    column_name: str
    published: date
    document_number: str
    source: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """A page of answers. ``exact`` tells whether ``total`` was counted or is what was looked at of very many."""

    query: str
    total: int
    exact: bool
    page: int
    pages: int
    hits: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody asks: words, and where and when to look. Dates are inclusive."""

    query: str
    portal: str = ""
    tenant: str = ""
    column: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1
    size: int = 10

    @classmethod
    def asked(
        cls,
        query: str,
        *,
        portal: str = "",
        tenant: str = "",
        column: str = "",
        since: str = "",
        until: str = "",
        page: int | str = 1,
    ) -> SearchRequest:
        """Make a request from what somebody typed; raises ``UsageError`` for a date or page that is none."""
        try:
            return cls(
                query=query,
                portal=portal,
                tenant=tenant,
                column=column,
                since=date.fromisoformat(since) if since else None,
                until=date.fromisoformat(until) if until else None,
                page=max(int(page or 1), 1),
            )
        except ValueError:
            raise UsageError("检索条件有误。", "日期请写成 2026-03-01，页码请写成数字。") from None
