"""LK002: an outside link that nothing allows."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.links import Verdict
from portalkit.model.record import Record
from portalkit.rules.links.outside import outside, registry_of_links
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "LK002",
    "外部链接未获允许",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2017-47#annex-links", "sibumen-2024#15", "house#links"),
    fix="改成完整、规范的 https 网址，看不准的删去链接。",
)
def not_allowed(record: Record, context: RecordContext) -> Iterator[Hit]:
    """政府网站和指定媒体以外的链接，经批准登记后才能使用；写法可疑的网址一律不用。

    反例: [详情](https://www.example.com/)，没有登记
    正例: [购票](https://www.12306.cn/)，已在 links.yaml 登记
    """
    for link in outside(record, context):
        if link.judgement.verdict is not Verdict.DENY or link.commercial:
            continue
        what = f"链接“{link.shown}”不能使用：{link.judgement.why}。"
        fix = None
        if link.judgement.rule in ("default", "expired"):
            fix = f"删去这个链接；确需使用的，报中心运维单位批准，在 {registry_of_links(context)} 登记后再发布。"
        yield Hit(link.where, what, fix)
