"""The head of a page: address, place on the portal, national meta tags (47号附件 网页标签)."""

from __future__ import annotations

from portalkit.model.column import Column
from portalkit.model.record import Record
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render import addresses
from portalkit.render.bridge import Bridge
from portalkit.render.linked import Thing, encoded, way
from portalkit.render.views import Crumb, Page

HOME = Crumb("首页", "/")

ColumnTags = tuple[str, str, tuple[str, ...], str]
"""ColumnName, ColumnDescription, ColumnKeywords, ColumnType."""


def page_of(
    bridge: Bridge,
    tenant: Tenant,
    *,
    kind: str,
    title: str,
    url: str,
    trail: tuple[Crumb, ...] = (),
    column: ColumnTags | None = None,
    content: tuple[tuple[str, str], ...] = (),
    indexable: bool = True,
    things: tuple[Thing, ...] = (),
    feed: str = "",
) -> Page:
    """Make the head of a page of ``tenant``. ``trail`` leads from the tenant's home to the page itself; ``things`` is
    what the page is about, as linked data; ``feed`` the folder of the feeds of what it lists.
    """
    shell = bridge.shell(tenant)
    canonical = addresses.canonical(shell.domain, url)
    own = Crumb(tenant.short_name, tenant.mount)
    on_portal = tenant.kind is TenantKind.PORTAL
    breadcrumb = (HOME, *(() if on_portal else (own,)), *trail)
    names = [title] if title == shell.site_name else [title, *([] if on_portal else [tenant.short_name])]
    breadcrumb = tuple(dict.fromkeys(breadcrumb))
    if len(breadcrumb) > 1 and indexable:
        things = (*things, way(shell, breadcrumb))
    full_title = "_".join(dict.fromkeys([*names, shell.site_name]))
    return Page(
        kind=kind,
        title=full_title,
        url=url,
        canonical=canonical,
        place_metas=(
            ("SiteName", shell.site_name),
            ("SiteDomain", shell.domain),
            ("SiteIDCode", shell.identity.site_code),
            *_column_metas(column),
            *((("Description", column[1]),) if column and not content else ()),
        ),
        metas=(*content, ("Url", canonical)),
        breadcrumb=tuple(Crumb(c.name, c.url if c.url != url else "") for c in breadcrumb),
        tenant=None if on_portal else Crumb(tenant.name, tenant.mount),
        tenant_columns=() if on_portal else bridge.menu(tenant),
        indexable=indexable and not shell.demo,
        report_url=addresses.report_address(shell.identity.site_code, canonical),
        linked=encoded(things),
        feed=feed,
    )


def column_tags(column: Column) -> ColumnTags:
    """The column tags of a registered column."""
    return (column.name, column.description, column.keywords, column.type)


def article_metas(record: Record) -> tuple[tuple[str, str], ...]:
    """Content tags of an article; optional ones only where there is something to say."""
    optional = (
        ("Keywords", ",".join(record.keywords)),
        ("Author", record.author or record.editor),
        ("Description", record.summary[:200]),
    )
    return (
        ("ArticleTitle", record.title),
        ("PubDate", f"{record.published:%Y-%m-%d %H:%M}"),
        ("ContentSource", record.source),
        *((name, value) for name, value in optional if value),
    )


def _column_metas(column: ColumnTags | None) -> tuple[tuple[str, str], ...]:
    if column is None:
        return ()
    name, description, keywords, type_ = column
    return (
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", ",".join(keywords)),
        ("ColumnType", type_),
    )
