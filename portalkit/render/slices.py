"""How a portal is cut for the workers: the portal itself, and each unit's subtree."""

from __future__ import annotations

from portalkit.model.platform import PortalTree
from portalkit.model.tenant import TenantStatus
from portalkit.render.settings import Slice


def slices_of(tree: PortalTree) -> tuple[Slice, ...]:
    """The portal's own pages first, then every unit that is on the platform."""
    shown = [t for t in tree.members if t.status in (TenantStatus.LIVE, TenantStatus.MIGRATING)]
    return (
        Slice(tree.portal.name, (tree.portal,), common=True),
        *(Slice(tenant.name, (tenant,), common=False) for tenant in shown),
    )
