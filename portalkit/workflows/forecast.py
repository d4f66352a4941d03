"""What will turn red, and when, if nobody does anything: the check of each day to come, on the library as it would be.

Each day is checked as ``invoke check`` would check it then, after the days before it, inside a transaction that is
taken back at the end: what changes by itself on a day is judged again, and nothing else. What a day finds that the day
before did not is foreseen; so are days on which something ends by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

import idna

from portalkit.errors import UsageError
from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.finding import Finding
from portalkit.model.foreseen import Foreseen
from portalkit.model.platform import PortalTree
from portalkit.model.standing import Standing
from portalkit.reports.fingerprint import Print, prints
from portalkit.reports.places import place_of
from portalkit.rules.waiving import part
from portalkit.tenancy.load import load
from portalkit.workdays import UnknownYearError, workdays
from portalkit.workflows.decisions import decide
from portalkit.workflows.progress import Bars, silent
from portalkit.workflows.registry import Registered, advice_for
from portalkit.workflows.workspace import Workspace

MOST_DAYS = 400
"""No forecast reaches further: beyond a year nothing stays as it is."""

_DAY = timedelta(days=1)
_ENDS = {
    "UK002": "超期",
    "UK011": "超期",
    "WV002": "到期",
    "TN097": "到期",
}
"""What people call it when a limit is passed; of every other rule the title is told."""


def last_day(text: str, today: date) -> date:
    """Read ``--until``; raises ``UsageError``."""
    try:
        until = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--until 的日期“{text}”不对。", "请写成 2026-12-31 的样子。") from None
    if until <= today:
        raise UsageError(f"--until 的 {until} 不在今天（{today}）以后。", "预警只看今天以后的日子。")
    if (until - today).days > MOST_DAYS:
        raise UsageError(
            f"--until 的 {until} 太远。", f"最远看 {MOST_DAYS} 天，到 {today + timedelta(days=MOST_DAYS)}。"
        )
    return until


@dataclass(frozen=True, slots=True)
class Forecaster:
    """Looks ahead for one portal. ``store`` holds the library as the check of today left it."""

    store: Store
    workspace: Workspace
    tree: PortalTree
    policy: LinkPolicy
    registry: Registered
    unseen: frozenset[str]

    def until(self, last: date, bars: Bars) -> tuple[Foreseen, ...]:
        """Everything up to and including a day, by day."""
        today = self.workspace.today
        days = [today + n * _DAY for n in range(1, (last - today).days + 1)]
        advice = dict(self._advice(days))
        found: list[Foreseen] = []
        with self.store.imagined(), bars.stage(f"预警 {self.tree.portal.short_name}", len(days)) as step:
            before = self._told(today, self.registry.advice)
            for day in days:
                found += self._go_on_to(day)
                now = self._told(day, advice[day])
                found += (self._foreseen(day, finding) for finding in _new(before, now))
                before = now
                step()
        found += self._registered_ends(last)
        return tuple(sorted(found, key=lambda each: each.sort_key))

    def _told(self, day: date, advice: tuple[Finding, ...]) -> Mapping[Print, Finding]:
        """What a check tells on a day."""
        everything = (*advice_for(self.tree, advice), *self.store.view.findings(self.tree.id))
        standing = part(everything, self.tree, day, self.registry.waived_rules, unseen=self.unseen).standing
        return dict(zip(prints(standing), standing, strict=True))

    def _go_on_to(self, day: date) -> Iterator[Foreseen]:
        """Let a day come in the library; tell of the articles that are taken down on it."""
        portal, intake = self.tree.id, self.store.intake
        intake.touch_turned(portal, day.isoformat())
        for exemption in self.tree.rulebook.exemptions:
            if exemption.until + _DAY == day:
                for name in _spellings(exemption.host):
                    intake.touch_mentioning(portal, name)
        titles = {}
        for path in self.store.view.touched(portal):
            entry = self.store.view.entry(path)
            if entry:
                titles[path] = entry.title
        decide(self.store, replace(self.workspace, today=day), self.tree, self.policy, silent(), whole=True)
        if not titles:
            return
        ended = {d.path for d in self.store.view.unpublished(portal) if d.standing is Standing.EXPIRED}
        for path in sorted(ended & titles.keys()):
            place, tenant = place_of(path, self.tree)
            what = f"{place}《{titles[path]}》将{self._when(day)}下架"
            yield Foreseen(day, place, what, path, portal, tenant.id, self._workdays(day))

    def _advice(self, days: list[date]) -> Iterator[tuple[date, tuple[Finding, ...]]]:
        """What the registry is advised on each day. It is read again only where that changes: a registry that says the
        same on two days says it on every day between them, for what is over stays over.
        """
        known = {self.workspace.today: self.registry.advice}

        def read(day: date) -> tuple[Finding, ...]:
            if day not in known:
                known[day] = load(self.workspace.tenants, today=day)[1]
            return known[day]

        def fill(first: date, last: date) -> None:
            if (last - first).days > 1:
                if read(first) == read(last):
                    known.update({first + n * _DAY: known[first] for n in range(1, (last - first).days)})
                    return
                middle = first + timedelta(days=(last - first).days // 2)
                read(middle)
                fill(first, middle)
                fill(middle, last)

        if days:
            read(days[-1])
            fill(self.workspace.today, days[-1])
        for day in days:
            yield day, known[day]

    def _registered_ends(self, last: date) -> Iterator[Foreseen]:
        """Days of the registry on which something is over by itself."""
        keep = self.tree.rulebook.limit("notice_keep_days").value
        for tenant in self.tree:
            ends: list[tuple[date, str]] = []
            if tenant.legacy and (kept := tenant.legacy.keep_until(keep)):
                ends.append((kept + _DAY, "公告期满，迁移公告撤下"))
            if tenant.topic and tenant.topic.end:
                ends.append((tenant.topic.end + _DAY, "结束，专题转为归档"))
            if tenant.site:
                ends += ((period.end + _DAY, "下线期满，应当恢复") for period in tenant.site.offline_periods)
            for day, what in ends:
                if self.workspace.today < day <= last:
                    name = tenant.short_name or tenant.name
                    words = f"{name} 将{self._when(day)}{what}"
                    yield Foreseen(day, name, words, tenant.file, self.tree.id, tenant.id, self._workdays(day))

    def _foreseen(self, day: date, finding: Finding) -> Foreseen:
        place, tenant = place_of(finding.where.path, self.tree, finding.tenant)
        entry = self.store.view.entry(finding.where.path)
        named = f"{place}《{entry.title}》" if entry else f"{place} "
        happens = _ENDS.get(finding.code) or f"出现“{finding.title}”"
        what = f"{named}将{self._when(day)}{happens}"
        return Foreseen(
            day, place, what, finding.where.path, self.tree.id, tenant.id, self._workdays(day), finding=finding
        )

    def _when(self, day: date) -> str:
        count = self._workdays(day)
        if count:
            return f"于{count}个工作日后"
        return f"于{(day - self.workspace.today).days}天后"

    def _workdays(self, day: date) -> int | None:
        with suppress(UnknownYearError):
            return workdays(self.tree.rulebook.calendar).between(self.workspace.today, day)
        return None


def _new(before: Mapping[Print, Finding], now: Mapping[Print, Finding]) -> Iterator[Finding]:
    """Findings of a day that the day before did not have. One that only reads differently, because more columns came to
    those it names, is no new one.
    """
    left = Counter(_place(finding) for finding in now.values())
    left.subtract(Counter(_place(finding) for finding in before.values()))
    for one, finding in now.items():
        if one not in before and left[_place(finding)] > 0:
            left[_place(finding)] -= 1
            yield finding


def _place(finding: Finding) -> tuple[str, str | None, str, str | None]:
    return (finding.code, finding.tenant, finding.where.path, finding.where.field)


def _spellings(host: str) -> set[str]:
    """A host as it may stand in an article."""
    names = {host}
    with suppress(idna.IDNAError):
        names.add(idna.decode(host))
    return names
