"""Feeds of columns, units and the portal: RSS, Atom and JSON Feed of the same articles, no time of the build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

import msgspec

from portalkit.model.column import Column, ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render.bridge import Bridge

CHINA = timezone(timedelta(hours=8))
"""The one time zone of the platform (Asia/Shanghai has no summer time)."""

FEED_ITEMS = 20
ATOM, RSS, JSON = "feed.xml", "rss.xml", "feed.json"
"""File names of the three formats below the folder of what they are of."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NO_ARTICLE = datetime(1970, 1, 1, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest articles of one place. ``base`` is its site path, with a slash at both ends."""

    title: str
    description: str
    root: str
    base: str
    entries: tuple[Entry, ...]

    def files(self) -> Iterator[tuple[str, str]]:
        """Site path and text of each format."""
        yield self.base + ATOM, self.atom()
        yield self.base + RSS, self.rss()
        yield self.base + JSON, self.json()

    @property
    def updated(self) -> datetime:
        """When the newest article was published; a fixed time for an empty feed."""
        return _at(self.entries[0]) if self.entries else _NO_ARTICLE

    def atom(self) -> str:
        """Atom (RFC 4287)."""
        home, own = self.root + self.base, f"{self.root}{self.base}{ATOM}"
        items = "".join(
            f"<entry><title>{escape(entry.title)}</title>"
            f'<link href={quoteattr(self.root + entry.url)} rel="alternate"/>'
            f"<id>{escape(self.root + entry.url)}</id>"
            f"<published>{_at(entry).isoformat()}</published><updated>{_at(entry).isoformat()}</updated>"
            f"<author><name>{escape(entry.source)}</name></author>"
            f"{_element('summary', entry.summary)}</entry>\n"
            for entry in self.entries
        )
        return (
            f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
            f"<title>{escape(self.title)}</title>{_element('subtitle', self.description)}"
            f'<link href={quoteattr(home)} rel="alternate"/><link href={quoteattr(own)} rel="self"/>'
            f"<id>{escape(home)}</id><updated>{self.updated.isoformat()}</updated>\n{items}</feed>\n"
        )

    def rss(self) -> str:
        """RSS 2.0."""
        home, own = self.root + self.base, f"{self.root}{self.base}{RSS}"
        items = "".join(
            f"<item><title>{escape(entry.title)}</title><link>{escape(self.root + entry.url)}</link>"
            f"<guid>{escape(self.root + entry.url)}</guid><pubDate>{format_datetime(_at(entry))}</pubDate>"
            f"<dc:creator>{escape(entry.source)}</dc:creator>{_element('description', entry.summary)}</item>\n"
            for entry in self.entries
        )
        return (
            f'{_HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{escape(self.title)}</title>'
            f"<link>{escape(home)}</link><description>{escape(self.description)}</description>"
            f'<language>zh-cn</language><atom:link href={quoteattr(own)} rel="self" type="application/rss+xml"/>'
            f"<lastBuildDate>{format_datetime(self.updated)}</lastBuildDate>\n{items}</channel></rss>\n"
        )

    def json(self) -> str:
        """JSON Feed 1.1."""
        items = [
            {
                "id": self.root + entry.url,
                "url": self.root + entry.url,
                "title": entry.title,
                "content_text": entry.summary or entry.title,
                "date_published": _at(entry).isoformat(),
                "authors": [{"name": entry.source}],
            }
            for entry in self.entries
        ]
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "description": self.description,
            "home_page_url": self.root + self.base,
            "feed_url": f"{self.root}{self.base}{JSON}",
            "language": "zh-CN",
            "items": items,
        }
        return msgspec.json.encode(feed).decode() + "\n"


def unit_feed(bridge: Bridge, tenant: Tenant) -> Feed:
    """The newest articles of a unit; the portal's feed has those of every unit."""
    shell = bridge.shell(tenant)
    folder = None if tenant.kind is TenantKind.PORTAL else tenant.folder
    return Feed(
        title=tenant.name if folder is None else f"{tenant.name}_{shell.site_name}",
        description=f"{tenant.name}最新发布的信息",
        root=shell.root_url,
        base=tenant.mount,
        entries=bridge.corpus.newest_published(bridge.portal, folder, FEED_ITEMS),
    )


def column_feed(bridge: Bridge, tenant: Tenant, column: Column) -> Feed | None:
    """The newest articles of a column; nothing for an empty one, which has no page either."""
    entries = bridge.corpus.newest(bridge.portal, ColumnPath(tenant.folder, column.id), FEED_ITEMS)
    if not entries:
        return None
    shell = bridge.shell(tenant)
    names = dict.fromkeys((column.name, tenant.short_name, shell.site_name))
    return Feed("_".join(names), column.description, shell.root_url, tenant.column_url(column), entries)


def _at(entry: Entry) -> datetime:
    return entry.published.replace(tzinfo=CHINA)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""
