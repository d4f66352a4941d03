"""Build every portal of a platform: bring in, decide, render and place, index. What has not changed is left alone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.reports.summary import summary_text
from portalkit.workflows.decisions import decide
from portalkit.workflows.ending import summed_up
from portalkit.workflows.intake import bring_in, look
from portalkit.workflows.keys import Keys
from portalkit.workflows.pages import PageStep
from portalkit.workflows.progress import Bars
from portalkit.workflows.quiet import Told, remember
from portalkit.workflows.registry import Registered, chosen, registered
from portalkit.workflows.scanning import Scan
from portalkit.workflows.workspace import Workspace


def build(
    workspace: Workspace, bars: Bars, *, index: bool = True, walked: Mapping[str, Mapping[str, bytes]] | None = None
) -> tuple[Outcome, ...]:
    """Build the chosen portals; one that is stopped by a veto keeps its old pages and does not stop the next.

    Without ``index`` the search index is left as it is; the next build with it catches up. ``walked`` are the folders
    of portals that were looked at a moment ago.
    """
    registry = registered(workspace)
    outcomes, scanned = [], {}
    with workspace.alone():
        for tree in chosen(workspace, registry.platform):
            keys = Keys.of(tree, workspace.house, workspace.today, kit=registry.kit, drafts=workspace.drafts)
            seen = look(workspace, tree.id, (walked or {}).get(tree.id))
            outcomes.append(_build_portal(workspace, tree, keys, registry, seen, bars, index=index))
            scanned[tree.id] = seen.folders
        if all(outcome.placed and not outcome.failed for outcome in outcomes) and not workspace.drafts:
            remember(workspace, scanned, _told(outcomes), index=index)
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
            failed=outcome.failed,
            written=outcome.written,
            seconds=time.monotonic() - began,
        )


def _told(outcomes: list[Outcome]) -> Told:
    """What the next build tells if nothing changes."""
    quiet = (replace(outcome, written=0, seconds=None) for outcome in outcomes)
    worst = min((w for outcome in outcomes if (w := outcome.worst())), key=lambda w: w.rank, default=None)
    return Told("\n".join(map(summary_text, quiet)), worst.value if worst else "")
