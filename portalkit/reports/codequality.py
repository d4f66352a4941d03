"""GitLab Code Quality: findings as GitLab shows them in a merge request, at the file and line that they are about."""

from __future__ import annotations

import json

from portalkit.model.finding import Severity
from portalkit.reports.account import Account
from portalkit.reports.fingerprint import hexed, prints

_SEVERITIES = {
    Severity.REFUSE: "blocker",
    Severity.VETO: "critical",
    Severity.DEDUCT: "major",
    Severity.ADVISE: "info",
}


def to_codequality(account: Account) -> str:
    """A list with what stands; what is waived or foreseen is none of GitLab's business."""
    findings = account.findings
    issues = [
        {
            "description": f"{finding.what}怎么改：{finding.fix}（{finding.severity.value} {finding.code}）",
            "check_name": finding.code,
            "fingerprint": hexed(told),
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": account.folders.file_of(finding), "lines": {"begin": finding.where.line or 1}},
        }
        for finding, told in zip(findings, prints(findings), strict=True)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
