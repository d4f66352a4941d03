"""The search page of the portal: one search over every unit."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.render.engine import COMMON, PortalGenerator
from portalkit.render.head import page_of
from portalkit.render.views import Crumb
from portalkit.render.writer import PortalWriter


class SearchPage(PortalGenerator):
    """The page that asks the search service."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write the search page, with the portal's common pages."""
        if not self.work.common:
            return
        portal = self.bridge.tree.portal
        url = self.bridge.shell(portal).search_url
        page = page_of(
            self.bridge,
            portal,
            kind="search",
            title="站内检索",
            url=url,
            trail=(Crumb("站内检索", url),),
            content=(("Description", f"检索{portal.name}门户网站各部门、各乡镇发布的全部信息"),),
            indexable=False,
        )
        self.write_page(writer, COMMON, portal, "search", page, search_script=self.bridge.assets.url("js/search.js"))


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return SearchPage


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
