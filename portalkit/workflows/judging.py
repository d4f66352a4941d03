"""Check articles, and decide for each what goes out today.

- The state in the folder goes out when it is signed as its column asks, no rule blocks it, and its day has come.
- Otherwise the last state that was signed and is clean stays up, if the library has one.
- An article past its end, or of a unit that is not on the platform, does not go out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portalkit.content.discover import collision
from portalkit.library.corpus import Corpus, Placed
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.column import Column
from portalkit.model.extract import Extract
from portalkit.model.finding import Finding
from portalkit.model.holdings import RECENT_DAYS, Fact
from portalkit.model.links import Judgement
from portalkit.model.platform import PortalTree
from portalkit.model.record import LocalFile, Record, RecordPath, Unreadable
from portalkit.model.review import Clearance, ReviewStage, Signature, clearance
from portalkit.model.standing import Decision, Standing
from portalkit.model.tenant import Tenant, TenantStatus
from portalkit.rules.engine import (
    RecordContext,
    Said,
    check_file,
    check_ledger,
    check_record,
    check_relatives,
    check_tree,
    check_upkeep_apart,
)
from portalkit.rules.facts import facts_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided for one path. ``record`` is what goes out; ``turns`` the next day on which that may change."""

    decision: Decision
    record: Record | None
    turns: date | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Examined:
    record: Record
    findings: tuple[Finding, ...]
    clearance: Clearance

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity.blocks_publication)


def first_cleared(signatures: tuple[Signature, ...]) -> datetime | None:
    """When an article was signed off for the first time, in whatever state it then was."""
    return min((signature.at for signature in signatures if signature.stage is ReviewStage.FINAL), default=None)


def final_signature(record: Record, signatures: tuple[Signature, ...]) -> datetime | None:
    """When one state of an article was signed off for the first time."""
    return first_cleared(tuple(s for s in signatures if s.covers(record.digest, record.file_digests)))


