"""Findings for machines: one stable form, the same bytes for the same findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from portalkit.basis.clauses import cite
from portalkit.model.finding import ClauseKey, Finding

FORMAT = 1
"""Raised when a member changes its meaning or goes; new members do not raise it."""


def to_json(findings: Iterable[Finding]) -> str:
    """A document with ``format`` and ``findings`` in the order of every report; text as UTF-8, LF at the end."""
    ordered = sorted(findings, key=lambda finding: (finding.sort_key, finding.portal or "", finding.where.field or ""))
    document = {"format": FORMAT, "findings": [_one(finding) for finding in ordered]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _one(finding: Finding) -> Mapping[str, object]:
    return {
        "code": finding.code,
        "title": finding.title,
        "severity": finding.severity.name.lower(),
        "severity_name": finding.severity.value,
        "blocks_publication": finding.severity.blocks_publication,
        "portal": finding.portal,
        "tenant": finding.tenant,
        "path": finding.where.path,
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
