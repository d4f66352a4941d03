"""Places in people's words: 财政局/工作动态 for a folder or an article, the unit's name for its registry file."""

from __future__ import annotations

from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant


def place_of(path: str, tree: PortalTree, tenant: str | None = None) -> tuple[str, Tenant]:
    """The place a path lies in, and the unit it belongs to; ``tenant`` is the unit where the path does not tell."""
    portal, _, rest = path.partition("/")
    folder, _, inside = rest.partition("/")
    unit = tree.by_folder(folder) if portal == tree.id else None
    if unit is not None:
        column = unit.column(inside.partition("/")[0])
        name = unit.short_name or unit.name
        return (f"{name}/{column.name}" if column else name), unit
    owner = next((each for each in tree if each.id == tenant or each.file == path), tree.portal)
    return owner.short_name or owner.name, owner
