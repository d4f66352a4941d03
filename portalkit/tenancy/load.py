"""Read ``tenants/`` as a whole: every mistake collected, a platform only when none of them blocks.

- Nothing is raised for anything that lies in the folder; each file is judged as far as it can be read.
- A mistake is noted once: what depends on a file that could not be read is not judged.
- ``today`` only tells which exemptions are over; the same folder and date give the same answer.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from portalkit.model.calendar import CalendarYear
from portalkit.model.column import Column
from portalkit.model.finding import Finding
from portalkit.model.platform import Platform, PortalTree
from portalkit.model.rulebook import Limit, Rulebook
from portalkit.model.target import Publishing
from portalkit.tenancy import mistakes
from portalkit.tenancy.calendar import read_calendar
from portalkit.tenancy.columns import read_unified
from portalkit.tenancy.exceptions import read_exemptions, read_waivers
from portalkit.tenancy.folder import PORTAL_FILE, PortalFolder, RegistryFolder, survey
from portalkit.tenancy.formats import is_id
from portalkit.tenancy.laws import judge_members, judge_portals, with_former_columns
from portalkit.tenancy.member import read_member
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.registered import Registered, RegisteredPortal
from portalkit.tenancy.report import Report
from portalkit.tenancy.rulebook import county_limits, platform_limits
from portalkit.tenancy.site import read_portal
from portalkit.tenancy.targets import read_publishing
from portalkit.tenancy.yamltree import Mapping, parse


def load(root: Path, *, today: date | None = None) -> tuple[Platform | None, tuple[Finding, ...]]:
    """Read the registry below ``root``. Findings are sorted gravest first; paths are relative to ``root``."""
    found: list[Finding] = []
    folder = survey(root, found)
    platform = _read_all(folder, found, today=today) if folder else None
    findings = tuple(sorted(set(found), key=_order))
    blocked = any(finding.severity.blocks_publication for finding in findings)
    return (None if blocked else platform), findings


def _order(finding: Finding) -> tuple[object, ...]:
    return (*finding.sort_key, finding.where.field or "", finding.fix)


def _read_all(folder: RegistryFolder, found: list[Finding], *, today: date | None) -> Platform:
    unified = _columns(folder, found)
    base = Rulebook(_platform_limits(folder, found), calendar=_calendar(folder, found))
    portals = tuple(_portal(each, found, unified=unified, base=base, today=today) for each in folder.portals)
    if not folder.portals:
        Report(found, ".").note(mistakes.NO_PORTAL, "登记文件夹里没有任何门户网站。")
    judge_portals(portals)
    for portal in portals:
        judge_members(portal, columns_known=unified is not None)
    publishing = {str(portal.portal.tenant.id): portal.publishing for portal in portals if portal.publishing.names}
    return Platform(tuple(_tree(portal) for portal in portals), unified or (), publishing)


def _tree(one: RegisteredPortal) -> PortalTree:
    members = tuple(with_former_columns(member.tenant, one) for member in one.members)
    return PortalTree(one.portal.tenant, members, one.rulebook)


def _columns(folder: RegistryFolder, found: list[Finding]) -> tuple[Column, ...] | None:
    name = "columns.yaml"
    report = Report(found, name)
    raw = folder.platform.get(name)
    if raw is None:
        if not any(finding.where.path == name for finding in found):
            fix = "新建 columns.yaml，登记全平台统一的栏目。"
            report.note(mistakes.NO_FILE, "登记文件夹里没有统一栏目表 columns.yaml。", fix=fix)
        return None
    node = parse(raw, report)
    return read_unified(node, report) or None if node else None


def _platform_limits(folder: RegistryFolder, found: list[Finding]) -> tuple[Limit, ...]:
    report = Report(found, "rulebook.yaml")
    raw = folder.platform.get("rulebook.yaml")
    return platform_limits(parse(raw, report) if raw is not None else None, report)


def _calendar(folder: RegistryFolder, found: list[Finding]) -> tuple[CalendarYear, ...]:
    report = Report(found, "workdays.yaml")
    raw = folder.platform.get(report.path)
    return read_calendar(_fields(raw, report)) if raw is not None else ()


def _portal(
    folder: PortalFolder,
    found: list[Finding],
    *,
    unified: tuple[Column, ...] | None,
    base: Rulebook,
    today: date | None,
) -> RegisteredPortal:
    rulebook = _rulebook(folder, found, base, today=today)
    fields = _fields(folder.portal, Report(found, f"{folder.name}/{PORTAL_FILE}", portal=folder.name, tenant="portal"))
    portal = read_portal(fields, folder.name, unified=unified, rulebook=rulebook, today=today)
    members: list[Registered] = []
    unread = set(folder.unread) | ({"portal"} if fields.absent else set())
    for stem, raw in folder.members.items():
        report = Report(found, f"{folder.name}/{stem}.yaml", portal=folder.name, tenant=stem)
        if not is_id(stem):
            report.note(mistakes.BAD_ID, f"文件名“{stem}.yaml”写法不对。", fix="文件名只用小写字母、数字和短横线。")
        each = _fields(raw, report)
        member = None
        if not each.absent:
            member = read_member(each, stem, portal, unified=unified, rulebook=rulebook, today=today)
        if member is None:
            unread.add(stem)
        else:
            members.append(member)
    return RegisteredPortal(portal, tuple(members), rulebook, _publishing(folder, found), frozenset(unread))


def _fields(raw: bytes | None, report: Report) -> Fields:
    node = parse(raw, report) if raw is not None else None
    if node is not None and not isinstance(node, Mapping):
        report.note(mistakes.SHAPE, "登记文件应当由“字段名: 内容”组成。", line=node.line)
    return Fields(node if isinstance(node, Mapping) else None, report)


def _publishing(folder: PortalFolder, found: list[Finding]) -> Publishing:
    raw = folder.county.get("targets.yaml")
    fields = _fields(raw, Report(found, f"{folder.name}/targets.yaml", portal=folder.name))
    return Publishing() if fields.absent else read_publishing(fields)


def _rulebook(folder: PortalFolder, found: list[Finding], base: Rulebook, *, today: date | None) -> Rulebook:
    def opened(name: str) -> tuple[Report, bytes | None]:
        return Report(found, f"{folder.name}/{name}", portal=folder.name), folder.county.get(name)

    report, raw = opened("rulebook.yaml")
    rulebook = Rulebook(county_limits(parse(raw, report) if raw is not None else None, report, base.limits))
    report, raw = opened("links.yaml")
    node = parse(raw, report) if raw is not None else None
    term = rulebook.limit("link_exemption_days")
    exemptions = read_exemptions(node, report, term, today=today) if node else ()
    report, raw = opened("waivers.yaml")
    node = parse(raw, report) if raw is not None else None
    waivers = read_waivers(node, report, rulebook.limit("waiver_days"), today=today) if node else ()
    return Rulebook(rulebook.limits, waivers, exemptions, base.calendar)
