"""WD003: a word for which there is a better one."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import own_texts
from portalkit.rules.wording.tables import slips


@rule(
    "WD003",
    "用语不规范",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("heyuan-2016#2.2", "anning-2021#25"),
    fix="改用规范的说法；引用历史文献和法律原文的不改。",
)
def unfit(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """有些习惯说法不准确或不尊重人，国家另有规范的说法。

    反例: 建国70周年
    正例: 新中国成立70周年
    """
    if record.reprint is not None:
        return  # a reprint stays as it was written
    for text in own_texts(record):
        for slip in slips(text, "unfit"):
            yield text.hit(slip.place, f"写着“{slip.found}”，用语不规范。", f"改为：{slip.right}。")
