"""Outside links: marked in every article, and led through a page that says so."""

from __future__ import annotations

from pelican.plugins import signals
from pelican.writers import Writer

from portalkit.render.addresses import leaving_url
from portalkit.render.engine import PortalGenerator
from portalkit.render.head import page_of
from portalkit.render.leaving import leave_view, outside_targets, rewrite
from portalkit.render.pending import PendingArticle


def mark_outside_links(generator: PortalGenerator, content: PendingArticle) -> None:
    """Apply the link policy to an article that is about to be written."""
    content.body = rewrite(generator.bridge, content.body)


class LeavingPages(PortalGenerator):
    """One page per outside address that any public article of the portal links to."""

    def generate_output(self, writer: Writer) -> None:
        """Write the leaving pages, with the portal's common pages."""
        if not self.slice.common:
            return
        corpus, portal = self.bridge.corpus, self.bridge.portal
        targets = {
            target
            for entry in corpus.linking_outside(portal)
            for target in outside_targets(self.bridge, corpus.record(entry.path, entry.revision))
        }
        for target in sorted(targets):
            page = page_of(
                self.bridge,
                self.bridge.tree.portal,
                kind="leave",
                title="您即将离开本网站",
                url=leaving_url(target),
                indexable=False,
            )
            self.write_page(writer, self.bridge.tree.portal, "leave", page, leave=leave_view(self.bridge, target))


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return LeavingPages


def register() -> None:
    """Register the plugin."""
    signals.article_generator_write_article.connect(mark_outside_links)
    signals.get_generators.connect(offer_generator)
