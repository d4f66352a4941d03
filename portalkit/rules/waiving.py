"""Waivers at work: what was found is parted into what stands and what is waived; waivers without effect are findings.

- What blocks publication is never waived, whatever is registered.
- Parting is a function of findings, waivers and day alone: no page and no decision about an article depends on it, so a
  waiver that comes, changes or runs out makes nothing be judged or rendered again.
- Light enough for a build that has nothing to do: the rules themselves are not loaded here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portalkit.model.finding import Finding, Severity
from portalkit.model.outcome import Waived
from portalkit.model.platform import PortalTree
from portalkit.model.rulebook import Waiver
from portalkit.model.tenant import PORTAL_FOLDER


@dataclass(frozen=True, slots=True)
class WaiverContext:
    """The day, how grave the waived rule is (``None``: there is no such rule), and whether the waiver was of use
    (``None`` where that was not asked).
    """

    today: date
    severity: Severity | None
    used: bool | None = None

    def in_force(self, waiver: Waiver) -> bool:
        """Whether the waiver can have an effect today."""
        known = self.severity is not None and not self.severity.blocks_publication
        return known and not waiver.expired(self.today)


@dataclass(frozen=True, slots=True)
class Parted:
    """``standing``: what has to be mended, and what was found about waivers; ``waived``: what was let pass."""

    standing: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def part(
    findings: Iterable[Finding],
    tree: PortalTree,
    today: date,
    severities: Mapping[str, Severity],
    *,
    unseen: Collection[str] = (),
) -> Parted:
    """Part the findings of one portal; both parts come gravest first.

    ``severities`` maps the rules that waivers name to how grave they are; ``unseen`` are rules that were not run, whose
    waivers nobody can call unused.
    """
    waivers = tree.rulebook.waivers
    if not waivers:
        return Parted(tuple(sorted(findings, key=lambda finding: finding.sort_key)), ())
    in_force = [w for w in waivers if WaiverContext(today, severities.get(w.rule)).in_force(w)]
    standing: list[Finding] = []
    waived: list[Waived] = []
    used: set[Waiver] = set()
    for finding in findings:
        found = [] if finding.severity.blocks_publication else [w for w in in_force if covers(w, finding, tree)]
        used.update(found)
        if found:
            waived.append(Waived(finding, min(found, key=lambda waiver: waiver.line)))
        else:
            standing.append(finding)
    for waiver in waivers:
        context = WaiverContext(
            today, severities.get(waiver.rule), used=None if waiver.rule in unseen else waiver in used
        )
        standing += _of_waiver(waiver, context, tree)
    return Parted(
        tuple(sorted(standing, key=lambda finding: finding.sort_key)),
        tuple(sorted(waived, key=lambda each: each.finding.sort_key)),
    )


def covers(waiver: Waiver, finding: Finding, tree: PortalTree) -> bool:
    """Whether a waiver names the rule of a finding and the place, a folder above it, or the unit that it is about."""
    if waiver.rule != finding.code:
        return False
    place = finding.where.path
    if place == waiver.path or place.startswith(f"{waiver.path}/"):
        return True
    portal, _, folder = waiver.path.partition("/")
    if portal != tree.id or finding.portal != tree.id:
        return False
    if finding.tenant and "/" not in folder:
        return folder == (PORTAL_FOLDER if finding.tenant == tree.id else finding.tenant)
    return False


def _of_waiver(waiver: Waiver, context: WaiverContext, tree: PortalTree) -> Iterable[Finding]:
    from portalkit.rules.waivers import wv001_cannot_be_waived, wv002_waiver_expired, wv003_waiver_unused

    unit = tree.by_folder(waiver.path.split("/")[1])
    for rule in (
        wv001_cannot_be_waived.cannot_be_waived,
        wv002_waiver_expired.waiver_expired,
        wv003_waiver_unused.waiver_unused,
    ):
        yield from rule.findings(rule.check(waiver, context), portal=tree.id, tenant=unit.id if unit else None)
