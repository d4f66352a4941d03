"""RV002: a signature by somebody who may not give it."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "RV002",
    "无审签权的人签字",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("huaihua-2020#4", "xiji-2021#41", "anning-2021#24"),
    fix="请有审签权的人重新签字。",
)
def stranger(record: Record, context: RecordContext) -> Iterator[Hit]:
    """审核主体要明确：没有登记审签权的人签的字不算数。

    反例: 初审员签了“终审”
    正例: 登记为“终审”的人签“终审”
    """
    if context.clearance is None:
        return
    people = {person.id: person for person in context.tenant.people}
    for signature in context.clearance.strangers:
        person = people.get(signature.by)
        stage = signature.stage.value
        if person is None:
            what = f"签“{stage}”的“{signature.by}”没有登记为本单位的审签人，这个签字不算数。"
        else:
            what = f"{person.name}（{person.id}）没有“{stage}”的审签权，这个签字不算数。"
        able = "或".join(each.name for each in context.tenant.people if signature.stage in each.stages)
        if able and signature.stage in context.clearance.missing:
            fix = f"请{able}审阅后签“{stage}”。"
        elif able:
            fix = f"这个环节已有有效的签字，不用重签；以后“{stage}”请由{able}签。"
        else:
            fix = f"请中心运维单位在 {context.tenant.file} 的 people 里登记“{stage}”的审签人，再重新签字。"
        yield Hit(Location(record.path.text), what, fix)
