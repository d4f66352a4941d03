"""LK003: an outside link that somebody has to look at first."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.links import Verdict
from portalkit.model.record import Record
from portalkit.rules.links.outside import outside, registry_of_links
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "LK003",
    "外部链接待审核",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2017-47#annex-links", "sibumen-2024#15", "house#links"),
    fix="报中心运维单位核实后登记，再发布。",
)
def awaiting_review(record: Record, context: RecordContext) -> Iterator[Hit]:
    """谁都可以注册或发布的地方，要先核实主办单位，登记后才能链接。

    反例: [倡议书](https://www.shilicishan.org.cn/)，没有登记
    正例: 核实后在 links.yaml 登记 www.shilicishan.org.cn
    """
    for link in outside(record, context):
        if link.judgement.verdict is Verdict.REVIEW:
            what = f"链接“{link.shown}”要先经审核：{link.judgement.why}。"
            fix = f"报中心运维单位核实 {link.judgement.host} 的主办单位，在 {registry_of_links(context)} 登记后再发布。"
            yield Hit(link.where, what, fix)
