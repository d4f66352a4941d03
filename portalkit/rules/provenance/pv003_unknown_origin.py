"""PV003: a reprint from a source that is not one of authority."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.links import Verdict
from portalkit.model.record import Record
from portalkit.rules.links.outside import registry_of_links
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_AUTHORITY = frozenset({"state", "media", "own", "exemption"})


@rule(
    "PV003",
    "转载的不是权威稿源",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("anning-2021#27", "guangdong-2019#3.5", "huaihua-2020#3"),
    fix="改为转载党政机关网站或中央主要新闻网站的原文；没有的，不转载。",
)
def unknown_origin(record: Record, context: RecordContext) -> Iterator[Hit]:
    """转载限于党政机关网站、中央主要新闻网站和经批准的稿源；学校、企业、个人网站的文章不转载。

    反例: 原文链接: https://www.example.edu.cn/news/1.html
    正例: 原文链接: https://www.news.cn/politics/1.html
    """
    reprint = record.reprint
    if reprint is None or not reprint.source_url:
        return
    judged = context.judge(reprint.source_url)
    if judged.verdict is Verdict.INTERSTITIAL or (judged.verdict.may_appear and judged.rule not in _AUTHORITY):
        field = "reprint.source_url"
        where = Location(record.path.text, record.field_lines.get(field), field)
        registry = registry_of_links(context)
        fix = f"改为转载党政机关网站或中央主要新闻网站的原文；确需转载的，报中心运维单位批准后登记到 {registry}。"
        yield Hit(where, f"转载自 {judged.host}，{judged.why}，不在稿源单位之列。", fix)
