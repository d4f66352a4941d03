"""RV001: an article that waits for signatures."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "RV001",
    "待审核",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("huaihua-2020#4", "xiji-2021#41", "anning-2021#24"),
    fix="请有审签权的人按顺序签字。",
)
def waiting(record: Record, context: RecordContext) -> Iterator[Hit]:
    """先审后发：栏目规定的环节都签了字才发布；改过的稿件要重新审签。

    反例: 只有初审签字
    正例: 初审、复审、终审按顺序签字
    """
    if context.clearance is None or context.clearance.cleared:
        return
    missing = context.clearance.missing
    names = [person.name for person in context.tenant.people if missing[0] in person.stages]
    if names:
        fix = f"请{'或'.join(names)}审阅后签“{missing[0].value}”。"
    else:
        fix = f"请中心运维单位在 {context.tenant.file} 的 people 里登记“{missing[0].value}”的审签人。"
    stages = "、".join(stage.value for stage in missing)
    yield Hit(Location(record.path.text), f"还没有走完审签，缺{stages}；签完以前不发布。", fix)
