"""Check everything without building: what would go out today, and what an editor has to mend."""

from __future__ import annotations

import time

from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.outcome import Outcome
from portalkit.workflows.decisions import decide
from portalkit.workflows.intake import bring_in
from portalkit.workflows.keys import Keys
from portalkit.workflows.progress import Bars
from portalkit.workflows.quiet import look, summed_up
from portalkit.workflows.registry import advice_for, chosen, registered
from portalkit.workflows.workspace import Workspace


def check(workspace: Workspace, bars: Bars) -> tuple[Outcome, ...]:
    """Check the chosen portals; nothing in the output changes. Raises ``ConfigError`` for an unusable registry."""
    registry = registered(workspace)
    policy = LinkPolicy.load()
    outcomes = []
    with workspace.alone():
        for tree in chosen(workspace, registry.platform):
            began = time.monotonic()
            keys = Keys.of(tree, workspace.house, workspace.today, kit=registry.kit)
            with Store(workspace.library) as store:
                bring_in(store, workspace, tree, keys, look(workspace, tree.id), bars)
                never_built = not store.view.note(tree.id, "rendered")
                decide(store, workspace, tree, policy, bars, whole=never_built)
                advice = advice_for(tree, registry.advice)
                seconds = time.monotonic() - began
                outcomes.append(summed_up(store.view, tree, advice, placed=None, written=0, seconds=seconds))
    return tuple(outcomes)
