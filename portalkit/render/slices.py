"""How the work on a portal is cut for the workers: the portal itself, and each unit's subtree."""

from __future__ import annotations

from collections.abc import Iterable

from portalkit.model.group import PageGroup
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant, TenantStatus
from portalkit.render.work import Work


def shown_tenants(tree: PortalTree) -> tuple[Tenant, ...]:
    """The portal, and every unit that is on the platform."""
    shown = [t for t in tree.members if t.status in (TenantStatus.LIVE, TenantStatus.MIGRATING)]
    return (tree.portal, *shown)


def everything(tree: PortalTree) -> tuple[Work, ...]:
    """One share per unit, the portal's own first."""
    return tuple(Work(tenant.name, (tenant,)) for tenant in shown_tenants(tree))


def only(tree: PortalTree, groups: Iterable[PageGroup]) -> tuple[Work, ...]:
    """The groups that are out of date, as one share."""
    wanted = frozenset(groups)
    folders = {group.tenant for group in wanted}
    tenants = tuple(tenant for tenant in shown_tenants(tree) if tenant.folder in folders)
    return (Work(tree.portal.name, tenants, wanted),) if tenants else ()
