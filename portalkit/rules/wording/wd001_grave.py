"""WD001: a grave wording error."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import texts
from portalkit.rules.wording.tables import slips


@rule(
    "WD001",
    "严重表述错误",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "huaihua-2020#8", "anning-2021#20", "heyuan-2016#2.2"),
    fix="逐字改正，重新审签后再发布。",
)
def grave(record: Record, context: RecordContext) -> Iterator[Hit]:
    """领导人姓名职务、国名、机构名、重要提法和港澳台表述写错，一处就是单项否决。

    反例: 香港、澳门等国家
    正例: 香港、澳门等地区
    """
    for text in texts(record, context):
        for slip in slips(text, "grave"):
            yield text.hit(slip.place, f"写着“{slip.found}”，是严重表述错误。", f"改正：{slip.right}。")
