"""整改通知单: findings as the editor reads them: where, what, how to mend it, which clause, code last."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from portalkit.basis.clauses import cite
from portalkit.model.finding import Finding, Severity

NOTHING = "没有发现问题。"


def text_of(finding: Finding) -> str:
    """One finding as a paragraph, ending in a line break."""
    clauses = [str(cite(key)) for key in finding.basis]
    lines = [
        str(finding.where),
        f"  问题：{finding.what}",
        f"  怎么改：{finding.fix}",
        *(f"  {'依据：' if number == 0 else '　　　'}{clause}" for number, clause in enumerate(clauses)),
        f"  （{finding.severity.value} {finding.code} {finding.title}）",
    ]
    return "\n".join(lines) + "\n"


def findings_text(findings: Iterable[Finding]) -> str:
    """All findings, gravest first, under a heading for each severity; one line that counts them stands on top."""
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    if not ordered:
        return NOTHING
    parts = [f"共 {len(ordered)} 个问题：{counted(ordered)}。"]
    for severity, group in groupby(ordered, key=lambda finding: finding.severity):
        same = list(group)
        parts.append(f"【{severity.value}】{len(same)} 个")
        parts += [text_of(finding).rstrip("\n") for finding in same]
    return "\n\n".join(parts)


def counted(findings: Iterable[Finding]) -> str:
    """``单项否决 2，扣分 5``: how many of each severity, gravest first; severities without any are left out."""
    found = [finding.severity for finding in findings]
    return "，".join(f"{severity.value} {found.count(severity)}" for severity in Severity if severity in found)
