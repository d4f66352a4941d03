"""The registry as the verbs need it: usable, and cut down to the portals that were asked for."""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.errors import ConfigError, UsageError
from portalkit.model.finding import Finding
from portalkit.model.platform import Platform, PortalTree
from portalkit.tenancy.load import load
from portalkit.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Registered:
    """A usable registry, and what it was advised to mend."""

    platform: Platform
    advice: tuple[Finding, ...]


def registered(workspace: Workspace) -> Registered:
    """Read the registry; raises ``ConfigError`` with every mistake when it cannot be used."""
    platform, findings = load(workspace.tenants, today=workspace.today)
    if platform is None:
        raise ConfigError(findings)
    return Registered(platform, findings)


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
