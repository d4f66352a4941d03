"""A check as a table for a spreadsheet: UTF-8 with a BOM, CRLF, and no cell that would be run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from portalkit.basis.clauses import cite
from portalkit.model.finding import Finding
from portalkit.model.platform import PortalTree
from portalkit.reports.account import Account, duty_at, mends, owner_of
from portalkit.reports.notice import visible

HEADS = (
    "状态",
    "级别",
    "编号",
    "问题类别",
    "门户",
    "单位",
    "单位名称",
    "责任单位",
    "责任人",
    "文件",
    "行",
    "字段",
    "问题",
    "怎么改",
    "依据",
    "日期",
    "说明",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(account: Account) -> str:
    """What stands, what is waived and what is foreseen, one line each; ``状态`` tells them apart."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in _rows(account):
        writer.writerow([_safe(cell) for cell in row])
    return "\ufeff" + stream.getvalue()


def _rows(account: Account) -> Iterator[tuple[str, ...]]:
    trees = {portal.tree.id: portal.tree for portal in account.portals}
    for finding in account.findings:
        yield ("待改", *_told(finding, account, trees), account.today.isoformat(), "")
    for waived in account.waived:
        waiver = waived.waiver
        why = f"{waiver.reason}（{waiver.approved_by}批准，{waiver.approval}）"
        yield ("已豁免", *_told(waived.finding, account, trees), f"至 {waiver.until}", why)
    for each in account.foreseen:
        if each.finding:
            yield ("预警", *_told(each.finding, account, trees), each.on.isoformat(), each.what)
        else:
            unit = _unit(each.portal, each.tenant, each.path, trees)
            yield ("预告", "", "", "", *unit, each.path, "", "", "", "", "", each.on.isoformat(), each.what)


def _told(finding: Finding, account: Account, trees: Mapping[str, PortalTree]) -> tuple[str, ...]:
    return (
        finding.severity.value,
        finding.code,
        finding.title,
        *_unit(finding.portal or "", finding.tenant, finding.where.path, trees),
        account.folders.file_of(finding),
        str(finding.where.line or ""),
        finding.where.field or "",
        finding.what,
        finding.fix,
        "；".join(f"《{cite(key).regulation.name}》{cite(key).article}" for key in finding.basis),
    )


def _unit(portal: str, tenant: str | None, path: str, trees: Mapping[str, PortalTree]) -> tuple[str, ...]:
    """Portal, folder and name of a unit, and who has to mend it; empty for what concerns the platform as a whole."""
    tree = trees.get(portal)
    if tree is None:
        return (portal, "", "", "", "")
    owner, duty = owner_of(tenant, tree), duty_at(path, tree)
    unit = mends(path, tenant, tree)
    office = duty.office if duty and duty.office else unit.short_name
    return (portal, owner.folder, owner.short_name, office, duty.person if duty else "")


def _safe(cell: str) -> str:
    """A cell as text: what a spreadsheet takes for a formula gets an apostrophe before it."""
    shown = visible(cell)
    return f"'{shown}" if cell.startswith(_FORMULA) else shown
