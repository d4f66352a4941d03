"""How old the newest article of a column may be, and which columns are too old on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portalkit.model.column import Column, ColumnPath
from portalkit.model.finding import Location
from portalkit.model.holdings import Holdings
from portalkit.model.tenant import PORTAL_FOLDER, Tenant, TenantStatus
from portalkit.rules.subjects import TreeContext

DYNAMIC = frozenset({"工作动态"})
NOTICES = frozenset({"通知公告", "政策文件", "政策解读"})


@dataclass(frozen=True, slots=True)
class Kept:
    """One column that has to be kept up to date. ``due`` is the last day on which it is not overdue."""

    tenant: Tenant
    column: Column
    newest: date
    days: int
    due: date

    @property
    def is_key(self) -> bool:
        """Whether the inspection counts it among the columns that matter most: news everywhere, notices and documents
        on the first level only.
        """
        of_portal = self.tenant.folder == PORTAL_FOLDER
        return self.column.type in DYNAMIC or (of_portal and self.column.type in NOTICES)


def kept_columns(holdings: Holdings, context: TreeContext) -> Iterator[Kept]:
    """Every column of a unit on the platform that has an article and may not stay as it is for ever."""
    for tenant in live(context):
        for column in tenant.columns:
            newest = holdings.shelf(ColumnPath(tenant.folder, column.id)).newest
            days = allowed_days(column, context, of_portal=tenant.folder == PORTAL_FOLDER)
            if newest is not None and days is not None:
                yield Kept(tenant, column, newest, days, newest + timedelta(days=days))


def allowed_days(column: Column, context: TreeContext, *, of_portal: bool) -> int | None:
    """The stricter of what the column is registered with and what the documents say of its type."""
    if column.update_days is None:
        return None
    if column.type in DYNAMIC:
        return min(column.update_days, context.limit("dynamic_days"))
    if column.type in NOTICES and of_portal:
        return min(column.update_days, context.limit("notice_days"))
    return column.update_days


def live(context: TreeContext) -> Iterator[Tenant]:
    """Units whose pages are on the platform, without topics that are over."""
    for tenant in context.tree:
        over = tenant.topic is not None and tenant.topic.archived(context.today)
        if tenant.status in (TenantStatus.LIVE, TenantStatus.MIGRATING) and not over:
            yield tenant


def folder(tenant: Tenant, column: Column, context: TreeContext) -> Location:
    """Where the articles of a column lie."""
    return Location(f"{context.tree.id}/{tenant.folder}/{column.id}")
