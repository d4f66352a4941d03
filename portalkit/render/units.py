"""Homes of bureaus, townships and topics, the directory of units, the site map."""

from __future__ import annotations

from portalkit.model.column import ColumnPath
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render.bridge import Bridge
from portalkit.render.head import page_of
from portalkit.render.items import contact_rows, items_of
from portalkit.render.linked import organisation
from portalkit.render.notices import migration_url, shown_legacies
from portalkit.render.shell import DISCLOSURE_TYPES, live_members
from portalkit.render.views import Block, Crumb, DirectoryGroup, Page, TenantView, Unit

ORGANS = (TenantKind.BUREAU, TenantKind.TOWNSHIP, TenantKind.AGENCY_SITE)
"""Kinds that disclose government information on pages of their own."""


def unit_page(bridge: Bridge, tenant: Tenant) -> Page:
    """The head of a unit's home."""
    topic = tenant.kind is TenantKind.TOPIC
    description = (
        f"{tenant.name}专题，集中发布有关工作部署、政策和进展"
        if topic
        else f"{tenant.name}的职能、动态、文件和公开信息"
    )
    return page_of(
        bridge,
        tenant,
        kind="topic" if topic else "tenant",
        title=tenant.name,
        url=tenant.mount,
        column=(
            tenant.short_name,
            description,
            (tenant.short_name, "专题" if topic else "部门信息"),
            "专栏专题" if topic else "机构职能",
        ),
        things=() if topic else (organisation(bridge.shell(tenant), tenant, tenant.mount),),
        feed=tenant.mount,
    )


def unit_view(bridge: Bridge, tenant: Tenant) -> TenantView:
    """A unit's home: who it is, and the newest of each of its columns."""
    limit = bridge.limit("home_items")
    blocks = tuple(
        Block(
            column.name,
            tenant.column_url(column),
            items_of(bridge, bridge.corpus.newest(bridge.portal, ColumnPath(tenant.folder, column.id), limit)),
            column.description,
        )
        for column in bridge.visible_columns(tenant)
        if column.type not in DISCLOSURE_TYPES
    )
    period = archived = ""
    if tenant.topic:
        end = tenant.topic.end
        period = f"{tenant.topic.start:%Y-%m-%d} 至 {f'{end:%Y-%m-%d}' if end else '今'}"
        if tenant.topic.archived(bridge.today) and end:
            archived = f"本专题已于 {end:%Y-%m-%d} 结束，内容归档供查阅。"
    return TenantView(
        name=tenant.name,
        kind=tenant.kind.chinese,
        contact=contact_rows(tenant) if tenant.kind in ORGANS else (),
        blocks=blocks,
        archived=archived,
        period=period,
        disclosure_url=f"{tenant.mount}disclosure/" if tenant.kind in ORGANS else "",
    )


def bureaus_page(bridge: Bridge) -> Page:
    """The head of the directory of units."""
    return page_of(
        bridge,
        bridge.tree.portal,
        kind="bureaus",
        title="部门乡镇",
        url="/bureaus/",
        trail=(Crumb("部门乡镇", "/bureaus/"),),
        column=("部门乡镇", "县政府各部门和乡镇（街道）的信息公开页面目录", ("部门", "乡镇"), "机构职能"),
    )


def bureau_groups(bridge: Bridge) -> tuple[DirectoryGroup, ...]:
    """Units of the portal by kind."""
    groups = (
        ("政府部门", (TenantKind.BUREAU, TenantKind.AGENCY_SITE)),
        ("乡镇（街道）", (TenantKind.TOWNSHIP,)),
    )
    return tuple(
        DirectoryGroup(name, "", units)
        for name, kinds in groups
        if (units := unit_entries(live_members(bridge.tree, *kinds)))
    )


def unit_entries(tenants: tuple[Tenant, ...], place: str = "") -> tuple[Unit, ...]:
    """Units as entries of a directory; without the name of the place where all of them have it (``place``)."""
    return tuple(
        Unit(t.name.removeprefix(place) or t.name, t.mount, t.contact.phone if t.contact else "") for t in tenants
    )


def sitemap_page(bridge: Bridge) -> Page:
    """The head of 网站地图."""
    return page_of(
        bridge,
        bridge.tree.portal,
        kind="sitemap",
        title="网站地图",
        url="/sitemap.html",
        trail=(Crumb("网站地图", "/sitemap.html"),),
    )


def sitemap_groups(bridge: Bridge) -> tuple[DirectoryGroup, ...]:
    """Every place of the portal that a menu can lead to."""
    tree = bridge.tree
    groups = []
    for tenant in (tree.portal, *live_members(tree, *ORGANS, TenantKind.TOPIC)):
        entries = [Unit(c.name, tenant.column_url(c)) for c in bridge.visible_columns(tenant)]
        if tenant.kind in (TenantKind.PORTAL, *ORGANS):
            entries.append(Unit("政府信息公开", f"{tenant.mount}disclosure/"))
        if tenant is tree.portal:
            entries += [Unit("部门乡镇", "/bureaus/"), Unit("站内检索", "/search/")]
            entries += [Unit(f"{legacy.name}迁移公告", migration_url(legacy)) for legacy in shown_legacies(bridge.tree)]
        groups.append(DirectoryGroup(tenant.name, tenant.mount, tuple(entries)))
    return tuple(groups)
