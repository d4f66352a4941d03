"""LK001: a commercial link or an advertisement."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.links import Verdict
from portalkit.model.record import Record
from portalkit.rules.links.outside import outside
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_FIXES = {
    "shortlink": "换成原网页的完整网址。",
    "affiliate": "删去网址里的推广参数，只留正常的网址。",
}


@rule(
    "LK001",
    "商业链接或广告",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2017-47#4", "anning-2021#21", "huaihua-2020#3", "guangdong-2019#3.5"),
    fix="删去这个链接。",
)
def commercial(record: Record, context: RecordContext) -> Iterator[Hit]:
    """政府网站不登广告，不链接商业网站；短链接和推广链接看不出去向，也不能用。

    反例: [购买地址](https://item.taobao.com/item.htm?id=1)
    正例: [中国政府网](https://www.gov.cn/)
    """
    for link in outside(record, context):
        if link.judgement.verdict is Verdict.DENY and link.commercial:
            what = f"链接“{link.shown}”不能使用：{link.judgement.why}。"
            yield Hit(link.where, what, _FIXES.get(link.judgement.rule))
