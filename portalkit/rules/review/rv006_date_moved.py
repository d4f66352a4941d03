"""RV006: an article that was public already, with another time of publication now."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.review.rv008_date_forged import made_newer
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "RV006",
    "公开以后改了发布时间",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#veto", "guoban-2017-47#annex-page"),
    fix="改回首次公开的时间；内容有重大变化的另发一篇，小的更正在正文里写明更正日期。",
    limits=("backdating_days",),
)
def date_moved(record: Record, context: RecordContext) -> Iterator[Hit]:
    """发布时间是第一次公开的时间，改晚了像是新发的，改早了像是按时发的，检查时都会认定为伪造发稿日期。

    反例: 3 月 1 日公开的稿件，10 月把发布时间改成 10 月 20 日
    正例: 10 月更正了错字，发布时间仍是 3 月 1 日
    """
    first = context.first
    if first is None or record.migrated_from:
        return
    days = context.limit("backdating_days")
    if context.first_public is not None and made_newer(record, first, context.first_public, days):
        return  # RV008 says more
    if abs((record.published.date() - first.published.date()).days) > days:
        where = Location(record.path.text, record.field_lines.get("published"), "published")
        yield Hit(
            where,
            f"首次公开时发布时间是 {first.published:%Y-%m-%d}，现在写成 {record.published:%Y-%m-%d}，"
            f"相差超过 {days} 天。",
        )
