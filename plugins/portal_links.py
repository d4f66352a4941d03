"""Outside links: marked in every article, and led through a page that says so."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.model.group import GroupKind, PageGroup
from portalkit.render.addresses import leaving_url
from portalkit.render.engine import PortalGenerator
from portalkit.render.head import page_of
from portalkit.render.leaving import leave_view, leaves_the_portal, rewrite
from portalkit.render.pending import PendingArticle
from portalkit.render.writer import PortalWriter


def mark_outside_links(generator: PortalGenerator, content: PendingArticle) -> None:
    """Apply the link policy to an article that is about to be written."""
    content.body = rewrite(generator.bridge, content.body)


class LeavingPages(PortalGenerator):
    """One page per outside address that any public article of the portal links to."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write the leaving pages."""
        portal = self.bridge.tree.portal
        for target in self.work.outside_addresses(self.bridge.corpus, portal):
            if not leaves_the_portal(self.bridge, target):
                continue
            page = page_of(
                self.bridge,
                portal,
                kind="leave",
                title="您即将离开本网站",
                url=leaving_url(target),
                indexable=False,
            )
            group = PageGroup.of(GroupKind.LEAVING, portal.folder, target)
            self.write_page(writer, group, portal, "leave", page, leave=leave_view(self.bridge, target))


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return LeavingPages


def register() -> None:
    """Register the plugin."""
    signals.article_generator_write_article.connect(mark_outside_links)
    signals.get_generators.connect(offer_generator)
