"""The portal's home, unit homes, topics, column lists, the directory of units, the site map and the 404 page."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render.engine import COMMON, PortalGenerator
from portalkit.render.head import page_of
from portalkit.render.home import home_page, home_view
from portalkit.render.lists import column_pages
from portalkit.render.units import (
    bureau_groups,
    bureaus_page,
    sitemap_groups,
    sitemap_page,
    unit_page,
    unit_view,
)
from portalkit.render.writer import PortalWriter
from portalkit.render.years import year_pages


class ColumnsAndHomes(PortalGenerator):
    """Every list, and the portal's common pages."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write homes and lists."""
        for tenant in self.tenants:
            self._write_home(writer, tenant)
            for column in self.work.columns(tenant):
                for number, page, view in column_pages(self.bridge, tenant, column, self.work):
                    group = PageGroup.of(GroupKind.COLUMN, tenant.folder, column.id, number)
                    self.write_page(writer, group, tenant, "column", page, column=view)
                for group, page, view in year_pages(self.bridge, tenant, column, self.work):
                    self.write_page(writer, group, tenant, "column", page, column=view)
        if self.work.common:
            self._write_common(writer)

    def _write_home(self, writer: PortalWriter, tenant: Tenant) -> None:
        group = PageGroup.of(GroupKind.UNIT, tenant.folder)
        if not self.work.wants(group):
            return
        bridge = self.bridge
        if tenant.kind is TenantKind.PORTAL:
            self.write_page(writer, group, tenant, "home", home_page(bridge), home=home_view(bridge))
        elif tenant.kind is not TenantKind.LEGACY:
            template = "topic" if tenant.kind is TenantKind.TOPIC else "tenant"
            self.write_page(writer, group, tenant, template, unit_page(bridge, tenant), unit=unit_view(bridge, tenant))

    def _write_common(self, writer: PortalWriter) -> None:
        bridge, portal = self.bridge, self.bridge.tree.portal
        self.write_page(writer, COMMON, portal, "directory", bureaus_page(bridge), groups=bureau_groups(bridge))
        self.write_page(writer, COMMON, portal, "directory", sitemap_page(bridge), groups=sitemap_groups(bridge))
        missing = page_of(
            bridge, portal, kind="not-found", title="没有找到您要的页面", url="/404.html", indexable=False
        )
        self.write_page(writer, COMMON, portal, "not_found", missing)
        for asset in bridge.assets.by_name.values():
            writer.write_bytes(COMMON, asset.url.lstrip("/"), asset.origin.read_bytes())


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return ColumnsAndHomes


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
