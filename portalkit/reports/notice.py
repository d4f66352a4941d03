"""Findings as the editor reads them: where, what, how to mend it, which clause, code last; waived ones apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby

from portalkit.basis.clauses import cite
from portalkit.model.finding import Finding, Severity
from portalkit.model.foreseen import Foreseen
from portalkit.model.outcome import Waived
from portalkit.reports.account import waiver_words

NOTHING = "没有发现问题。"


_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Text that does to a terminal only what it says: control characters out of a file or its name are shown as �."""
    return _UNSEEN.sub("\ufffd", text)


def text_of(finding: Finding) -> str:
    """One finding as a paragraph that stands alone, with its clauses in full; ends in a line break."""
    return _paragraph(finding, [str(cite(key)) for key in finding.basis])


def findings_text(
    findings: Iterable[Finding], waived: Iterable[Waived] = (), foreseen: Iterable[Foreseen] | None = None
) -> str:
    """All findings, gravest first, under a heading for each severity; then what was waived, what is to come (``None``
    where nobody asked), and every clause once, with what it says. The first line counts them.
    """
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    parts = [f"共 {len(ordered)} 个问题：{counted(ordered)}。" if ordered else NOTHING]
    for severity, group in groupby(ordered, key=lambda finding: finding.severity):
        same = list(group)
        parts.append(f"【{severity.value}】{len(same)} 个")
        parts += [_paragraph(finding, [_named(finding)]).rstrip("\n") for finding in same]
    let_pass = sorted(waived, key=lambda each: each.finding.sort_key)
    if let_pass:
        parts.append(f"【已批准豁免】{len(let_pass)} 个，不计入上面的问题")
        parts += [_waived(each) for each in let_pass]
    if foreseen is not None:
        parts.append(_foreseen(foreseen))
    cited = dict.fromkeys(key for finding in ordered for key in finding.basis)
    if cited:
        parts.append("\n".join(["【依据】", *(f"  {cite(key)}" for key in cited)]))
    return visible("\n\n".join(parts))


def _waived(each: Waived) -> str:
    finding = each.finding
    return "\n".join(
        [
            str(finding.where),
            f"  问题：{finding.what}",
            f"  豁免：{waiver_words(each)}",
            f"  （{finding.severity.value} {finding.code} {finding.title}）",
        ]
    )


def _foreseen(foreseen: Iterable[Foreseen]) -> str:
    ordered = sorted(foreseen, key=lambda each: each.sort_key)
    if not ordered:
        return "【预警】这段时间没有将要出现的问题。"
    lines = [f"【预警】{len(ordered)} 件"]
    for each in ordered:
        finding = each.finding
        code = f"（{finding.severity.value} {finding.code}）" if finding else ""
        lines.append(f"  {each.on} {each.what}{code}")
        if finding:
            lines.append(f"             届时{finding.what}")
    return "\n".join(lines)


def _paragraph(finding: Finding, basis: list[str]) -> str:
    lines = [
        str(finding.where),
        f"  问题：{finding.what}",
        f"  怎么改：{finding.fix}",
        *(f"  {'依据：' if number == 0 else '　　　'}{line}" for number, line in enumerate(basis)),
        f"  （{finding.severity.value} {finding.code} {finding.title}）",
    ]
    return "\n".join(lines) + "\n"


def _named(finding: Finding) -> str:
    """Its clauses by document number and article only."""
    clauses = (cite(key) for key in finding.basis)
    return "；".join(f"《{clause.regulation.name}》{clause.article}" for clause in clauses)


def counted(findings: Iterable[Finding]) -> str:
    """``单项否决 2，扣分 5``: how many of each severity, gravest first; severities without any are left out."""
    return in_numbers(Counter(finding.severity for finding in findings))


def in_numbers(found: Mapping[Severity, int]) -> str:
    """The same of findings that were counted."""
    return "，".join(f"{severity.value} {found[severity]}" for severity in Severity if found.get(severity))
