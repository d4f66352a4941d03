"""The portal around every page: name, menu, identity foot. All from the registry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portalkit.errors import RenderError
from portalkit.library.corpus import Corpus
from portalkit.model.column import Column, ColumnPath
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Site, Tenant, TenantKind, TenantStatus
from portalkit.render import addresses
from portalkit.render.assets import Assets
from portalkit.render.views import Channel, Crumb, IdentityView, Shell

DISCLOSURE_TYPES = {
    "信息公开指南": "guide",
    "信息公开制度": "rules",
    "信息公开年报": "reports",
    "依法申请公开": "request",
    "依申请公开": "request",
}
"""Column types that have their place on the disclosure pages, and which."""

INTERACTION_TYPES = ("咨询投诉", "征集调查", "在线访谈")

_CHANNELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("走进{place}", ("概况信息",)),
    ("要闻动态", ("工作动态", "通知公告")),
    (
        "政务公开",
        ("政策文件", "政策解读", "回应关切", "负责人信息", "机构职能", "信息公开目录", "数据发布", "数据开放"),
    ),
    ("办事服务", ("办事服务",)),
    ("互动交流", INTERACTION_TYPES),
)


def visible_columns(corpus: Corpus, tenant: Tenant) -> tuple[Column, ...]:
    """A tenant's columns that have something to show; an empty column is not shown (47号附件; 国办秘函〔2019〕19号)."""
    return tuple(c for c in tenant.columns if corpus.lists_any(tenant.portal, ColumnPath(tenant.folder, c.id)))


def tenant_menu(tenant: Tenant, columns: Iterable[Column]) -> tuple[Crumb, ...]:
    """The menu of a unit, of its columns that have something to show."""
    menu = [Crumb(c.name, tenant.column_url(c)) for c in columns if c.type not in DISCLOSURE_TYPES]
    if tenant.kind in (TenantKind.BUREAU, TenantKind.TOWNSHIP, TenantKind.AGENCY_SITE):
        menu.append(Crumb("政府信息公开", f"{tenant.mount}disclosure/"))
    return tuple(menu)


def live_members(tree: PortalTree, *kinds: TenantKind) -> tuple[Tenant, ...]:
    """Units of the kinds that are on the platform today."""
    return tuple(t for t in tree.members if t.kind in kinds and t.status in (TenantStatus.LIVE, TenantStatus.MIGRATING))


def shell_of(tree: PortalTree, corpus: Corpus, assets: Assets, site_owner: Tenant, today: date) -> Shell:
    """The shell of the portal, or of an agency site with an identity of its own, on a day."""
    site = site_owner.site
    if site is None:
        raise RenderError(f"{site_owner.name} 没有网站标识信息。", "请检查 tenants/ 中的登记。")
    return Shell(
        site_name=site_owner.name,
        short_name=site_owner.short_name,
        place=site.place,
        domain=site.identity.domain,
        root_url=addresses.canonical(site.identity.domain, ""),
        demo=site.demo,
        channels=_channels(tree, corpus, site),
        identity=_identity(site_owner, site, assets),
        service_portal=site.service_portal,
        search_url="/search/",
        disclosure_url="/disclosure/",
        bureaus_url="/bureaus/",
        stylesheet=assets.url("css/site.css"),
        script=assets.url("js/site.js"),
        view_script=assets.url("js/view.js"),
        emblem=assets.url("img/emblem.svg"),
        mourning=site.mourns(today),
    )


def _channels(tree: PortalTree, corpus: Corpus, site: Site) -> tuple[Channel, ...]:
    visible = visible_columns(corpus, tree.portal)
    channels = []
    for name, types in _CHANNELS:
        columns = [Crumb(c.name, tree.portal.column_url(c)) for c in visible if c.type in types]
        if name == "政务公开":
            columns.insert(0, Crumb("政府信息公开", "/disclosure/"))
        if name == "办事服务" and site.service_portal:
            columns.append(Crumb("政务服务网", site.service_portal))
        if columns:
            channels.append(Channel(name.format(place=site.place), columns[0].url, tuple(columns)))
    if live_members(tree, TenantKind.BUREAU, TenantKind.TOWNSHIP, TenantKind.AGENCY_SITE):
        channels.append(Channel("部门乡镇", "/bureaus/", ()))
    topics = live_members(tree, TenantKind.TOPIC)
    if topics:
        columns = [Crumb(topic.name, topic.mount) for topic in topics]
        channels.append(Channel("专题专栏", columns[0].url, tuple(columns)))
    return tuple(channels)


def _identity(tenant: Tenant, site: Site, assets: Assets) -> IdentityView:
    identity, contact = site.identity, tenant.contact
    home = addresses.canonical(identity.domain, "/")
    return IdentityView(
        owner=tenant.owner,
        operator=tenant.operator,
        phone=contact.phone if contact else "",
        email=contact.email if contact else "",
        address=contact.address if contact else "",
        postcode=contact.postcode if contact else "",
        site_code=identity.site_code,
        icp_number=identity.icp_number,
        icp_url=addresses.ICP_SERVICE,
        police_number=identity.police_number,
        police_url=addresses.police_address(identity.police_number),
        badge_kind=identity.badge.kind,
        badge_url=f"{addresses.BADGE_SERVICE}{identity.badge.id}",
        badge_image=assets.url(f"img/badge-{identity.badge.kind}.svg"),
        report_url=addresses.report_address(identity.site_code, home),
        sitemap_url="/sitemap.html",
    )
