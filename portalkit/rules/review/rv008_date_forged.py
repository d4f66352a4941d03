"""RV008: an article that was public already, with the same words and a newer time of publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


def made_newer(record: Record, first: Record, public: date, days: int) -> bool:
    """Whether only the date is new: the same words were public by ``public`` and claim now to be of a later day."""
    newer = record.published.date() > max(public, first.published.date()) + timedelta(days=days)
    return newer and _says(record) == _says(first)


def _says(record: Record) -> tuple[object, ...]:
    """What a reader gets of an article, but for its date: a new picture or attachment is something new, too."""
    return (record.title, record.body, record.file_digests, record.document, record.interprets, record.facts)


@rule(
    "RV008",
    "旧稿改成新日期",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "guoban-2017-47#annex-page"),
    fix="改回首次公开的时间；栏目更新靠新的内容。",
    limits=("backdating_days",),
)
def date_forged(record: Record, context: RecordContext) -> Iterator[Hit]:
    """公开过的稿件，标题、正文和附件都没有变，只把发布时间改成后来的日子，是伪造发稿日期，按检查指标单项否决；原来的版本继续留在网上。

    反例: 3 月 1 日公开的稿件，内容没有变，10 月把发布时间改成 10 月 20 日
    正例: 10 月更正了错字，发布时间仍是 3 月 1 日
    """
    first, public = context.first, context.first_public
    if first is None or public is None or record.migrated_from:
        return
    if made_newer(record, first, public, context.limit("backdating_days")):
        where = Location(record.path.text, record.field_lines.get("published"), "published")
        since = max(public, first.published.date())
        yield Hit(
            where,
            f"{since} 已经公开，标题、正文和附件都没有变，发布时间却从 {first.published:%Y-%m-%d} 改成了 "
            f"{record.published:%Y-%m-%d}。",
        )
