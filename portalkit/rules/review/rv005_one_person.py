"""RV005: one person who signs several stages of one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "RV005",
    "一个人签了几个环节",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("xiji-2021#41", "anning-2021#24", "huaihua-2020#4"),
    fix="初审、复审、终审由不同的人签；人手不够的，请中心运维单位调整栏目的审签环节数。",
)
def one_person(record: Record, context: RecordContext) -> Iterator[Hit]:
    """三审要由三个人把关；一个人签完几个环节，等于只审了一次。

    反例: 初审、复审、终审都是王五
    正例: 初审王五，复审赵六，终审李守正
    """
    if context.clearance is None:
        return
    stages: dict[str, list[str]] = defaultdict(list)
    for signature in context.clearance.signed:
        stages[signature.by].append(signature.stage.value)
    names = {person.id: person.name for person in context.tenant.people}
    for person, signed in sorted(stages.items()):
        if len(signed) > 1:
            yield Hit(Location(record.path.text), f"{names.get(person, person)}一个人签了{'、'.join(signed)}。")
