"""UK007: a column that every portal must have."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.model.tenant import Tenant, TenantKind, TenantStatus
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

PORTAL = (
    "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "政策解读", "信息公开指南", "信息公开年报",
)  # fmt: skip
UNIT = ("机构职能", "工作动态", "政策文件", "通知公告")


@rule(
    "UK007",
    "缺少必设的栏目",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4", "guoban-2019-19#content", "xiji-2021#18", "huaihua-2020#2"),
    fix="在登记的 columns 里加上这类栏目，并发布内容。",
)
def missing_columns(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """门户要有概况、机构、领导、动态、文件、解读、公开指南和年报；部门要有机构职能、动态、文件和公告。没有内容的等于没有。

    反例: 门户没有“负责人信息”类栏目
    正例: 必设的栏目都有，也都有内容
    """
    for tenant in context.tree:
        required = _required(tenant)
        if tenant.status is not TenantStatus.LIVE or not required:
            continue
        filled = {
            column.type for column in tenant.columns if holdings.shelf(ColumnPath(tenant.folder, column.id)).count
        }
        lacking = [name for name in required if name not in filled]
        if lacking:
            yield Hit(
                Location(tenant.file, None, "columns"), f"{tenant.short_name}缺少有内容的栏目：{'、'.join(lacking)}。"
            )


def _required(tenant: Tenant) -> tuple[str, ...]:
    if tenant.kind is TenantKind.PORTAL:
        return PORTAL
    return UNIT if tenant.kind is TenantKind.BUREAU else ()