class Judge:
    """Judges the articles of one portal as they lie in the library."""

    def __init__(
        self,
        corpus: Corpus,
        tree: PortalTree,
        policy: LinkPolicy,
        today: date,
        *,
        words_in: Callable[[LocalFile], Extract],
        drafts: bool = False,
    ) -> None:
        """``words_in`` reads a picture or attachment; with ``drafts`` nothing waits for review."""
        self._corpus = corpus
        self._tree = tree
        self._today = today
        self._drafts = drafts
        self._words_in = words_in
        own = frozenset(t.site.identity.domain for t in tree if t.site)
        self._link: Callable[[str], Judgement] = lambda url: policy.judge(
            url, own_hosts=own, exemptions=tree.rulebook.exemptions, today=today
        )

    def of_portal(self) -> tuple[Finding, ...]:
        """Findings about units and the portal as registered; a veto among them stops the release."""
        return check_tree(self._tree, today=self._today)

    def of_ledgers(self) -> tuple[Finding, ...]:
        """Findings about lines of the review ledgers."""
        found: list[Finding] = []
        for folder, problem in self._corpus.ledger_problems(self._tree.id):
            found += check_ledger(folder, self._tree.id, problem)
        return tuple(found)

    def between(self, numbers: Iterable[str] | None = None) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """Findings between published articles, by the number that brings them together; for every number that does if
        none are given.
        """
        corpus, portal = self._corpus, self._tree.id
        some = corpus.every_relatives(portal) if numbers is None else (corpus.relatives(portal, n) for n in numbers)
        for relatives in some:
            yield relatives.number, check_relatives(self._tree, relatives, self._today)

    def of_upkeep(self, codes: Collection[str] | None = None) -> tuple[Said, ...]:
        """Findings about what time has done by today, rule by rule; of all rules if no codes are given."""
        holdings = self._corpus.holdings(self._tree.id, self._today - timedelta(days=RECENT_DAYS))
        return check_upkeep_apart(self._tree, holdings, self._today, codes)

    def facts(self, record: Record) -> tuple[Fact, ...]:
        """What a published article says that others are held against."""
        return facts_of(record, self._column(self._tenant(record), record))

    def verdict(self, path: str) -> Verdict | None:
        """Judge what lies at a path; ``None`` when nothing does."""
        placed = self._corpus.placed(path)
        if placed is None:
            return None
        if placed.revision is None:
            return self._unreadable(placed, Unreadable(path, placed.digest, placed.problems))
        others = [p for p in self._corpus.sharing_address(self._tree.id, placed.url) if p != path]
        if others:
            problem = collision(RecordPath.parse(path), [RecordPath.parse(other) for other in others])
            return self._unreadable(placed, Unreadable(path, placed.digest, (problem,)))
        now = self._examine(self._corpus.record(path, placed.revision), current=True)
        if now.blocking:
            return self._fall_back(placed, Standing.HELD, now.blocking[0].title, now.findings)
        if not now.clearance.cleared:
            missing = "、".join(stage.value for stage in now.clearance.missing)
            return self._fall_back(placed, Standing.WAITING, f"缺{missing}签字", now.findings)
        return self._by_date(now.record, Standing.PUBLISHED, now.findings)

    def _unreadable(self, placed: Placed, unreadable: Unreadable) -> Verdict:
        findings = check_file(unreadable)
        return self._fall_back(placed, Standing.REFUSED, findings[0].title if findings else "无法读取", findings)

    def _fall_back(self, placed: Placed, standing: Standing, why: str, findings: tuple[Finding, ...]) -> Verdict:
        turns: date | None = None
        for earlier in self._earlier(placed):
            verdict = self._by_date(earlier, Standing.PREVIOUS, findings, why=f"新版本{standing.value}：{why}")
            turns = min((day for day in (turns, verdict.turns) if day), default=None)
            if verdict.record is not None:
                return Verdict(verdict.decision, verdict.record, turns, findings)
        return Verdict(Decision(placed.path, standing, None, why), None, turns, findings)

    def _earlier(self, placed: Placed) -> Iterator[Record]:
        for record in self._corpus.earlier(placed.path, placed.revision):
            tenant = self._tree.by_folder(record.path.tenant)
            if tenant is None or tenant.column(record.path.column) is None:
                return  # the unit or its column left the platform, and its articles with it
            examined = self._examine(record)
            if examined.clearance.cleared and not examined.blocking:
                yield record

    def _by_date(self, record: Record, standing: Standing, findings: tuple[Finding, ...], *, why: str = "") -> Verdict:
        path, today = record.path.text, self._today
        starts, ends = record.published.date(), record.expires.date() if record.expires else None
        turns = min((day for day in (starts, ends) if day and day > today), default=None)
        if self._tenant(record).status not in (TenantStatus.LIVE, TenantStatus.MIGRATING):
            decision = Decision(path, Standing.OFFLINE, None, "所属单位尚未上线或已下线")
        elif starts > today:
            decision = Decision(path, Standing.FUTURE, None, f"发布时间 {record.published:%Y-%m-%d %H:%M}")
        elif record.expires and ends and ends <= today:
            decision = Decision(path, Standing.EXPIRED, None, f"下架时间 {record.expires:%Y-%m-%d %H:%M}")
        else:
            return Verdict(Decision(path, standing, record.revision, why), record, turns, findings)
        return Verdict(decision, None, turns, findings)

    def _first(self, record: Record, column: Column, signatures: tuple[Signature, ...]) -> tuple[Record, date] | None:
        """The state in which an article was public first, where that is another than this one, and the day of its
        final signature.

        Final signatures tell when that was; in a column without review nothing tells, so nothing is said.
        """
        final = [s for s in signatures if s.stage is ReviewStage.FINAL]
        if not column.stages or all(s.covers(record.digest, record.file_digests) for s in final):
            return None  # nothing else of it was ever signed off
        signed = final_signature(record, signatures)
        until = signed.replace(tzinfo=None).date() if signed else self._today
        first: tuple[datetime, Record] | None = (signed, record) if signed else None
        for other in self._corpus.earlier(record.path.text, record.revision):
            at = final_signature(other, signatures)
            if at and other.published.date() <= until and (first is None or at < first[0]):
                first = at, other
        return (first[1], first[0].replace(tzinfo=None).date()) if first and first[1] is not record else None

    def _examine(self, record: Record, *, current: bool = False) -> _Examined:
        tenant = self._tenant(record)
        column = self._column(tenant, record)
        signatures = self._corpus.signatures(self._tree.id, record.path.tenant, record.path.in_tenant)
        judged = clearance(
            record.digest,
            record.file_digests,
            signatures=signatures,
            stages=() if self._drafts else column.stages,
            people=tenant.people,
        )
        first = self._first(record, column, signatures) if current else None
        if first and first[0].published.date() != record.published.date() and self._examine(first[0]).blocking:
            first = None  # it was signed off and held back: nobody saw it
        context = RecordContext(
            tree=self._tree,
            tenant=tenant,
            column=column,
            today=self._today,
            judge=self._link,
            clearance=judged,
            earliest=first_cleared(signatures),
            first=first[0] if first else None,
            first_public=first[1] if first else None,
            words_in=self._words_in,
        )
        return _Examined(record, check_record(record, context), judged)

    def _tenant(self, record: Record) -> Tenant:
        tenant = self._tree.by_folder(record.path.tenant)
        assert tenant is not None, record.path  # only files of registered units are read
        return tenant

    def _column(self, tenant: Tenant, record: Record) -> Column:
        column = tenant.column(record.path.column)
        assert column is not None, record.path  # only files of registered columns are read
        return column
