"""Notices of websites being merged into the portal: on the portal, and on what is left of the old site."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.model.group import GroupKind, PageGroup
from portalkit.render.engine import PortalGenerator
from portalkit.render.notices import legacy_page, migration_page, migration_view, shown_legacies
from portalkit.render.writer import PortalWriter


class MigrationNotices(PortalGenerator):
    """The notice with every destination, and the old site's home page that carries it."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write the notices."""
        bridge, portal = self.bridge, self.bridge.tree.portal
        for tenant in shown_legacies(bridge.tree):
            group = PageGroup.of(GroupKind.NOTICE, tenant.folder)
            if tenant not in self.tenants or not self.work.wants(group):
                continue
            if tenant.legacy is None or tenant.legacy.announced > bridge.today:
                continue
            view = migration_view(bridge, tenant, tenant.legacy)
            self.write_page(writer, group, portal, "migration", migration_page(bridge, tenant), migration=view)
            self.write_page(writer, group, tenant, "legacy", legacy_page(bridge, tenant), migration=view)


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return MigrationNotices


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
