"""Check every article, and decide for each what goes out today.

- The state in the folder goes out when it is signed as its column asks, no rule blocks it, and its day has come.
- Otherwise the last state that was signed and is clean stays up, if the library has one.
- An article past its end, or of a unit that is not on the platform, does not go out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from portalkit.library.corpus import Corpus, Placed
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.column import Column
from portalkit.model.entry import Entry
from portalkit.model.finding import Finding
from portalkit.model.links import Judgement
from portalkit.model.platform import PortalTree
from portalkit.model.record import Record, Unreadable
from portalkit.model.review import Clearance, Signature, clearance
from portalkit.model.standing import Decision, Standing
from portalkit.model.tenant import Tenant, TenantStatus
from portalkit.rules.engine import RecordContext, check_corpus, check_file, check_ledger, check_record, check_tree

Decided = tuple[Decision, Record | None]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the rules said of a portal, and what was decided for each article. ``of_portal`` are those of the findings
    that are about a unit or the portal as a whole: a veto among them stops the release.
    """

    findings: tuple[Finding, ...]
    of_portal: tuple[Finding, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class _Examined:
    record: Record
    findings: tuple[Finding, ...]
    clearance: Clearance

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity.blocks_publication)


class Judge:
    """Judges the articles of one portal as they lie in the library."""

    def __init__(self, corpus: Corpus, tree: PortalTree, policy: LinkPolicy, today: date) -> None:
        self._corpus = corpus
        self._tree = tree
        self._today = today
        own = frozenset(t.site.identity.domain for t in tree if t.site)
        self._link: Callable[[str], Judgement] = lambda url: policy.judge(
            url, own_hosts=own, exemptions=tree.rulebook.exemptions, today=today
        )
        self._signatures = {t.folder: corpus.signatures(tree.id, t.folder) for t in tree}

    def verdicts(self, step: Callable[[], None] = lambda: None) -> Verdicts:
        """Judge everything that lies under ``content/`` for this portal."""
        of_portal = check_tree(self._tree, today=self._today)
        findings: list[Finding] = list(of_portal)
        for folder, problem in self._corpus.ledger_problems(self._tree.id):
            findings += check_ledger(folder, self._tree.id, problem)
        decided = []
        for placed in self._corpus.placed(self._tree.id):
            of_file, decision = self._judge(placed)
            findings += of_file
            decided.append(decision)
            step()
        public = [Entry.of(record) for _, record in decided if record]
        findings += check_corpus(self._tree, public, self._today)
        return Verdicts(tuple(sorted(findings, key=lambda f: f.sort_key)), of_portal, tuple(decided))

    def _judge(self, placed: Placed) -> tuple[tuple[Finding, ...], Decided]:
        if placed.revision is None:
            findings = check_file(Unreadable(placed.path, placed.digest, placed.problems))
            why = findings[0].title if findings else "无法读取"
            return findings, self._fall_back(placed, Standing.REFUSED, why)
        now = self._examine(self._corpus.record(placed.path, placed.revision))
        if now.blocking:
            return now.findings, self._fall_back(placed, Standing.HELD, now.blocking[0].title)
        if not now.clearance.cleared:
            missing = "、".join(stage.value for stage in now.clearance.missing)
            return now.findings, self._fall_back(placed, Standing.WAITING, f"缺{missing}签字")
        return now.findings, self._by_date(now.record, Standing.PUBLISHED)

    def _fall_back(self, placed: Placed, standing: Standing, why: str) -> Decided:
        for earlier in self._earlier(placed):
            decision, record = self._by_date(earlier, Standing.PREVIOUS, why=f"新版本{standing.value}：{why}")
            if record is not None:
                return decision, record
        return Decision(placed.path, standing, None, why), None

    def _earlier(self, placed: Placed) -> Iterator[Record]:
        for record in self._corpus.earlier(placed.path, placed.revision):
            tenant = self._tree.by_folder(record.path.tenant)
            if tenant is None or tenant.column(record.path.column) is None:
                return  # the unit or its column left the platform, and its articles with it
            examined = self._examine(record)
            if examined.clearance.cleared and not examined.blocking:
                yield record

    def _by_date(self, record: Record, standing: Standing, why: str = "") -> Decided:
        path = record.path.text
        if self._tenant(record).status not in (TenantStatus.LIVE, TenantStatus.MIGRATING):
            return Decision(path, Standing.OFFLINE, None, "所属单位尚未上线或已下线"), None
        if record.published.date() > self._today:
            return Decision(path, Standing.FUTURE, None, f"发布时间 {record.published:%Y-%m-%d %H:%M}"), None
        if record.expires and record.expires.date() <= self._today:
            return Decision(path, Standing.EXPIRED, None, f"下架时间 {record.expires:%Y-%m-%d %H:%M}"), None
        return Decision(path, standing, record.revision, why), record

    def _examine(self, record: Record) -> _Examined:
        tenant = self._tenant(record)
        column = self._column(tenant, record)
        judged = clearance(
            record.digest,
            record.file_digests,
            signatures=self._signed(record),
            stages=column.stages,
            people=tenant.people,
        )
        context = RecordContext(
            tree=self._tree, tenant=tenant, column=column, today=self._today, judge=self._link, clearance=judged
        )
        return _Examined(record, check_record(record, context), judged)

    def _signed(self, record: Record) -> list[Signature]:
        return self._signatures[record.path.tenant].get(record.path.in_tenant, [])

    def _tenant(self, record: Record) -> Tenant:
        tenant = self._tree.by_folder(record.path.tenant)
        assert tenant is not None, record.path  # only files of registered units are read
        return tenant

    def _column(self, tenant: Tenant, record: Record) -> Column:
        column = tenant.column(record.path.column)
        assert column is not None, record.path  # only files of registered columns are read
        return column
