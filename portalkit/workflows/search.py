"""Ask the search index from the command line."""

from __future__ import annotations

from portalkit.errors import UsageError
from portalkit.model.platform import PortalTree
from portalkit.search.document import SearchAnswer, SearchRequest
from portalkit.search.query import Searcher
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace, index_folder


def search(workspace: Workspace, request: SearchRequest) -> tuple[tuple[str, SearchAnswer], ...]:
    """Ask the index of each chosen portal; returns portal names with answers.

    Raises ``UsageError`` for a unit that is not registered, ``SearchError`` when nothing was built yet.
    """
    trees = chosen(workspace, registered(workspace).platform)
    if request.tenant and not any(tree.by_folder(request.tenant) for tree in trees):
        raise UsageError(f"没有登记过单位“{request.tenant}”。", f"可以用：{_folders(trees)}。")
    answers = []
    for tree in trees:
        with Searcher(index_folder(workspace, tree.id)) as searcher:
            answers.append((tree.portal.name, searcher.search(request)))
    return tuple(answers)


def _folders(trees: tuple[PortalTree, ...]) -> str:
    return "、".join(sorted({tenant.folder for tree in trees for tenant in tree}))
