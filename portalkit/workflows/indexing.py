"""The last step: the search index is brought up to what is public. A second reader of the library."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator

from portalkit.errors import UsageError
from portalkit.library.corpus import Corpus
from portalkit.library.store import Store
from portalkit.model.entry import Entry
from portalkit.model.platform import PortalTree
from portalkit.search.document import SearchDocument
from portalkit.search.index import apply, is_there, update
from portalkit.workflows.digests import Tools
from portalkit.workflows.keys import Keys
from portalkit.workflows.progress import Bars
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace, index_folder


def index_portal(store: Store, workspace: Workspace, tree: PortalTree, keys: Keys, bars: Bars) -> None:
    """Bring a portal's index to exactly its public articles.

    What changed since the last time is known, and only that is brought in. When names of units or columns may have
    changed, or the index is not what it was left as, every article is compared.
    """
    view, folder = store.view, index_folder(workspace, tree.id)
    pending = view.unindexed(tree.id)
    same_names = view.note(tree.id, "indexed") == keys.judging
    if same_names and not pending and is_there(folder):
        return
    documents = _Documents(view, tree)
    fresh = secrets.token_hex(8)
    total = len(pending) if same_names else view.count_published(tree.id)
    with bars.stage(f"更新检索索引 {tree.portal.short_name}", total) as step:
        known = same_names and apply(
            folder,
            (documents.document(path) for path in pending if view.entry(path)),
            [path for path in pending if not view.entry(path)],
            since=view.note(tree.id, "index"),
            state=fresh,
            step=step,
        )
        if not known:
            update(folder, documents.wanted(), documents.document, state=fresh, step=step)
    with store.atomic():
        store.verdicts.indexed(tree.id)
        store.note(tree.id, "indexed", keys.judging)
        store.note(tree.id, "index", fresh)


def index(workspace: Workspace, bars: Bars) -> tuple[tuple[str, int], ...]:
    """Bring the index of the chosen portals up to what was last built; returns portal names and how many articles.

    Raises ``UsageError`` when nothing was built yet.
    """
    tools = Tools.of(workspace)
    registry = registered(workspace, tools)
    done = []
    with workspace.alone():
        for tree in chosen(workspace, registry.platform):
            keys = Keys.of(tree, tools, workspace.today, kit=registry.kit, drafts=workspace.drafts)
            with Store(workspace.library) as store:
                if not store.view.note(tree.id, "rendered"):
                    raise UsageError("还没有生成过页面。", "请先运行 invoke build。")
                index_portal(store, workspace, tree, keys, bars)
                done.append((tree.portal.name, store.view.count_published(tree.id)))
    return tuple(done)


class _Documents:
    """Public articles as the index wants them."""

    def __init__(self, corpus: Corpus, tree: PortalTree) -> None:
        self._corpus = corpus
        self._tree = tree

    def wanted(self) -> Iterator[tuple[str, str]]:
        return ((entry.path, self._key(entry)) for entry in self._corpus.published(self._tree.id))

    def document(self, path: str) -> SearchDocument:
        entry = self._corpus.entry(path)
        assert entry is not None, path  # only public articles are wanted
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
