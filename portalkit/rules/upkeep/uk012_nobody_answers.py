"""UK012: a column that nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.duty import duty_for, named_unit
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.model.tenant import TenantStatus
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext
from portalkit.rules.upkeep.columns import live

_GONE = (TenantStatus.OFFLINE, TenantStatus.CLOSED)


@rule(
    "UK012",
    "栏目没有责任人",
    scope=Scope.UPKEEP,
    severity=Severity.ADVISE,
    basis=("heyuan-2016#3.1", "heyuan-2016#2.4", "anning-2021#19"),
    fix=(
        "在 columns 里给栏目写上 responsible_unit（责任单位）或 responsible_person（责任人）；"
        "各栏目都由一个人负责的，写 informant（信息员）。"
    ),
)
def nobody_answers(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """每个栏目要有责任单位和信息员，出了问题找得到人；责任单位已经下线、关停的，等于没有人负责。

    反例: 门户的“数据发布”栏目没有写由谁负责
    正例: 单位登记了信息员，门户的栏目分别写明责任单位
    """
    for tenant in live(context):
        where = Location(tenant.file, None, "columns")
        nameless = [column.name for column in tenant.columns if not duty_for(context.tree, tenant, column).named]
        if nameless:
            what = f"{tenant.short_name}有 {len(nameless)} 个栏目没有登记由谁负责：{'、'.join(nameless)}。"
            yield Hit(where, what)
        for column in tenant.columns:
            unit = named_unit(context.tree, column.responsible_unit)
            if unit is not None and unit.status in _GONE:
                what = f"“{column.name}”栏目的责任单位{unit.short_name}已经下线或关停，没有人负责了。"
                yield Hit(where, what, "给这个栏目换一个责任单位，没有内容保障的归并或关闭。")
