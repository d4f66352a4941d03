"""WV001: a waiver of what cannot be waived, or of a rule that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.rulebook import Waiver
from portalkit.rules.rule import Scope, rule
from portalkit.rules.waiving import WaiverContext


@rule(
    "WV001",
    "不能豁免的规则",
    scope=Scope.WAIVER,
    severity=Severity.DEDUCT,
    basis=("house#waivers",),
    fix="删去这一条豁免，把问题改好。",
)
def cannot_be_waived(waiver: Waiver, context: WaiverContext) -> Iterator[Hit]:
    """不能入库和单项否决是不能上网的问题，批准了也不能放行；写错编号的豁免管不到任何问题。

    反例: 豁免 LK001（商业链接，单项否决）
    正例: 豁免 PV002（转载来源写成本单位，扣分），写明理由和批准文号
    """
    where = Location(waiver.file, waiver.line, "rule")
    severity = context.severity
    if severity is None:
        yield Hit(
            where,
            f"没有编号为 {waiver.rule} 的规则，这条豁免不起作用。",
            "核对检查结果里的规则编号，改正或删去这一条。",
        )
    elif severity.blocks_publication:
        yield Hit(where, f"规则 {waiver.rule} 的问题是“{severity.value}”，不能豁免，这条豁免不起作用。")
