"""Run the rules over their subjects. Every check sees every subject of its scope; every hit becomes one finding.

- Findings are values, all collected, gravest first; nothing is raised for what a subject holds.
- A fault that stands on many pages alike is one finding that says on how many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from portalkit.model.entry import Entry
from portalkit.model.finding import Finding, Hit
from portalkit.model.holdings import Fact, Holdings
from portalkit.model.platform import PortalTree
from portalkit.model.record import Problem, Record, Unreadable
from portalkit.model.relatives import Relatives, related
from portalkit.model.tenant import PORTAL_FOLDER, Tenant
from portalkit.rules.built import HOME_FILE
from portalkit.rules.pages import PageContext, page_files
from portalkit.rules.reading import read_page
from portalkit.rules.rule import Scope
from portalkit.rules.scopes import rules_of
from portalkit.rules.subjects import RecordContext, Slip, TreeContext

__all__ = [
    "PageContext",
    "RecordContext",
    "Said",
    "check_corpus",
    "check_file",
    "check_ledger",
    "check_pages",
    "check_record",
    "check_relatives",
    "check_tree",
    "check_upkeep",
    "check_upkeep_apart",
    "page_findings",
    "page_hits",
]


def check_file(unreadable: Unreadable) -> tuple[Finding, ...]:
    """What keeps a file from becoming an article, and what else was noted in it."""
    portal, _, rest = unreadable.path.partition("/")
    folder, slash, _ = rest.partition("/")
    tenant = (portal if folder == PORTAL_FOLDER else folder) if slash else None
    slips = (Slip(unreadable.path, problem, readable=False) for problem in unreadable.problems)
    return _sorted(_of_slips(Scope.FILE, slips, portal=portal or None, tenant=tenant))


def check_record(record: Record, context: RecordContext) -> tuple[Finding, ...]:
    """What is wrong with one article: its slips, its review, its links, its numbers."""
    portal, tenant, rulebook = context.tree.id, context.tenant.id, context.tree.rulebook
    slips = (Slip(record.path.text, problem, readable=True) for problem in record.problems)
    found = list(_of_slips(Scope.FILE, slips, portal=portal, tenant=tenant))
    for rule in rules_of(Scope.RECORD):
        hits = tuple(rule.check(record, context))
        if hits:
            found += rule.findings(hits, portal=portal, tenant=tenant, rulebook=rulebook)
    return _sorted(found)


def check_ledger(tenant_folder: str, portal: str, problem: Problem) -> tuple[Finding, ...]:
    """One problem of the review ledger of one unit."""
    slip = Slip(f"{portal}/{tenant_folder}/reviews.jsonl", problem, readable=True)
    tenant = portal if tenant_folder == PORTAL_FOLDER else tenant_folder
    return _sorted(_of_slips(Scope.LEDGER, (slip,), portal=portal, tenant=tenant))


def check_tree(tree: PortalTree, today: date) -> tuple[Finding, ...]:
    """What is wrong with the units of a portal as they are registered, on that day."""
    context = TreeContext(tree, today)
    found: list[Finding] = []
    for rule in rules_of(Scope.TENANT):
        for tenant in tree:
            hits = rule.check(tenant, context)
            found += rule.findings(hits, portal=tree.id, tenant=tenant.id, rulebook=tree.rulebook)
    return _sorted(found)


def check_upkeep(tree: PortalTree, holdings: Holdings, today: date) -> tuple[Finding, ...]:
    """What time has done on that day: columns overdue, messages unanswered, reports missing. Reads nothing but what it
    is given, so that any day to come can be asked about.
    """
    return _sorted(finding for said in check_upkeep_apart(tree, holdings, today) for finding in said.findings)


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule about upkeep said, and the parts of the holdings that it asked for."""

    code: str
    findings: tuple[Finding, ...]
    asked: frozenset[str]


