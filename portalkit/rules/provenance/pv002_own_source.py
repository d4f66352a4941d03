"""PV002: a reprint that names its own unit as the source."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.links import Verdict
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "PV002",
    "转载来源写成本单位",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("anning-2021#27", "sibumen-2024#14"),
    fix="把“来源”改成原发布单位的名称；不是转载的，删去“转载”这一组。",
)
def own_source(record: Record, context: RecordContext) -> Iterator[Hit]:
    """转载的“来源”写原发布单位；写成本单位，读者会以为是自己写的。

    反例: 来源: 示例县市场监督管理局，转载自 www.gov.cn
    正例: 来源: 中国政府网，转载自 www.gov.cn
    """
    reprint = record.reprint
    if reprint is None or not reprint.source_url:
        return
    own = {name for unit in context.tree for name in (unit.name, unit.short_name, unit.owner)}
    own |= {context.tenant.operator, context.tree.portal.operator}
    if record.source in own and context.judge(reprint.source_url).verdict is not Verdict.OWN:
        where = Location(record.path.text, record.field_lines.get("source"), "source")
        yield Hit(where, f"这篇稿件是转载，来源却写着本平台的单位“{record.source}”。")
