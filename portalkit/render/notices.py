"""Notices of websites being merged into the portal (整合迁移).

- While a site is being merged, and for at least the days of the rulebook after the last step, its notice stands on
  the portal's home page and on the home page that is left of the old site.
- The page with the destination of each former column stays as long as the site is registered.

Source: 国办发〔2017〕47号 三(二); 西吉县制度 第十三条.
"""

from __future__ import annotations

from datetime import date

from portalkit.model.column import ColumnPath
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Legacy, Tenant, TenantKind
from portalkit.render.bridge import Bridge
from portalkit.render.head import page_of
from portalkit.render.views import Crumb, MigrationView, NoticeBar, Page


def migration_url(tenant: Tenant) -> str:
    """Where the notice with the destinations is."""
    return f"/migration/{tenant.id}.html"


def shown_legacies(tree: PortalTree) -> tuple[Tenant, ...]:
    """Websites whose merge was announced."""
    return tuple(t for t in tree.of_kind(TenantKind.LEGACY) if t.legacy is not None)


def notice_bars(bridge: Bridge) -> tuple[NoticeBar, ...]:
    """The notices that stand on the portal's home page today."""
    days = bridge.limit("notice_keep_days")
    return tuple(
        NoticeBar(f"关于{tenant.name}整合迁移的公告", migration_url(tenant), _sentence(bridge, tenant, tenant.legacy))
        for tenant in shown_legacies(bridge.tree)
        if tenant.legacy and tenant.legacy.notice_is_due(days=days, today=bridge.today)
    )


def migration_page(bridge: Bridge, tenant: Tenant) -> Page:
    """The head of the notice on the portal."""
    title = f"关于{tenant.name}整合迁移的公告"
    url = migration_url(tenant)
    return page_of(bridge, bridge.tree.portal, kind="migration", title=title, url=url, trail=(Crumb("迁移公告", url),))


def legacy_page(bridge: Bridge, tenant: Tenant) -> Page:
    """The head of what is left of the old site's home."""
    return page_of(bridge, tenant, kind="legacy", title=tenant.name, url=tenant.mount, indexable=False)


def migration_view(bridge: Bridge, tenant: Tenant, legacy: Legacy) -> MigrationView:
    """The notice: what happened, when, by which decision, and where each column has gone."""
    until = legacy.keep_until(bridge.limit("notice_keep_days"))
    rows = []
    for former in legacy.former_columns:
        found = bridge.tree.column(former.to)
        if found:
            unit, column = found
            where = _destination(bridge, unit, former.to.column)
            rows.append((former.name, f"{unit.short_name} · {column.name}", where))
    approval = legacy.approval
    return MigrationView(
        title=f"关于{tenant.name}整合迁移的公告",
        old_name=tenant.name,
        old_domain=legacy.old_domain,
        announced=_chinese(legacy.announced),
        completed=_chinese(legacy.completed) if legacy.completed else "",
        keep_until=_chinese(until) if until else "",
        approval=f"{approval.authority}（{approval.document}，{_chinese(approval.date)}）",
        destinations=tuple(rows),
        notice_url=migration_url(tenant),
    )


def _destination(bridge: Bridge, unit: Tenant, column_id: str) -> str:
    """The column, or the unit's home while the column is still empty."""
    column = unit.column(column_id)
    if column and bridge.corpus.lists_any(bridge.portal, ColumnPath(unit.folder, column_id)):
        return unit.column_url(column)
    return unit.mount


def _sentence(bridge: Bridge, tenant: Tenant, legacy: Legacy) -> str:
    owner = bridge.tree.portal.name
    old = f"{tenant.name}（{legacy.old_domain}）"
    if legacy.completed and legacy.completed <= bridge.today:
        return f"{old}已于{_chinese(legacy.completed)}并入{owner}门户网站，原有内容去向请查看公告。"
    return f"{old}正在并入{owner}门户网站，各栏目内容去向请查看公告。"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