def check_upkeep_apart(
    tree: PortalTree, holdings: Holdings, today: date, codes: Collection[str] | None = None
) -> tuple[Said, ...]:
    """The same, rule by rule; only those of ``codes`` if they are given."""
    context = TreeContext(tree, today)
    said: list[Said] = []
    for rule in rules_of(Scope.UPKEEP):
        if codes is not None and rule.code not in codes:
            continue
        seen = holdings.afresh()
        found: list[Finding] = []
        for hit in rule.check(seen, context):
            folder = hit.where.path.partition("/")[2].partition("/")[0]
            owner = tree.by_folder(folder) or tree.portal
            found += rule.findings((hit,), portal=tree.id, tenant=owner.id, rulebook=tree.rulebook)
        said.append(Said(rule.code, _sorted(found), frozenset(seen.asked)))
    return tuple(said)


def check_corpus(
    tree: PortalTree, entries: Iterable[Entry], today: date, facts: Iterable[Fact] = ()
) -> tuple[Finding, ...]:
    """What is wrong between the articles of a portal. ``entries`` may come in any order."""
    parts = (check_relatives(tree, relatives, today) for relatives in related(entries, facts))
    return _sorted(finding for part in parts for finding in part)


def check_relatives(tree: PortalTree, relatives: Relatives, today: date) -> tuple[Finding, ...]:
    """What is wrong between the articles that one number brings together."""
    if relatives.alone:
        return ()
    context = TreeContext(tree, today)
    found: list[Finding] = []
    for rule in rules_of(Scope.CORPUS):
        for hit in rule.check(relatives, context):
            owner = tree.by_folder(relatives.tenant(hit.where.path))
            found += rule.findings((hit,), portal=tree.id, tenant=owner.id if owner else None, rulebook=tree.rulebook)
    return _sorted(found)


def check_pages(root: Path, context: PageContext) -> tuple[Finding, ...]:
    """What is wrong with the pages below ``root``, the web root of one portal. An output without a home page is read
    as one whose home page shows nothing.
    """
    pages, files = page_files(root)
    context = replace(context, files=files)
    hits: list[PageHit] = []
    if HOME_FILE not in files:
        hits += page_hits(HOME_FILE, b"", context)
    for path in pages:
        hits += page_hits(path, (root / path).read_bytes(), context)
    return page_findings(hits, context.tree)


@dataclass(frozen=True, slots=True)
class PageHit:
    """One fault on one page; ``tenant`` is the unit whose page it is."""

    code: str
    hit: Hit
    page: str
    tenant: str


def page_hits(path: str, raw: bytes, context: PageContext) -> tuple[PageHit, ...]:
    """Check one page of the output, given as its bytes."""
    page = read_page(path, raw)
    tenant: Tenant = context.tenant_of(page)
    return tuple(
        PageHit(rule.code, hit, path, tenant.id) for rule in rules_of(Scope.PAGE) for hit in rule.check(page, context)
    )


def page_findings(hits: Iterable[PageHit], tree: PortalTree) -> tuple[Finding, ...]:
    """One finding for each fault, however many pages have it: a missing footer is not reported a thousand times."""
    alike: dict[tuple[str, str, str | None], list[PageHit]] = {}
    for hit in hits:
        alike.setdefault((hit.code, hit.hit.what, hit.hit.fix), []).append(hit)
    rules = {rule.code: rule for rule in rules_of(Scope.PAGE)}
    found: list[Finding] = []
    for (code, _, _), same in alike.items():
        first = min(same, key=lambda hit: hit.page)
        pages = {hit.page for hit in same}
        tenants = {hit.tenant for hit in same}
        more = f"同样的问题共有 {len(pages)} 页。" if len(pages) > 1 else ""
        whole = replace(first.hit, what=first.hit.what + more)
        tenant = next(iter(tenants)) if len(tenants) == 1 else None
        found += rules[code].findings((whole,), portal=tree.id, tenant=tenant, rulebook=tree.rulebook)
    return _sorted(found)


def _of_slips(scope: Scope, slips: Iterable[Slip], *, portal: str | None, tenant: str | None) -> Iterator[Finding]:
    for slip in slips:
        for rule in rules_of(scope):
            if rule.kind is slip.problem.kind:
                yield from rule.findings(rule.check(slip), portal=portal, tenant=tenant)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))
