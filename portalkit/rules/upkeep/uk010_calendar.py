"""UK010: nothing says which days of a year are worked."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_DECEMBER = 12


@rule(
    "UK010",
    "缺少工作日历",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("house#registry",),
    fix="按国务院办公厅的放假通知，在 tenants/workdays.yaml 里登记这一年的放假和调休日期。",
)
def calendar(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """公开、答复、备案的期限按工作日算。没有当年的放假安排，就算不出期限；程序不猜，相关的检查都停下来。

    反例: 到了 2027 年，登记里还没有 2027 年的放假安排
    正例: 2026 年 12 月登记好 2027 年的放假安排
    """
    years = [context.today.year] + ([context.today.year + 1] if context.today.month == _DECEMBER else [])
    for year in years:
        if not context.workdays.knows(year):
            what = f"没有 {year} 年的放假和调休安排，按工作日计算的期限都没有检查。"
            yield Hit(Location("workdays.yaml"), what)
