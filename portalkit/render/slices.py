"""How the work on a portal is cut for the workers: the portal itself, and each unit's subtree."""

from __future__ import annotations

from collections.abc import Iterable

from portalkit.library.corpus import Corpus
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant, TenantStatus
from portalkit.render.work import Work

FIXED_PAGES = 20
"""About how many pages a unit has beside its articles."""


def shown_tenants(tree: PortalTree) -> tuple[Tenant, ...]:
    """The portal, and every unit that is on the platform."""
    shown = [t for t in tree.members if t.status in (TenantStatus.LIVE, TenantStatus.MIGRATING)]
    return (tree.portal, *shown)


def everything(tree: PortalTree, corpus: Corpus, shares: int) -> tuple[Work, ...]:
    """All work in about so many shares of like size, each of whole units: starting a worker costs as much as a hundred
    pages, so there are few more shares than workers.
    """
    heaps: list[list[Tenant]] = [[] for _ in range(shares)]
    weights = [0] * shares
    counted = [(corpus.count_published_by(tree.id, tenant.folder), tenant) for tenant in shown_tenants(tree)]
    for weight, tenant in sorted(counted, key=lambda pair: (-pair[0], pair[1].folder)):
        lightest = weights.index(min(weights))
        heaps[lightest].append(tenant)
        weights[lightest] += weight + FIXED_PAGES
    return tuple(Work("、".join(t.short_name for t in heap), tuple(heap)) for heap in heaps if heap)


def only(tree: PortalTree, groups: Iterable[PageGroup]) -> tuple[Work, ...]:
    """The groups that are out of date, as one share; units that are out of date as a whole have one each."""
    whole = {group.tenant for group in groups if group.kind == GroupKind.WHOLE.value}
    wanted = frozenset(group for group in groups if group.tenant not in whole)
    folders = {group.tenant for group in wanted}
    tenants = tuple(tenant for tenant in shown_tenants(tree) if tenant.folder in folders)
    some = (Work(tree.portal.name, tenants, wanted),) if tenants else ()
    return (*some, *(Work(t.short_name, (t,)) for t in shown_tenants(tree) if t.folder in whole))


def single(works: Iterable[Work]) -> tuple[Work, ...]:
    """The same work with a share for each unit."""
    return tuple(Work(tenant.short_name, (tenant,), work.groups) for work in works for tenant in work.tenants)
