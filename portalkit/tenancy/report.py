"""Where mistakes are noted while one registry file is read."""

from __future__ import annotations

from portalkit.model.finding import Finding, Location
from portalkit.tenancy.mistakes import Mistake


class Report:
    """Collects what is wrong with one file. ``path`` is relative to ``tenants/``; ``found`` is shared by all files."""

    def __init__(
        self, found: list[Finding], path: str, *, portal: str | None = None, tenant: str | None = None
    ) -> None:
        self.found = found
        self.path = path
        self.portal = portal
        self.tenant = tenant

    def note(
        self, mistake: Mistake, what: str, *, line: int | None = None, field: str | None = None, fix: str | None = None
    ) -> None:
        """Add one finding; ``fix`` only where the remedy of the mistake is too general."""
        self.found.append(
            Finding(
                code=mistake.code,
                title=mistake.title,
                severity=mistake.severity,
                where=Location(self.path, line, field),
                what=what,
                fix=fix or mistake.fix,
                basis=mistake.basis,
                portal=self.portal,
                tenant=self.tenant,
            )
        )
