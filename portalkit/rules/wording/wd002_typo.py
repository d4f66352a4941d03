"""WD002: a typo."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import own_texts
from portalkit.rules.wording.tables import slips


@rule(
    "WD002",
    "错别字",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("heyuan-2016#2.2", "guoban-2019-19#content", "anning-2021#20"),
    fix="改正后重新审签。",
)
def typo(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """政府网站的文字要准确。只报固定词语的错写；转载和引用法律文件的，以原文为准。

    反例: 对下一步工作进行布署
    正例: 对下一步工作进行部署
    """
    for text in own_texts(record):
        for slip in slips(text, "typos"):
            yield text.hit(slip.place, f"写着“{slip.found}”，是错别字。", f"改为“{slip.right}”。")
