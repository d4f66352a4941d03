"""RV004: a time of publication long before anybody signed the article off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "RV004",
    "发布时间疑似倒填",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#veto", "huaihua-2020#4", "xiji-2021#41"),
    fix="“发布时间”写真实的发布时间；旧网站整合迁移来的稿件，在稿件开头写上“迁移自”和原网址。",
    limits=("backdating_days",),
)
def backdated(record: Record, context: RecordContext) -> Iterator[Hit]:
    """稿件先签发、后发布；发布时间比第一次终审早很多天，检查时会认定为伪造发稿日期，那是单项否决。

    反例: 发布时间: 2026-03-01，第一次终审签字: 2026-05-20
    正例: 发布时间: 2026-05-20，第一次终审签字: 2026-05-20
    """
    if context.earliest is None or record.reprint is not None or record.migrated_from:
        return
    days = context.limit("backdating_days")
    if context.earliest.replace(tzinfo=None) - record.published > timedelta(days=days):
        where = Location(record.path.text, record.field_lines.get("published"), "published")
        signed = f"{context.earliest:%Y-%m-%d}"
        yield Hit(
            where, f"发布时间写的是 {record.published:%Y-%m-%d}，第一次终审签字却在 {signed}，相差超过 {days} 天。"
        )
