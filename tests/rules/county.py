"""The sample county of the rule cases: a small registry, and what the rules say of content and pages laid into it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portalkit.content.discover import collision, collisions, discover, read
from portalkit.content.extracting import extract, suffix_of
from portalkit.content.ledger import read as read_ledger
from portalkit.content.parse import parse
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.column import ColumnPath
from portalkit.model.departed import Departed
from portalkit.model.entry import Entry
from portalkit.model.extract import NOTHING, Extract
from portalkit.model.finding import Finding
from portalkit.model.holdings import Fact, FactKind, Holdings, Shelf
from portalkit.model.platform import PortalTree
from portalkit.model.record import LocalFile, Record, RecordPath, Unreadable, text_digest
from portalkit.model.review import Clearance, clearance
from portalkit.model.seen import Seen
from portalkit.rules.engine import (
    PageContext,
    RecordContext,
    check_corpus,
    check_file,
    check_ledger,
    check_pages,
    check_record,
    check_tree,
    check_upkeep,
)
from portalkit.rules.facts import facts_of
from portalkit.rules.registry import RULES
from portalkit.rules.waiving import part
from portalkit.tenancy.load import load
from portalkit.workflows.judging import first_cleared

TODAY = date(2026, 11, 21)
FIRST_PUBLIC = date(2026, 3, 1)
"""When what a case has in ``before/`` was signed off."""
REGISTRY = Path(__file__).parent / "registry"


def tree_of(registry: Path, *, today: date = TODAY) -> PortalTree:
    """The one portal of a registry that must be without a mistake that blocks."""
    platform, findings = load(registry, today=today)
    assert platform is not None, findings
    return platform.portals[0]


@dataclass(frozen=True)
class _Summed:
    """What a case holds, as the library would sum it up."""

    shelves: Mapping[ColumnPath, Shelf]
    said: tuple[Fact, ...]
    days: tuple[tuple[str, date], ...]
    gone: tuple[Departed, ...]
    alike: Mapping[str, tuple[tuple[str, str], ...]]
    registered: tuple[Seen, ...]

    def columns(self) -> Mapping[ColumnPath, Shelf]:
        return self.shelves

    def facts(self, kind: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.said if fact.kind == kind.value)

    def recent(self) -> tuple[tuple[str, date], ...]:
        return self.days

    def departed(self) -> tuple[Departed, ...]:
        return self.gone

    def seen(self) -> tuple[Seen, ...]:
        return self.registered

    def numbered(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        return self.alike


@dataclass(frozen=True)
class SampleCounty:
    """The county with one case laid into it. ``case`` may hold ``tenants/`` (over the registry), ``content/`` and
    ``output/``, ``before/`` with what was public first, and ``today.txt`` when the day matters; ``shelf`` is an
    empty folder to put the registry together in.

    A county of three articles is behind with everything, so of the rules about upkeep only that of the case is asked.
    """

    case: Path
    tree: PortalTree
    today: date = TODAY

    @classmethod
    def with_case(cls, case: Path, shelf: Path) -> SampleCounty:
        """Lay the case's own registry files over the county's."""
        shutil.copytree(REGISTRY, shelf, dirs_exist_ok=True)
        if (case / "tenants").is_dir():
            shutil.copytree(case / "tenants", shelf, dirs_exist_ok=True)
        said = case / "today.txt"
        today = date.fromisoformat(said.read_text(encoding="utf-8").strip()) if said.exists() else TODAY
        return cls(case, tree_of(shelf, today=today), today)

    def findings(self) -> tuple[Finding, ...]:
        """Everything that the rules say of the case."""
        found = list(check_tree(self.tree, self.today))
        if (self.case / "content").is_dir():
            found += self._of_content(self.case / "content")
        if (self.case / "output").is_dir():
            found += check_pages(self.case / "output", PageContext(tree=self.tree, today=self.today))
        found += of_code(check_upkeep(self.tree, self.holdings(), self.today), self.case.parent.name)
        return part(found, self.tree, self.today, {rule.code: rule.severity for rule in RULES}).standing

    def _of_content(self, root: Path) -> Iterator[Finding]:
        entries: list[Entry] = []
        for read_in in self._read_in(root):
            if isinstance(read_in, Unreadable):
                yield from check_file(read_in)
                continue
            entries.append(Entry.of(read_in))
            yield from check_record(read_in, self.context(read_in, self._clearance(root, read_in)))
        for tenant in self.tree:
            for problem in read_ledger(root, self.tree.id, tenant.folder).problems:
                yield from check_ledger(tenant.folder, self.tree.id, problem)
        yield from check_corpus(self.tree, entries, self.today, self.facts)

    @property
    def records(self) -> tuple[Record, ...]:
        """Every article of the case that can be read."""
        if not (self.case / "content").is_dir():
            return ()
        return tuple(found for found in self._read_in(self.case / "content") if isinstance(found, Record))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the articles of the case say, as the library keeps it."""
        found: list[Fact] = []
        for record in self.records:
            place = self.tree.column(record.path.column_path)
            assert place is not None
            found += facts_of(record, place[1])
        return tuple(sorted(found))

    def holdings(self) -> Holdings:
        """The case summed up, as the library does it."""
        days: dict[ColumnPath, list[date]] = {}
        for record in self.records:
            for place in {record.path.column_path, *record.also_in}:
                days.setdefault(place, []).append(record.published.date())
        shelves = {place: Shelf(len(found), max(found)) for place, found in days.items()}
        recent = sorted((record.path.tenant, record.published.date()) for record in self.records)
        departed = tuple(self._departed())
        numbered = {
            number: tuple((record.path.text, record.title) for record in self.records if number in numbers_of(record))
            for gone in departed
            for number in (gone.document_number, gone.index_number)
            if number
        }
        return Holdings(_Summed(shelves, self.facts, tuple(recent), departed, numbered, self.seen))

    @property
    def before(self) -> dict[str, Record]:
        """What was public first, by path."""
        root = self.case / "before"
        found = self._read_in(root) if (root / self.tree.id).is_dir() else ()
        return {record.path.text: record for record in found if isinstance(record, Record)}

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What the portal was registered as: ``before/tenants`` if the case has it, then what it is."""
        now = Seen.of(self.tree.portal, self.today)
        was = self.case / "before" / "tenants"
        if not was.is_dir():
            return (now,)
        with tempfile.TemporaryDirectory() as shelf:
            shutil.copytree(REGISTRY, shelf, dirs_exist_ok=True)
            shutil.copytree(was, shelf, dirs_exist_ok=True)
            first = tree_of(Path(shelf), today=self.today)
        return (Seen.of(first.portal, date(2026, 1, 1)), now)

    def _departed(self) -> Iterator[Departed]:
        here = {record.path.text: record for record in self.records}
        for path, record in sorted(self.before.items()):
            again = next((r for r in here.values() if (r.title, r.text) == (record.title, record.text)), None)
            if path not in here:
                yield Departed.of(Entry.of(record), self.today, again=Entry.of(again) if again else None)

    def _read_in(self, root: Path) -> Iterator[Record | Unreadable]:
        found = discover(root, self.tree)
        yield from found.unreadable
        clashing = collisions(found.paths)
        for path in found.paths:
            if path in clashing:
                digest = text_digest((root / path.text).read_bytes())
                yield Unreadable(path.text, digest, (collision(path, clashing[path]),))
            else:
                yield self.parsed(root, path)

    def parsed(self, root: Path, path: RecordPath) -> Record | Unreadable:
        """One article as the platform reads it, within the limits of the rulebook."""
        limit = self.tree.rulebook.limit
        return parse(
            read(root, path),
            root=root,
            tree=self.tree,
            size_limit=limit("article_kilobytes").value * 1024,
            file_limit=limit("attachment_megabytes").value * 1024 * 1024,
        )

    def context(self, record: Record, cleared: Clearance | None = None) -> RecordContext:
        """The world around an article of the county."""
        found = self.tree.column(record.path.column_path)
        assert found is not None
        tenant, column = found
        own = frozenset(each.site.identity.domain for each in self.tree if each.site)
        exemptions = self.tree.rulebook.exemptions
        return RecordContext(
            tree=self.tree,
            tenant=tenant,
            column=column,
            today=self.today,
            judge=lambda url: LinkPolicy.load().judge(url, own_hosts=own, exemptions=exemptions, today=self.today),
            clearance=cleared,
            earliest=first_cleared(cleared.signed) if cleared else None,
            first=self.before.get(record.path.text),
            first_public=FIRST_PUBLIC,
            words_in=lambda file: self._words_in(record, file),
        )

    def _words_in(self, record: Record, file: LocalFile) -> Extract:
        path = self.case / "content" / record.path.portal / record.path.tenant / file.in_tenant
        return extract(path.read_bytes(), suffix) if (suffix := suffix_of(file.in_tenant)) else NOTHING

    def _clearance(self, root: Path, record: Record) -> Clearance | None:
        """What the ledger says; ``None`` for a unit without a ledger, so that a case may leave review aside."""
        path = record.path
        if not (root / path.portal / path.tenant / "reviews.jsonl").exists():
            return None
        tenant, column = self.tree.column(path.column_path) or (self.tree.portal, None)
        signatures = read_ledger(root, path.portal, path.tenant).signatures.get(path.in_tenant, [])
        return clearance(
            record.digest,
            record.file_digests,
            signatures=signatures,
            stages=column.stages if column else (),
            people=tenant.people,
        )


def numbers_of(record: Record) -> tuple[str, ...]:
    """The numbers of a document."""
    return (record.document.document_number, record.document.index_number) if record.document else ()


def of_code(findings: Iterable[Finding], code: str) -> tuple[Finding, ...]:
    """Those of one rule."""
    return tuple(finding for finding in findings if finding.code == code)
