"""Feeds and maps for machines: RSS, Atom and JSON per column, unit and portal; maps by unit, robots.txt and more."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.model.group import GroupKind, PageGroup
from portalkit.render.engine import COMMON, PortalGenerator
from portalkit.render.feeds import column_feed, unit_feed
from portalkit.render.maps import opensearch, robots, security, sitemap_index, sitemaps
from portalkit.render.writer import PortalWriter


class Feeds(PortalGenerator):
    """What readers and search engines subscribe to."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write the feeds."""
        for tenant in self.tenants:
            group = PageGroup.of(GroupKind.FEEDS, tenant.folder)
            if self.work.wants(group):
                for url, text in unit_feed(self.bridge, tenant).files():
                    self.write_text(writer, group, url, text)
            group = PageGroup.of(GroupKind.MAP, tenant.folder)
            if self.work.wants(group):
                for url, text in sitemaps(self.bridge, tenant):
                    self.write_text(writer, group, url, text)
            for column in tenant.columns:
                group = PageGroup.of(GroupKind.COLUMN, tenant.folder, column.id)
                feed = column_feed(self.bridge, tenant, column) if self.work.wants(group) else None
                for url, text in feed.files() if feed else ():
                    self.write_text(writer, group, url, text)
        if self.work.common:
            shell = self.bridge.shell(self.bridge.tree.portal)
            self.write_text(writer, COMMON, "/sitemap.xml", sitemap_index(self.bridge))
            self.write_text(writer, COMMON, "/robots.txt", robots(shell))
            self.write_text(writer, COMMON, shell.opensearch_url, opensearch(shell))
            self.write_text(writer, COMMON, "/.well-known/security.txt", security(shell, self.bridge.today))


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return Feeds


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
