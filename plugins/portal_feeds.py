"""Feeds and maps for machines: Atom per unit and for the portal, sitemap.xml by unit, robots.txt."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.model.group import GroupKind, PageGroup
from portalkit.render.engine import COMMON, PortalGenerator
from portalkit.render.feeds import atom, robots, sitemap, sitemap_index, sitemap_url
from portalkit.render.writer import PortalWriter


class Feeds(PortalGenerator):
    """What readers and search engines subscribe to."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write the feeds."""
        for tenant in self.tenants:
            group = PageGroup.of(GroupKind.FEEDS, tenant.folder)
            if self.work.wants(group):
                self.write_text(writer, group, f"{tenant.mount}feed.xml", atom(self.bridge, tenant))
                self.write_text(writer, group, sitemap_url(tenant), sitemap(self.bridge, tenant))
        if self.work.common:
            self.write_text(writer, COMMON, "/sitemap.xml", sitemap_index(self.bridge))
            self.write_text(writer, COMMON, "/robots.txt", robots(self.bridge))


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return Feeds


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
