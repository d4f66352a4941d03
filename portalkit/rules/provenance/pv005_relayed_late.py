"""PV005: a text of the central government that was relayed too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_CENTRAL = regex(r"^https?://(?:www\.)?gov\.cn(?:/|$)")
_AGES = timedelta(days=30)


@rule(
    "PV005",
    "重要信息转载迟了",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#8", "heyuan-2016#3.2"),
    fix="安排专人关注中国政府网，重要政策信息发布后及时转载。",
    limits=("relay_hours",),
)
def relayed_late(record: Record, context: RecordContext) -> Iterator[Hit]:
    """中国政府网发布的重要政策信息，规定时间内转载；一个月以前的旧文收录进来，不算迟。

    反例: 原发布时间: 2026-03-01 09:00，发布时间: 2026-03-03 09:00
    正例: 原发布时间: 2026-03-01 09:00，发布时间: 2026-03-01 15:00
    """
    reprint = record.reprint
    if reprint is None or reprint.source_published is None or not _CENTRAL.match(reprint.source_url):
        return
    took = record.published - reprint.source_published
    if context.column.type in ("工作动态", "政策文件", "通知公告") and took < _AGES:
        hours = took.total_seconds() / 3600
        if hours > context.limit("relay_hours"):
            where = Location(record.path.text, record.field_lines.get("published"), "published")
            limit = context.limit("relay_hours")
            yield Hit(
                where,
                f"原文 {reprint.source_published:%Y-%m-%d %H:%M} 发布，{hours:.0f} 小时后才转载，规定是 {limit} 小时。",
            )
