"""Feeds, maps for search engines, robots.txt: only public articles, no time of the build."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape

from feedgenerator import Atom1Feed

from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render.bridge import Bridge
from portalkit.render.shell import live_members

CHINA = timezone(timedelta(hours=8))
"""The one time zone of the platform (Asia/Shanghai has no summer time)."""

FEED_ITEMS = 20
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def atom(bridge: Bridge, tenant: Tenant) -> str:
    """The newest articles of a unit; the portal's feed has those of every unit."""
    shell = bridge.shell(tenant)
    folder = None if tenant.kind is TenantKind.PORTAL else tenant.folder
    entries = bridge.corpus.newest_published(bridge.portal, folder, FEED_ITEMS)
    feed = Atom1Feed(
        title=tenant.name if folder is None else f"{tenant.name}_{shell.site_name}",
        link=f"{shell.root_url}{tenant.mount}",
        feed_url=f"{shell.root_url}{tenant.mount}feed.xml",
        description="",
        language="zh-CN",
    )
    for entry in entries:
        at = entry.published.replace(tzinfo=CHINA)
        link = f"{shell.root_url}{entry.url}"
        feed.add_item(
            title=entry.title,
            link=link,
            unique_id=link,
            description=entry.summary,
            author_name=entry.source,
            pubdate=at,
            updateddate=at,
        )
    if not entries:
        # An empty feed would carry the time of the build.
        feed.latest_post_date = lambda: datetime(1970, 1, 1, tzinfo=CHINA)
    return str(feed.writeString("utf-8"))


def sitemap(bridge: Bridge, tenant: Tenant) -> str:
    """Every page of a unit that people should find, with the day of the article."""
    root = bridge.shell(tenant).root_url
    lines = [_url(f"{root}{tenant.mount}", "")]
    lines += [_url(f"{root}{tenant.column_url(column)}", "") for column in bridge.visible_columns(tenant)]
    lines += [
        _url(f"{root}{entry.url}", f"{entry.published:%Y-%m-%d}")
        for entry in bridge.corpus.published(bridge.portal, tenant.folder)
    ]
    return f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n{"".join(lines)}</urlset>\n'


def sitemap_url(tenant: Tenant) -> str:
    """Where the map of a unit is."""
    return "/sitemap-portal.xml" if tenant.kind is TenantKind.PORTAL else f"{tenant.mount}sitemap.xml"


def sitemap_index(bridge: Bridge) -> str:
    """One map per unit, so that a new article changes one small file."""
    root = bridge.shell(bridge.tree.portal).root_url
    tenants = (bridge.tree.portal, *live_members(bridge.tree, *_MAPPED))
    places = [f"{root}{sitemap_url(tenant)}" for tenant in tenants]
    lines = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
    return f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{lines}</sitemapindex>\n'


def robots(bridge: Bridge) -> str:
    """Demonstration portals ask not to be indexed."""
    shell = bridge.shell(bridge.tree.portal)
    if shell.demo:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow: /leave/\nDisallow: /search/\nSitemap: {shell.root_url}/sitemap.xml\n"


_MAPPED = tuple(kind for kind in TenantKind if kind is not TenantKind.PORTAL)


def _url(address: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"
