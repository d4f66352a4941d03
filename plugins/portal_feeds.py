"""Feeds and maps for machines: Atom per unit and for the portal, sitemap.xml by unit, robots.txt."""

from __future__ import annotations

from pelican.plugins import signals
from pelican.writers import Writer

from portalkit.render.engine import PortalGenerator
from portalkit.render.feeds import atom, robots, sitemap, sitemap_index


class Feeds(PortalGenerator):
    """What readers and search engines subscribe to."""

    def generate_output(self, _writer: Writer) -> None:
        """Write the feeds of the slice."""
        for tenant in self.tenants:
            self.write_text(f"{tenant.mount}feed.xml", atom(self.bridge, tenant))
            self.write_text(
                f"{tenant.mount}sitemap.xml" if tenant.mount != "/" else "/sitemap-portal.xml",
                sitemap(self.bridge, tenant),
            )
        if self.slice.common:
            self.write_text("/sitemap.xml", sitemap_index(self.bridge))
            self.write_text("/robots.txt", robots(self.bridge))


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return Feeds


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
