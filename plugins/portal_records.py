"""Articles: each published record becomes its page, with its pictures and attachments beside it."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.model.group import GroupKind, PageGroup
from portalkit.render.articles import article_page, article_view
from portalkit.render.codes import Codes
from portalkit.render.engine import PortalGenerator
from portalkit.render.pending import PendingArticle
from portalkit.render.writer import PortalWriter


class Articles(PortalGenerator):
    """Article pages, straight from the library."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Write the articles."""
        bridge = self.bridge
        codes = Codes()
        for tenant in self.tenants:
            for standing in self.work.articles(bridge.corpus, tenant):
                entry = standing.entry
                record = bridge.corpus.record(entry.path, entry.revision)
                pending = PendingArticle(record, record.body)
                signals.article_generator_write_article.send(self, content=pending)
                page = article_page(bridge, tenant, record)
                view = article_view(bridge, tenant, record, pending.body, standing, codes=codes)
                group = PageGroup.of(GroupKind.ARTICLE, tenant.folder, entry.path)
                self.write_page(writer, group, tenant, "article", page, article=view)
                for file in record.files:
                    self.place_file(writer, group, file)


def offer_generator(_: object) -> type[PortalGenerator]:
    """Offer the generator to Pelican."""
    return Articles


def register() -> None:
    """Register the plugin."""
    signals.get_generators.connect(offer_generator)
