"""Check everything without building: what would go out today, and what an editor has to mend."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from portalkit.errors import UsageError
from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.foreseen import Foreseen
from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope
from portalkit.workflows.decisions import decide
from portalkit.workflows.ending import summed_up
from portalkit.workflows.intake import bring_in, look
from portalkit.workflows.keys import Keys
from portalkit.workflows.locating import located
from portalkit.workflows.progress import Bars
from portalkit.workflows.registry import Registered, chosen, registered
from portalkit.workflows.selection import EVERYTHING, Selection
from portalkit.workflows.workspace import Workspace

UNSEEN = frozenset(rule.code for rule in RULES if rule.scope is Scope.PAGE)
"""Rules that only a build can run."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One portal: how it stands as a whole, what was asked for, and what is to come."""

    tree: PortalTree
    outcome: Outcome
    selection: Selection
    foreseen: tuple[Foreseen, ...] = ()


def check(workspace: Workspace, bars: Bars) -> tuple[Outcome, ...]:
    """Check the chosen portals; nothing in the output changes. Raises ``ConfigError`` for an unusable registry."""
    return tuple(each.outcome for each in examine(workspace, bars))


def examine(
    workspace: Workspace, bars: Bars, *, selection: Selection = EVERYTHING, until: date | None = None
) -> tuple[Checked, ...]:
    """Check the portals that the selection concerns, and with ``until`` foresee what is to come up to that day."""
    registry = registered(workspace)
    policy = LinkPolicy.load()
    with workspace.alone():
        trees = [tree for tree in chosen(workspace, registry.platform) if selection.concerns(tree)]
        if selection.unit and not any(selection.tenant(tree) for tree in registry.platform.portals):
            raise UsageError(f"没有登记过单位“{selection.unit}”。", "写登记文件名里的编号；门户本级写 portal。")
        return tuple(_examine(workspace, registry, tree, policy, bars, selection, until) for tree in trees)


def _examine(
    workspace: Workspace,
    registry: Registered,
    tree: PortalTree,
    policy: LinkPolicy,
    bars: Bars,
    selection: Selection,
    until: date | None,
) -> Checked:
    began = time.monotonic()
    keys = Keys.of(tree, None, workspace.today, kit=registry.kit)
    with Store(workspace.library) as store:
        bring_in(store, workspace, tree, keys, look(workspace, tree.id), bars)
        never_built = not store.view.note(tree.id, "rendered")
        decide(store, workspace, tree, policy, bars, whole=never_built)
        ends = partial(summed_up, store.view, tree, (), workspace, registry, placed=None, written=0, unseen=UNSEEN)
        outcome = ends(seconds=time.monotonic() - began)
        outcome = replace(outcome, findings=located(outcome.findings, store.view, workspace.content))
        asked = selection.with_users(_users(store, tree, selection))
        if until is None:
            return Checked(tree, outcome, asked)
        from portalkit.workflows.forecast import Forecaster  # only where somebody asks

        forecaster = Forecaster(store, workspace, tree, policy, registry, UNSEEN)
        return Checked(tree, outcome, asked, forecaster.until(until, bars))


def _users(store: Store, tree: PortalTree, selection: Selection) -> Iterator[str]:
    """Articles that use the pictures and attachments that were named."""
    for path in selection.content:
        portal, _, rest = path.partition("/")
        folder, _, inside = rest.partition("/")
        if portal == tree.id and inside and not inside.endswith(".md"):
            yield from store.view.using(portal, folder, inside)
