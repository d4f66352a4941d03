"""UK009: an organ's annual report on disclosure is missing."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.holdings import FactKind, Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import folder, live
from portalkit.rules.upkeep.years import year_due


@rule(
    "UK009",
    "没有信息公开年报",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#49", "anning-2021#6"),
    fix="编制并发布上一年度的政府信息公开工作年度报告，标题写明年份。",
)
def annual_report(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """每个行政机关在 1 月 31 日前公布上一年度的政府信息公开工作年度报告，历年的都保留。

    反例: 到 2 月 1 日，水利局还没有上一年的年报
    正例: 1 月 22 日发布《……2025年政府信息公开工作年度报告》
    """
    year = year_due(context.today)
    told = {fact.path.split("/")[1] for fact in holdings.of_kind(FactKind.REPORT) if fact.value == str(year)}
    for tenant in live(context):
        column = next((column for column in tenant.columns if column.type == "信息公开年报"), None)
        if column is not None and tenant.folder not in told:
            what = f"{tenant.short_name}还没有公布 {year} 年的信息公开年报，期限是 {year + 1} 年 1 月 31 日。"
            yield Hit(folder(tenant, column, context), what)
