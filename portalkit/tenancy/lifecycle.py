"""The life of a site: opening, temporary closures, topics with an end, websites being merged."""

from __future__ import annotations

from collections import Counter
from datetime import date

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Location
from portalkit.model.rulebook import Rulebook
from portalkit.model.seen import FILED
from portalkit.model.tenant import Approval, Change, FormerColumn, Legacy, Mourning, OfflinePeriod, Opening, TopicPeriod
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import is_host, is_old_path
from portalkit.tenancy.people import read_approval
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.registered import Aim
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import clip


def read_opening(fields: Fields, *, draft: bool) -> Opening | None:
    """Read ``opening``: a site that is not a draft has been approved and tested before it opened."""
    part = fields.part("opening", required=False)
    if part.absent:
        if not draft and not fields.absent and not fields.has("opening"):
            what = "没有 opening（开通），不能上线。"
            fix = "补上 opening（开通日期、批准文号、安全检测）；筹建中的把 status 写成 draft。"
            fields.note(mistakes.NOT_READY, "opening", what, fix=fix)
        return None
    live_since, approval = part.day("live_since"), part.text("approval")
    test = part.part("security_test", required=False)
    if test.absent:
        if not part.has("security_test"):
            what = "没有 opening.security_test（安全检测），不能上线。"
            part.note(mistakes.NOT_READY, "security_test", what, fix="补上安全检测的日期和报告编号。")
        return None
    return Opening(live_since, approval, test.day("date"), test.text("report"))


def read_offline_periods(fields: Fields, rulebook: Rulebook, *, today: date | None) -> tuple[OfflinePeriod, ...]:
    """Read ``offline_periods`` and hold them against the limits; force majeure is not counted.

    What is over counts in the inspection; what is still to come may not be registered.
    """
    periods: list[OfflinePeriod] = []
    counted: Counter[int] = Counter()
    for part in fields.parts("offline_periods"):
        period = OfflinePeriod(
            start=part.day("from"),
            end=part.day("to"),
            reason=part.text("reason"),
            approval=part.text("approval"),
            force_majeure=part.flag("force_majeure"),
        )
        periods.append(period)
        if date.min in (period.start, period.end):
            continue
        if period.end < period.start:
            part.note(mistakes.ORDER, "to", f"临时下线的结束日期 {period.end} 早于起始日期 {period.start}。")
        elif not period.force_majeure:
            counted[period.start.year] += 1
            _judge_offline(period, part, rulebook, counted[period.start.year], today=today)
    return tuple(periods)


def read_mourning(fields: Fields) -> tuple[Mourning, ...]:
    """Read ``mourning``: the days on which the portal is grey; a single day has no ``to``."""
    periods = []
    for part in fields.parts("mourning"):
        start = part.day("from")
        end = part.optional_day("to") or start
        if end < start:
            part.note(mistakes.ORDER, "to", f"哀悼的结束日期 {end} 早于起始日期 {start}。")
        periods.append(Mourning(start, end, part.text("reason")))
    return tuple(periods)


def read_changes(fields: Fields) -> tuple[Change, ...]:
    """Read ``changes``: what of the registration was filed anew."""
    return tuple(
        Change(
            what=part.choice("what", FILED),
            on=part.day("date"),
            document=part.text("document"),
            announced=part.optional_day("announced"),
        )
        for part in fields.parts("changes")
    )


def _judge_offline(period: OfflinePeriod, part: Fields, rulebook: Rulebook, count: int, *, today: date | None) -> None:
    over = today is not None and period.end < today
    mistake = mistakes.OFFLINE_PAST if over else mistakes.OFFLINE_PLAN
    longest, often = rulebook.limit("offline_days"), rulebook.limit("offline_per_year")
    days = (period.end - period.start).days + 1
    if days > longest.value:
        what = f"临时下线 {days} 天（{period.start} 至 {period.end}），上限是 {longest.value} {longest.unit}。"
        part.note(mistake, "to", what)
    if count > often.value:
        what = f"{period.start.year} 年第 {count} 次临时下线，每年最多 {often.value} {often.unit}。"
        part.note(mistake, "from", what)


def read_topic(fields: Fields) -> TopicPeriod:
    """Read ``from`` and ``to`` of a topic."""
    start, end = fields.day("from", missing=mistakes.TOPIC_PERIOD), fields.optional_day("to")
    if end is not None and end < start:
        fields.note(mistakes.ORDER, "to", f"专题的结束日期 {end} 早于起始日期 {start}。")
    return TopicPeriod(start, end)


def read_legacy(fields: Fields) -> tuple[Legacy, tuple[Aim, ...]]:
    """Read a website being merged: approval, notice date, and where its content goes.

    The aims are judged when everything on the portal is known.
    """
    aims: list[Aim] = []
    old_domain = fields.text("old_domain")
    if old_domain and not is_host(old_domain):
        what = f"{called('old_domain')}写的是“{clip(old_domain, 80)}”，不是一个完整的域名。"
        fields.note(mistakes.DOMAIN, "old_domain", what, fix="只写原网站的域名，例如“www.shilinongye.gov.cn”。")
    approval = read_approval(fields, missing=mistakes.UNAPPROVED)
    migration = fields.part("migration", missing=mistakes.NO_MIGRATION)
    announced, completed = migration.day("announced", missing=mistakes.NO_MIGRATION), _completed(fields, migration)
    if completed is not None and completed < announced:
        what = f"整合完成日期 {completed} 早于公告日期 {announced}。"
        migration.note(mistakes.ORDER, "completed", what)
    for word, line in fields.words("merge_into", required=True, missing=mistakes.NO_MIGRATION):
        _aim(word, line, fields, "merge_into", aims)
    merge_into = tuple(aim.path for aim in aims)
    former = []
    for part in fields.parts("former_columns"):
        name, to, path = part.text("name"), part.text("to"), part.text("path", required=False)
        if path and not is_old_path(path):
            what = f"{called(part.field('path'))}写的是“{clip(path)}”，不是原网站上一个栏目的路径。"
            part.note(mistakes.ADDRESS, "path", what, fix="写成“/zcfg/”的形式：以 / 开头和结尾，不带域名。")
        if to and (aim := _aim(to, part.line_of("to"), part, "to", aims)):
            former.append(FormerColumn(name, aim.path, path))
    legacy = Legacy(
        old_domain=old_domain,
        merge_into=merge_into,
        former_columns=tuple(former),
        approval=approval or Approval("", "", date.min),
        announced=announced,
        completed=completed,
    )
    return legacy, tuple(aims)


def _completed(fields: Fields, migration: Fields) -> date | None:
    completed = migration.optional_day("completed")
    if fields.peek("status") == "closed" and completed is None and not migration.absent:
        what = "网站已经关停，但没有 migration.completed（完成日期）。"
        migration.note(mistakes.NO_MIGRATION, "completed", what, fix="补上整合迁移的完成日期。")
    return completed


def _aim(text: str, line: int | None, fields: Fields, key: str, aims: list[Aim]) -> Aim | None:
    where = Location(fields.report.path, line, fields.field(key))
    try:
        aim = Aim(ColumnPath.parse(text), where)
    except ValueError:
        what = f"{called(fields.field(key))}写的是“{clip(text)}”，不是“单位编号/栏目编号”。"
        fields.report.note(mistakes.NO_TARGET, what, line=line, field=where.field)
        return None
    aims.append(aim)
    return aim
