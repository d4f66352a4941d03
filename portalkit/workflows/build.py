"""Build every portal of a platform: bring in, decide, render and place, index. What has not changed is left alone."""

from __future__ import annotations

import time

from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.workflows.keys import Keys
from portalkit.workflows.progress import Bars
from portalkit.workflows.quiet import look, nothing_to_do, summed_up
from portalkit.workflows.registry import Registered, chosen, registered
from portalkit.workflows.scanning import Scan
from portalkit.workflows.workspace import Workspace


def build(workspace: Workspace, bars: Bars, *, index: bool = True) -> tuple[Outcome, ...]:
    """Build the chosen portals; one that is stopped by a veto keeps its old pages and does not stop the next.

    Without ``index`` the search index is left as it is; the next build with it catches up.
    """
    registry = registered(workspace)
    outcomes = []
    with workspace.alone():
        for tree in chosen(workspace, registry.platform):
            keys = Keys.of(tree, workspace.house, workspace.today, kit=registry.kit, drafts=workspace.drafts)
            seen = look(workspace, tree.id)
            quiet = nothing_to_do(workspace, tree, keys, registry, seen, index=index)
            outcomes.append(quiet or _build_portal(workspace, tree, keys, registry, seen, bars, index=index))
    return tuple(outcomes)


def _build_portal(
    workspace: Workspace,
    tree: PortalTree,
    keys: Keys,
    registry: Registered,
    seen: Scan,
    bars: Bars,
    *,
    index: bool,
) -> Outcome:
    # Loaded only now: a build that has nothing to do ends before.
    from portalkit.library.store import Store
    from portalkit.linkpolicy.policy import LinkPolicy
    from portalkit.workflows.decisions import decide
    from portalkit.workflows.intake import bring_in
    from portalkit.workflows.pages import PageStep

    began = time.monotonic()
    policy = LinkPolicy.load()
    with Store(workspace.library) as store:
        pages = PageStep(store, workspace, tree, policy, keys)
        pages.repair()
        bring_in(store, workspace, tree, keys, seen, bars)
        decide(store, workspace, tree, policy, bars, whole=pages.is_whole())
        outcome = pages.run(bars)
        if outcome.placed and index:
            from portalkit.workflows.indexing import index_portal

            index_portal(store, workspace, tree, keys, bars)
        return summed_up(
            store.view,
            tree,
            outcome.findings,
            workspace,
            registry,
            placed=outcome.placed,
            written=outcome.written,
            seconds=time.monotonic() - began,
        )
