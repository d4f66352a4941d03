"""Check everything without building: what would go out today, and what an editor has to mend."""

from __future__ import annotations

import time
from functools import partial

from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.outcome import Outcome
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope
from portalkit.workflows.decisions import decide
from portalkit.workflows.intake import bring_in
from portalkit.workflows.keys import Keys
from portalkit.workflows.progress import Bars
from portalkit.workflows.quiet import look, summed_up
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace


def check(workspace: Workspace, bars: Bars) -> tuple[Outcome, ...]:
    """Check the chosen portals; nothing in the output changes. Raises ``ConfigError`` for an unusable registry."""
    registry = registered(workspace)
    policy = LinkPolicy.load()
    unseen = frozenset(rule.code for rule in RULES if rule.scope is Scope.PAGE)
    outcomes = []
    with workspace.alone():
        for tree in chosen(workspace, registry.platform):
            began = time.monotonic()
            keys = Keys.of(tree, workspace.house, workspace.today, kit=registry.kit)
            with Store(workspace.library) as store:
                bring_in(store, workspace, tree, keys, look(workspace, tree.id), bars)
                never_built = not store.view.note(tree.id, "rendered")
                decide(store, workspace, tree, policy, bars, whole=never_built)
                ends = partial(summed_up, store.view, tree, (), workspace, registry, placed=None, written=0)
                outcomes.append(ends(seconds=time.monotonic() - began, unseen=unseen))
    return tuple(outcomes)
