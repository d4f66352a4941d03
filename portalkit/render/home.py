"""The portal's home."""

from __future__ import annotations

from portalkit.model.column import ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render.bridge import Bridge
from portalkit.render.disclosure import PARTS
from portalkit.render.head import page_of
from portalkit.render.items import column_block, item_of, items_of, shared_block
from portalkit.render.linked import organisation, website
from portalkit.render.notices import notice_bars
from portalkit.render.shell import INTERACTION_TYPES, live_members
from portalkit.render.units import unit_entries
from portalkit.render.views import Block, Crumb, HomeView, MediaView, Page

NEWS_TYPES = ("工作动态",)
PICTURES = 5


def home_page(bridge: Bridge) -> Page:
    """The head of the home page."""
    portal = bridge.tree.portal
    return page_of(
        bridge,
        portal,
        kind="home",
        title=portal.name,
        url="/",
        column=(
            "首页",
            f"{portal.name}门户网站首页，发布政务信息、提供政务服务和互动渠道",
            (portal.short_name, "门户"),
            "首页",
        ),
        things=(organisation(bridge.shell(portal), portal, "/"), website(bridge.shell(portal))),
        feed="/",
    )


def home_view(bridge: Bridge) -> HomeView:
    """What the home page shows, newest first; a block without anything is ``None``."""
    tree, portal = bridge.tree, bridge.tree.portal
    limit = bridge.limit("home_items")
    bureaus = live_members(tree, TenantKind.BUREAU, TenantKind.AGENCY_SITE)
    townships = live_members(tree, TenantKind.TOWNSHIP)
    organs = (portal, *bureaus, *townships)
    news = _news(bridge)
    site = portal.site
    place = site.place if site else ""
    return HomeView(
        notices=notice_bars(bridge),
        headline=item_of(bridge, headline) if (headline := _headline(news)) else None,
        pictures=items_of(bridge, _pictures(bridge)),
        news=column_block(bridge, portal, NEWS_TYPES, limit),
        announcements=_first_or_shared(bridge, organs, ("通知公告",), "通知公告", limit),
        policy=_first_or_shared(bridge, organs, ("政策文件",), "政策文件", limit),
        interpretation=_first_or_shared(bridge, organs, ("政策解读",), "政策解读", limit),
        dynamics=shared_block(
            bridge, (*bureaus, *townships), NEWS_TYPES, name="部门乡镇动态", url="/bureaus/", limit=limit
        ),
        interaction=tuple(
            block for type_ in INTERACTION_TYPES if (block := column_block(bridge, portal, (type_,), limit // 2))
        ),
        disclosure=tuple(Crumb(name, f"/disclosure/{file}") for _, name, file in PARTS if file),
        services=column_block(bridge, portal, ("办事服务",), limit),
        topics=unit_entries(live_members(tree, TenantKind.TOPIC)),
        bureaus=unit_entries(bureaus, place),
        townships=unit_entries(townships, place),
        media=tuple(MediaView(m.platform, m.name) for m in (site.media_accounts if site else ()) if m.status == "live"),
    )


def _news(bridge: Bridge) -> tuple[Entry, ...]:
    portal = bridge.tree.portal
    places = tuple(ColumnPath(portal.folder, c.id) for c in portal.columns if c.type in NEWS_TYPES)
    return bridge.corpus.newest_of_columns(bridge.portal, places, 50)


def _headline(news: tuple[Entry, ...]) -> Entry | None:
    return next((entry for entry in news if entry.headline), news[0] if news else None)


def _pictures(bridge: Bridge) -> tuple[Entry, ...]:
    portal = bridge.tree.portal
    found: list[Entry] = []
    for column in portal.columns:
        if column.type in NEWS_TYPES:
            found += bridge.corpus.with_picture(bridge.portal, ColumnPath(portal.folder, column.id), PICTURES)
    return tuple(found[:PICTURES])


def _first_or_shared(
    bridge: Bridge, organs: tuple[Tenant, ...], types: tuple[str, ...], name: str, limit: int
) -> Block | None:
    """The newest of all units under one heading; "more" leads to the portal's own column when it has one."""
    own = column_block(bridge, bridge.tree.portal, types, 1)
    heading, url = (own.name, own.url) if own else (name, "/bureaus/")
    return shared_block(bridge, organs, types, name=heading, url=url, limit=limit)
