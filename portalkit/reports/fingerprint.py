"""The same finding in two checks: told by rule, unit and place, not by line or by numbers that change from day to day.

A line moves when somebody writes a paragraph above it, and “已 15 天没有更新” says 16 tomorrow; neither is
a new finding.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from portalkit.model.finding import Finding

Print = tuple[str, ...]

_COUNTED = re.compile(r"\d+(?= ?(?:天|日|个工作日|个月|年|篇|页|次|个|段))|(?<=超过) ?\d+")


def prints(findings: Iterable[Finding]) -> list[Print]:
    """One print for each finding, in their order; those that cannot be told apart are counted from 0."""
    seen: Counter[Print] = Counter()
    found: list[Print] = []
    for finding in findings:
        same = _same(finding)
        found.append((*same, str(seen[same])))
        seen[same] += 1
    return found


def hexed(one: Print) -> str:
    """A print as one word of 64 characters."""
    return hashlib.sha256("\n".join(one).encode()).hexdigest()


def _same(finding: Finding) -> Print:
    where = finding.where
    what = _COUNTED.sub("#", finding.what)
    return (finding.code, finding.portal or "", finding.tenant or "", where.path, where.field or "", what)
