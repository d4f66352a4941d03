"""The platform as registered: portals, and the units below each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portalkit.model.column import Column, ColumnPath
from portalkit.model.rulebook import Rulebook
from portalkit.model.target import Publishing
from portalkit.model.tenant import Tenant, TenantKind


@dataclass(frozen=True)
class PortalTree:
    """One portal with every unit on it. ``members`` are in the order of their file names."""

    portal: Tenant
    members: tuple[Tenant, ...]
    rulebook: Rulebook

    @property
    def id(self) -> str:
        """The portal's id."""
        return self.portal.id

    def __iter__(self) -> Iterator[Tenant]:
        yield self.portal
        yield from self.members

    def of_kind(self, kind: TenantKind) -> tuple[Tenant, ...]:
        """Members of one kind."""
        return tuple(t for t in self.members if t.kind is kind)

    def by_folder(self, folder: str) -> Tenant | None:
        """The tenant whose content lies in ``content/<portal>/<folder>/``."""
        return self._folders.get(folder)

    @cached_property
    def _folders(self) -> dict[str, Tenant]:
        return {tenant.folder: tenant for tenant in reversed((self.portal, *self.members))}

    def column(self, path: ColumnPath) -> tuple[Tenant, Column] | None:
        """Resolve ``tenant/column``; the portal itself is called ``portal``."""
        tenant = self.by_folder(path.tenant)
        column = tenant.column(path.column) if tenant else None
        return (tenant, column) if tenant and column else None


@dataclass(frozen=True, slots=True)
class Platform:
    """Everything registered under ``tenants/``."""

    portals: tuple[PortalTree, ...]
    columns: tuple[Column, ...]
    publishing: Mapping[str, Publishing] = field(default_factory=dict)
    """How each portal is published. No page depends on it, so it is no part of the portal's tree."""

    def publishing_of(self, portal: str) -> Publishing:
        """How a portal is published."""
        return self.publishing.get(portal) or Publishing()

    def tree(self, portal: str) -> PortalTree | None:
        """The portal of that id."""
        return next((tree for tree in self.portals if tree.id == portal), None)
