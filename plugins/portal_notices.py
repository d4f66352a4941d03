"""Notices of websites being merged into the portal: on the portal, and on what is left of the old site."""

from __future__ import annotations

from pelican.plugins import signals
from pelican.writers import Writer

from portalkit.render.engine import PortalGenerator
from portalkit.render.notices import legacy_page, migration_page, migration_view, shown_legacies


class MigrationNotices(PortalGenerator):
    """The notice with every destination, and the old site's home page that carries it."""

    def generate_output(self, writer: Writer) -> None:
        """Write the notices of the slice."""
        bridge = self.bridge
        for tenant in shown_legacies(bridge.tree):
            if tenant.legacy is None or tenant.legacy.announced > bridge.today:
                continue
            view = migration_view(bridge, tenant, tenant.legacy)
            if self.slice.common:
                self.write_page(writer, bridge.tree.portal, "migration", migration_page(bridge, tenant), migration=view)
            if tenant in self.tenants:
                self.write_page(writer, tenant, "legacy", legacy_page(bridge, tenant), migration=view)


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return MigrationNotices


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
