"""The search index: a second reader of what is public."""

from __future__ import annotations

import hashlib
from pathlib import Path

from portalkit.library.corpus import Corpus
from portalkit.model.entry import Entry
from portalkit.model.platform import PortalTree
from portalkit.search.document import SearchDocument
from portalkit.search.index import update
from portalkit.workflows.progress import Bars
from portalkit.workflows.workspace import Workspace


def index_portal(workspace: Workspace, tree: PortalTree, bars: Bars) -> int:
    """Bring a portal's index to exactly its public articles; returns how many it holds."""
    with Corpus(workspace.library) as corpus:
        documents = _Documents(corpus, tree)
        wanted = documents.wanted()
        with bars.stage(f"更新检索索引 {tree.portal.short_name}", len(wanted)) as step:
            update(index_folder(workspace, tree.id), wanted, documents.document, step=step)
    return len(wanted)


def index_folder(workspace: Workspace, portal: str) -> Path:
    """Where a portal's index lies; one index serves all its units."""
    return workspace.index / portal


class _Documents:
    """Public articles as the index wants them."""

    def __init__(self, corpus: Corpus, tree: PortalTree) -> None:
        self._corpus = corpus
        self._tree = tree
        self._entries = {entry.path: entry for entry in corpus.published(tree.id)}

    def wanted(self) -> list[tuple[str, str]]:
        return [(path, self._key(entry)) for path, entry in self._entries.items()]

    def document(self, path: str) -> SearchDocument:
        entry = self._entries[path]
        tenant_name, column_name, places = self._around(entry)
        return SearchDocument(
            path=path,
            key=self._key(entry),
            portal=self._tree.id,
            tenant=entry.tenant,
            tenant_name=tenant_name,
            column=entry.column,
            column_name=column_name,
            places=places,
            url=entry.url,
            title=entry.title,
            source=entry.source,
            published=entry.published.date(),
            document_number=entry.document.document_number if entry.document else "",
            text=self._corpus.record(path, entry.revision).text,
        )

    def _key(self, entry: Entry) -> str:
        return hashlib.sha256(repr((entry.revision, self._around(entry))).encode()).hexdigest()[:32]

    def _around(self, entry: Entry) -> tuple[str, str, tuple[str, ...]]:
        tenant = self._tree.by_folder(entry.tenant)
        column = tenant.column(entry.column) if tenant else None
        places = tuple(str(place) for place in self._corpus.places(self._tree.id, entry.path))
        return (tenant.short_name if tenant else "", column.name if column else "", places)
