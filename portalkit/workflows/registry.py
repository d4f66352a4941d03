"""The registry as the verbs need it: usable, and cut down to the portals that were asked for.

Reading and checking forty YAML files takes longer than all the rest of a build that has nothing to do, so a registry
that was found usable is remembered under the digest of its files, of the program, and of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from portalkit.errors import ConfigError, UsageError
from portalkit.model.finding import Finding, Severity
from portalkit.model.platform import Platform, PortalTree
from portalkit.workflows.digests import Tools, files_digest, kit_digest
from portalkit.workflows.workspace import Workspace
from portalkit.writing import write_whole

REMEMBERED = "registry.json"


@dataclass(frozen=True, slots=True)
class Registered:
    """A usable registry, and what it was advised to mend. ``kit`` is the digest of the program that read it;
    ``waived_rules`` tells of the rules that waivers name how grave they are.
    """

    platform: Platform
    advice: tuple[Finding, ...]
    kit: str
    key: str
    waived_rules: dict[str, Severity]


def registered(workspace: Workspace, tools: Tools | None = None) -> Registered:
    """Read the registry; raises ``ConfigError`` with every mistake when it cannot be used.

    ``tools`` spares asking for the digests again.
    """
    kit, tenants = (tools.kit, tools.tenants) if tools else (kit_digest(), files_digest(workspace.tenants))
    key = f"{kit} {tenants} {workspace.today}"
    remembered = workspace.state / REMEMBERED
    known = _remembered(remembered, key)
    if known:
        return known
    from portalkit.tenancy.load import load  # not needed for a registry that is remembered

    platform, findings = load(workspace.tenants, today=workspace.today)
    if platform is None:
        raise ConfigError(findings)
    registry = Registered(platform, findings, kit, key, _severities(platform))
    if files_digest(workspace.tenants) != tenants:
        return registry  # somebody writes there: not to be remembered under a digest of what was before
    workspace.state.mkdir(parents=True, exist_ok=True)
    write_whole(remembered, msgspec.json.encode(registry))
    return registry


def chosen(workspace: Workspace, platform: Platform) -> tuple[PortalTree, ...]:
    """The portals to work on; raises ``UsageError`` for a name that is not registered."""
    if workspace.portal is None:
        return platform.portals
    tree = platform.tree(workspace.portal)
    if tree is None:
        names = "、".join(t.id for t in platform.portals)
        raise UsageError(f"没有登记过门户“{workspace.portal}”。", f"已登记的有：{names}。")
    return (tree,)


def advice_for(tree: PortalTree, advice: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The advice that concerns a portal: its own, and that of the platform."""
    return tuple(f for f in advice if "/" not in f.where.path or f.where.path.startswith(f"{tree.id}/"))


def _severities(platform: Platform) -> dict[str, Severity]:
    named = {waiver.rule for tree in platform.portals for waiver in tree.rulebook.waivers}
    if not named:
        return {}
    from portalkit.rules.registry import RULES  # every rule: only where a waiver asks, and remembered with the registry

    return {rule.code: rule.severity for rule in RULES if rule.code in named}


def _remembered(file: Path, key: str) -> Registered | None:
    try:
        known = msgspec.json.decode(file.read_bytes(), type=Registered)
    except (OSError, msgspec.MsgspecError):
        return None
    return known if known.key == key else None
