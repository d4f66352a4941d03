"""What a check has to tell: the one thing that every format is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from portalkit.model.column import ColumnPath
from portalkit.model.duty import Duty, duty_for
from portalkit.model.finding import Finding, Severity
from portalkit.model.foreseen import Foreseen
from portalkit.model.outcome import Waived
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie seen from the root of the repository, as POSIX paths: machines want paths they can open."""

    tenants: str = "tenants"
    content: str = "content"
    output: str = "output"

    def file_of(self, finding: Finding) -> str:
        """The file a finding is about: of the registry, of the content, or of the output."""
        path = finding.where.path
        if path == "." or (path.count("/") <= 1 and path.endswith((".yaml", ".yml"))):
            return _joined(self.tenants, path)
        if finding.portal is None or path == finding.portal or path.startswith(f"{finding.portal}/"):
            return _joined(self.content, path)
        return _joined(self.output, f"{finding.portal}/{path}")


@dataclass(frozen=True, slots=True)
class PortalAccount:
    """One portal. ``units`` are those that were asked about, in the order of the registry."""

    tree: PortalTree
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    foreseen: tuple[Foreseen, ...] = ()
    units: tuple[Tenant, ...] = ()
    articles: int = 0
    """How many articles were looked at."""


@dataclass(frozen=True, slots=True)
class Account:
    """A check of one or more portals on a day. ``limit`` is the severity from which on the check fails."""

    today: date
    portals: tuple[PortalAccount, ...]
    limit: Severity | None = Severity.VETO
    folders: Folders = field(default_factory=Folders)
    until: date | None = None
    """The last day of the forecast, where one was asked for."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order of every report."""
        return tuple(sorted((f for p in self.portals for f in p.findings), key=lambda finding: finding.sort_key))

    @property
    def waived(self) -> tuple[Waived, ...]:
        """What was let pass, in the same order."""
        return tuple(sorted((w for p in self.portals for w in p.waived), key=lambda each: each.finding.sort_key))

    @property
    def foreseen(self) -> tuple[Foreseen, ...]:
        """What is to come, by day."""
        return tuple(sorted((f for p in self.portals for f in p.foreseen), key=lambda each: each.sort_key))

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the check fail."""
        return self.limit is not None and finding.severity.rank <= self.limit.rank

    @property
    def failed(self) -> bool:
        """Whether any does."""
        return any(self.fails(finding) for portal in self.portals for finding in portal.findings)


def owner_of(tenant: str | None, tree: PortalTree) -> Tenant:
    """The unit that a finding about ``tenant`` is about; what belongs to no unit is the portal's."""
    return next((each for each in tree.members if each.id == tenant), tree.portal)


def of_unit(findings: Iterable[Finding], tenant: Tenant, tree: PortalTree) -> Iterator[Finding]:
    """Findings about one unit."""
    return (finding for finding in findings if owner_of(finding.tenant, tree) is tenant)


def duty_at(path: str, tree: PortalTree) -> Duty | None:
    """Who answers for the column that a path of the content lies in; ``None`` where it lies in none."""
    portal, _, rest = path.partition("/")
    folder, _, inside = rest.partition("/")
    found = tree.column(ColumnPath(folder, inside.partition("/")[0])) if portal == tree.id else None
    return duty_for(tree, *found) if found else None


def mends(path: str, tenant: str | None, tree: PortalTree) -> Tenant:
    """The unit that has to mend what is wrong at a path: another that answers for the column, else whose it is."""
    duty = duty_at(path, tree)
    return duty.unit if duty and duty.elsewhere else owner_of(tenant, tree)


def waiver_words(waived: Waived) -> str:
    """Why something was let pass, who approved it, and until when."""
    waiver = waived.waiver
    return f"{waiver.reason}；{waiver.approved_by}批准，{waiver.approval}，至 {waiver.until}"


def _joined(folder: str, path: str) -> str:
    return path if folder in ("", ".") else f"{folder}/{path}"
