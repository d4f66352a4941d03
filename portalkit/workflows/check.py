"""Check everything without building: what would go out today, and what an editor has to mend."""

from __future__ import annotations

import time

from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.outcome import Outcome
from portalkit.workflows.build import chosen, judged, registered
from portalkit.workflows.progress import Bars
from portalkit.workflows.workspace import Workspace


def check(workspace: Workspace, bars: Bars) -> tuple[Outcome, ...]:
    """Check the chosen portals; nothing in the output changes. Raises ``ConfigError`` for an unusable registry."""
    registry = registered(workspace)
    policy = LinkPolicy.load()
    outcomes = []
    with workspace.alone():
        for tree in chosen(workspace, registry.platform):
            began = time.monotonic()
            verdicts = judged(workspace, tree, policy, bars)
            findings = sorted((*registry.advice, *verdicts.findings), key=lambda finding: finding.sort_key)
            outcomes.append(
                Outcome(
                    portal=tree.id,
                    name=tree.portal.name,
                    decisions=tuple(decision for decision, _ in verdicts.decided),
                    findings=tuple(findings),
                    pages=0,
                    files=0,
                    indexed=0,
                    seconds=time.monotonic() - began,
                    placed=False,
                )
            )
    return tuple(outcomes)
