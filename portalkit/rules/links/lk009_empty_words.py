"""LK009: a link whose words say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_NOTHING = regex(
    r"[>》»\[【]*(?:请)?(?:点击|点|戳|猛戳)?(?:这里|此处|这儿|链接|此链接|查看|详情|更多|进入|下载|here|link)[。！>》»\]】\s]*",
    re.IGNORECASE,
)


@rule(
    "LK009",
    "链接文字没有含义",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#annex-links", "guoban-2017-47#annex-layout"),
    fix="链接文字写明去向，例如“宁夏政务服务网企业开办专区”。",
)
def empty_words(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """用读屏软件的人逐个听链接文字；只写“点击这里”，听不出通向哪里。

    反例: [点击这里](https://zwfw.nx.gov.cn/)
    正例: [宁夏政务服务网](https://zwfw.nx.gov.cn/)
    """
    for link in record.links:
        if _NOTHING.fullmatch(link.text.strip()) or not link.text.strip():
            said = f"“{link.text.strip()}”没有说明去向" if link.text.strip() else "没有文字"
            yield Hit(Location(record.path.text, link.line), f"链接 {link.url} 的文字{said}。")
