"""Build every portal of a platform: bring in, decide, render and place, index. What has not changed is left alone."""

from __future__ import annotations

import time
from dataclasses import replace

from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.reports.summary import summary_text
from portalkit.workflows.decisions import decide
from portalkit.workflows.digests import Tools
from portalkit.workflows.ending import summed_up
from portalkit.workflows.intake import bring_in, look
from portalkit.workflows.keys import Keys
from portalkit.workflows.pages import PageStep
from portalkit.workflows.progress import Bars
from portalkit.workflows.quiet import Glance, Told, remember
from portalkit.workflows.registry import Registered, chosen, registered
from portalkit.workflows.scanning import Scan
from portalkit.workflows.workspace import Workspace


def build(
    workspace: Workspace, bars: Bars, *, index: bool = True, brief: bool = False, glance: Glance | None = None
) -> tuple[Outcome, ...]:
    """Build the chosen portals; one that is stopped by a veto keeps its old pages and does not stop the next.

    Without ``index`` the search index is left as it is; the next build with it catches up. ``brief`` outcomes hold only
    the findings that block publication. ``glance`` is what was looked at a moment ago.
    """
    glance = glance or Glance(Tools.of(workspace))
    registry = registered(workspace, glance.tools)
    outcomes = []
    with workspace.alone():
        for tree in chosen(workspace, registry.platform):
            keys = Keys.of(tree, glance.tools, workspace.today, kit=registry.kit, drafts=workspace.drafts)
            seen = look(workspace, tree.id, glance.walked.get(tree.id))
            outcomes.append(_build_portal(workspace, tree, keys, registry, seen, bars, index=index, brief=brief))
            glance.keep(tree.id, seen.folders)
        if all(outcome.placed and not outcome.failed for outcome in outcomes) and not workspace.drafts:
            remember(workspace, glance, _told(outcomes), index=index)
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
    brief: bool,
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
            brief=brief,
        )


def _told(outcomes: list[Outcome]) -> Told:
    """What the next build tells if nothing changes."""
    quiet = (replace(outcome, written=0, seconds=None) for outcome in outcomes)
    worst = min((w for outcome in outcomes if (w := outcome.worst())), key=lambda w: w.rank, default=None)
    return Told("\n".join(map(summary_text, quiet)), worst.value if worst else "")
