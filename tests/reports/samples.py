"""Findings and outcomes to report on."""

from __future__ import annotations

from collections import Counter

from portalkit.model.finding import ClauseKey, Finding, Location, Severity
from portalkit.model.outcome import Outcome
from portalkit.model.standing import Decision, Standing

TITLES = {"PV001": "转载未写明出处", "LK001": "商业链接或广告", "RV001": "待审核", "FM004": "缺少稿件开头"}


def finding(
    code: str = "PV001",
    severity: Severity = Severity.DEDUCT,
    path: str = "shili/shichang/policy/2026-03-01-yan.md",
    line: int | None = 5,
    what: str = "这篇稿件是转载，但没有写明原发布时间。",
    basis: tuple[str, ...] = ("anning-2021#27",),
) -> Finding:
    """One finding; every part can be set."""
    keys = tuple(ClauseKey(key) for key in basis)
    where = Location(path, line, "reprint")
    return Finding(code, TITLES[code], severity, where, what, "补上原发布时间。", keys, "shili", "shichang")


def outcome(
    *decisions: Decision,
    findings: tuple[Finding, ...] = (),
    pages: int = 1171,
    placed: bool | None = True,
    written: int = 1230,
) -> Outcome:
    """A build of the sample county."""
    return Outcome(
        portal="shili",
        name="示例县人民政府",
        counts=Counter(decision.standing for decision in decisions),
        unpublished=tuple(d for d in decisions if d.standing is not Standing.PUBLISHED),
        findings=findings,
        found=Counter(finding.severity for finding in findings),
        pages=pages,
        files=1230 if pages else 0,
        written=written,
        indexed=2 if pages else 0,
        seconds=12.34,
        placed=placed if pages else None,
    )


PUBLISHED = Decision("shili/portal/news/2026-03-01-a.md", Standing.PUBLISHED, "r1")
PREVIOUS = Decision("shili/portal/news/2026-03-02-b.md", Standing.PREVIOUS, "r0", "新版本待审核：缺终审签字")
HELD = Decision("shili/shichang/policy/2026-03-01-yan.md", Standing.HELD, None, "商业链接或广告")
WAITING = Decision("shili/shichang/policy/2026-03-03-c.md", Standing.WAITING, None, "缺复审、终审签字")
FUTURE = Decision("shili/shichang/policy/2026-12-03-d.md", Standing.FUTURE, None, "发布时间 2026-12-03 09:00")
