"""A check for machines: one stable form, described in ``docs/schema/check.schema.json``; equal input, equal bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from portalkit.basis.clauses import cite
from portalkit.model.finding import ClauseKey, Finding, Severity
from portalkit.model.foreseen import Foreseen
from portalkit.model.outcome import Waived
from portalkit.reports.account import Account, PortalAccount
from portalkit.reports.fingerprint import hexed, prints

FORMAT = 1
"""Raised when a member changes its meaning or goes; new members do not raise it."""


def to_json(account: Account) -> str:
    """Findings, waived and foreseen apart, in the order of every report; text as UTF-8, LF at the end."""
    findings, waived = account.findings, account.waived
    known = [hexed(one) for one in prints((*findings, *(each.finding for each in waived)))]
    document = {
        "format": FORMAT,
        "tool": "portalkit",
        "today": account.today.isoformat(),
        "fail_on": account.limit.name.lower() if account.limit else None,
        "failed": account.failed,
        "portals": [_portal(portal) for portal in account.portals],
        "findings": [
            {**_one(finding, account), "fingerprint": told}
            for finding, told in zip(findings, known[: len(findings)], strict=True)
        ],
        "waived": [
            {**_one(each.finding, account), "fingerprint": told, "waiver": _waiver(each)}
            for each, told in zip(waived, known[len(findings) :], strict=True)
        ],
        "until": account.until.isoformat() if account.until else None,
        "forecast": [_foreseen(each, account) for each in account.foreseen],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _portal(portal: PortalAccount) -> Mapping[str, object]:
    found = [finding.severity for finding in portal.findings]
    return {
        "id": portal.tree.id,
        "name": portal.tree.portal.name,
        "articles": portal.articles,
        "counts": {severity.name.lower(): found.count(severity) for severity in Severity},
        "waived": len(portal.waived),
    }


def _one(finding: Finding, account: Account) -> Mapping[str, object]:
    return {
        "code": finding.code,
        "title": finding.title,
        "severity": finding.severity.name.lower(),
        "severity_name": finding.severity.value,
        "blocks_publication": finding.severity.blocks_publication,
        "portal": finding.portal,
        "tenant": finding.tenant,
        "path": finding.where.path,
        "file": account.folders.file_of(finding),
        "line": finding.where.line,
        "field": finding.where.field,
        "what": finding.what,
        "fix": finding.fix,
        "basis": [_clause(key) for key in finding.basis],
    }


def _clause(key: ClauseKey) -> Mapping[str, str]:
    clause = cite(key)
    return {
        "key": key,
        "regulation": clause.regulation.name,
        "number": clause.regulation.number,
        "article": clause.article,
        "summary": clause.summary,
    }


def _waiver(waived: Waived) -> Mapping[str, object]:
    waiver = waived.waiver
    return {
        "path": waiver.path,
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "approval": waiver.approval,
        "until": waiver.until.isoformat(),
        "file": waiver.file,
        "line": waiver.line,
    }


def _foreseen(each: Foreseen, account: Account) -> Mapping[str, object]:
    return {
        "on": each.on.isoformat(),
        "workdays": each.workdays,
        "portal": each.portal,
        "tenant": each.tenant,
        "place": each.place,
        "path": each.path,
        "what": each.what,
        "finding": _one(each.finding, account) if each.finding else None,
    }
