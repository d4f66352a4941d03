"""政府信息公开 of the portal and of every organ on it."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.tenant import TenantKind
from portalkit.render.disclosure import disclosure_pages
from portalkit.render.engine import PortalGenerator
from portalkit.render.register import register_files
from portalkit.render.units import ORGANS
from portalkit.render.writer import PortalWriter


class Disclosure(PortalGenerator):
    """The five parts for each organ."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write the disclosure pages."""
        script = self.bridge.assets.url("js/register.js")
        for tenant in self.tenants:
            if tenant.kind is TenantKind.PORTAL or tenant.kind in ORGANS:
                for group, page, view in disclosure_pages(self.bridge, tenant, self.work):
                    self.write_page(writer, group, tenant, "disclosure", page, disclosure=view, register_script=script)
                group = PageGroup.of(GroupKind.REGISTER, tenant.folder)
                if self.work.wants(group):
                    for url, text in register_files(self.bridge, tenant):
                        self.write_text(writer, group, url, text)


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return Disclosure


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
