"""What one run of Pelican has to render: everything of some tenants, or only the groups that are out of date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portalkit.library.corpus import Corpus
from portalkit.model.column import Column, ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.tenant import PORTAL_FOLDER, Tenant


@dataclass(frozen=True, slots=True)
class Standing:
    """A public article with the next older and the next newer one in its column."""

    entry: Entry
    older: Entry | None
    newer: Entry | None


@dataclass(frozen=True, slots=True)
class Work:
    """The share of one worker. ``groups`` is ``None`` for everything of ``tenants``."""

    name: str
    tenants: tuple[Tenant, ...]
    groups: frozenset[PageGroup] | None = None

    def wants(self, group: PageGroup) -> bool:
        """Whether this run renders a group."""
        return self.groups is None or group in self.groups

    @property
    def common(self) -> bool:
        """Whether this run renders the portal's common pages."""
        group = PageGroup.of(GroupKind.COMMON, PORTAL_FOLDER)
        return any(t.folder == PORTAL_FOLDER for t in self.tenants) and self.wants(group)

    def columns(self, tenant: Tenant) -> tuple[Column, ...]:
        """The columns of a tenant of which this run renders any page."""
        if self.groups is None:
            return tenant.columns
        names = {*self._names(GroupKind.COLUMN, tenant), *self._names(GroupKind.YEAR, tenant)}
        return tuple(column for column in tenant.columns if column.id in names)

    def articles(self, corpus: Corpus, tenant: Tenant) -> Iterator[Standing]:
        """The public articles of a tenant that this run renders, where they stand in their columns."""
        if self.groups is None:
            for column in tenant.columns:
                place = ColumnPath(tenant.folder, column.id)
                for standing in _in_a_row(corpus.column(tenant.portal, place)):
                    if standing.entry.tenant == tenant.folder and standing.entry.column == column.id:
                        yield standing
            return
        for path in self._names(GroupKind.ARTICLE, tenant):
            entry = corpus.entry(path)
            if entry is not None and tenant.column(entry.column) is not None:
                yield Standing(entry, *corpus.neighbours(tenant.portal, entry))

    def outside_addresses(self, corpus: Corpus, portal: Tenant) -> Iterator[str]:
        """The addresses on other hosts whose leaving pages this run renders: those that a public article leads to."""
        if portal not in self.tenants:
            return
        if self.groups is None:
            yield from corpus.outside_addresses(portal.portal)
            return
        for target in self._names(GroupKind.LEAVING, portal):
            if corpus.linking_to(portal.portal, target):
                yield target

    def _names(self, kind: GroupKind, tenant: Tenant) -> list[str]:
        return sorted(g.name for g in self.groups or () if g.kind == kind.value and g.tenant == tenant.folder)


def _in_a_row(entries: Iterator[Entry]) -> Iterator[Standing]:
    older: Entry | None = None
    entry = next(entries, None)
    while entry is not None:
        newer = next(entries, None)
        yield Standing(entry, older, newer)
        older, entry = entry, newer
