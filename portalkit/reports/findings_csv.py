"""A check as a table for a spreadsheet: UTF-8 with a BOM, CRLF, and no cell that would be run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from portalkit.basis.clauses import cite
from portalkit.model.finding import Finding
from portalkit.model.tenant import PORTAL_FOLDER
from portalkit.reports.account import Account, unit_names

HEADS = (
    "状态",
    "级别",
    "编号",
    "问题类别",
    "门户",
    "单位",
    "单位名称",
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
    names = {portal.tree.id: unit_names(portal.tree) for portal in account.portals}
    for finding in account.findings:
        yield ("待改", *_told(finding, account, names), account.today.isoformat(), "")
    for waived in account.waived:
        waiver = waived.waiver
        why = f"{waiver.reason}（{waiver.approved_by}批准，{waiver.approval}）"
        yield ("已豁免", *_told(waived.finding, account, names), f"至 {waiver.until}", why)
    for each in account.foreseen:
        if each.finding:
            yield ("预警", *_told(each.finding, account, names), each.on.isoformat(), each.what)
        else:
            name = names.get(each.portal, {}).get(each.tenant or each.portal, "")
            blank = ("", "", "", each.portal, each.tenant or PORTAL_FOLDER, name, each.path, "", "", "", "", "")
            yield ("预告", *blank, each.on.isoformat(), each.what)


def _told(finding: Finding, account: Account, names: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    portal = finding.portal or ""
    tenant = finding.tenant or portal
    known = names.get(portal, {})
    name = known.get(tenant, "")
    return (
        finding.severity.value,
        finding.code,
        finding.title,
        portal,
        PORTAL_FOLDER if tenant == portal else tenant,
        name,
        account.folders.file_of(finding),
        str(finding.where.line or ""),
        finding.where.field or "",
        finding.what,
        finding.fix,
        "；".join(f"《{cite(key).regulation.name}》{cite(key).article}" for key in finding.basis),
    )


def _safe(cell: str) -> str:
    """A cell as text: what a spreadsheet takes for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
