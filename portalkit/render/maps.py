"""What machines ask a website for: its map, robots.txt, how to search it, whom to tell of a hole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from portalkit.model.securitytxt import security_expires
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render.bridge import Bridge
from portalkit.render.disclosure import PARTS
from portalkit.render.shell import live_members
from portalkit.render.units import ORGANS
from portalkit.render.views import Shell

SHARD = 10_000
"""Addresses in one map; 50,000 is what search engines allow."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MAPPED = tuple(kind for kind in TenantKind if kind is not TenantKind.PORTAL)


def sitemaps(bridge: Bridge, tenant: Tenant) -> Iterator[tuple[str, str]]:
    """Site path and text of the maps of a unit: every page that people should find, articles with their day."""
    root = bridge.shell(tenant).root_url
    lines = [_url(f"{root}{tenant.mount}", "")]
    lines += [_url(f"{root}{tenant.column_url(column)}", "") for column in bridge.visible_columns(tenant)]
    if tenant.kind in (TenantKind.PORTAL, *ORGANS):
        lines += [_url(f"{root}{tenant.mount}disclosure/{file}", "") for _, _, file in PARTS]
    articles = [_url(f"{root}{url}", day) for url, day in bridge.corpus.addresses(bridge.portal, tenant.folder)]
    for number in range(shards(len(articles))):
        of_shard = lines if number == 0 else []
        of_shard = of_shard + articles[number * SHARD : (number + 1) * SHARD]
        yield sitemap_url(tenant, number), f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n{"".join(of_shard)}</urlset>\n'


def shards(articles: int) -> int:
    """How many maps a unit with so many public articles has."""
    return max(-(-articles // SHARD), 1)


def sitemap_url(tenant: Tenant, number: int = 0) -> str:
    """Where a map of a unit is."""
    name = "/sitemap-portal" if tenant.kind is TenantKind.PORTAL else f"{tenant.mount}sitemap"
    return f"{name}-{number + 1}.xml" if number else f"{name}.xml"


def sitemap_index(bridge: Bridge) -> str:
    """The maps of all units, so that a new article changes one small file."""
    root = bridge.shell(bridge.tree.portal).root_url
    tenants = (bridge.tree.portal, *live_members(bridge.tree, *_MAPPED))
    places = [
        f"{root}{sitemap_url(tenant, number)}"
        for tenant in tenants
        for number in range(shards(bridge.corpus.count_published_by(bridge.portal, tenant.folder)))
    ]
    lines = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
    return f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{lines}</sitemapindex>\n'


def robots(shell: Shell) -> str:
    """Demonstration portals ask not to be indexed."""
    if shell.demo:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow: /leave/\nDisallow: /search/\nSitemap: {shell.root_url}/sitemap.xml\n"


def opensearch(shell: Shell) -> str:
    """How a browser may search the portal (OpenSearch 1.1)."""
    name = shell.short_name[:16]
    return (
        f'{_HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(name)}</ShortName><Description>{escape(f'搜索{shell.site_name}门户网站')}</Description>"
        "<InputEncoding>UTF-8</InputEncoding><Language>zh-CN</Language>"
        f'<Url type="text/html" method="get" template="{shell.root_url}{shell.search_url}?q={{searchTerms}}"/>'
        "</OpenSearchDescription>\n"
    )


def security(shell: Shell, today: date) -> str:
    """Whom to tell of a hole in the website (RFC 9116)."""
    identity = shell.identity
    contacts = [f"mailto:{identity.email}"] if identity.email else []
    contacts += [f"tel:+86-{identity.phone.removeprefix('0')}"] if identity.phone else []
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {security_expires(today).isoformat()}T23:59:59+08:00",
        "Preferred-Languages: zh",
        f"Canonical: {shell.root_url}/.well-known/security.txt",
    ]
    return "\n".join(lines) + "\n"


def _url(address: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"
