"""SARIF 2.1.0 (OASIS): findings for code hosts and editors.

- Every rule is declared, also when it found nothing, so that a host can close what was open.
- What is waived is there with a suppression that says who approved it; a host does not count it.
- What is foreseen is no result: it stands among the properties of the run.
- A result is recognised by ``partialFingerprints``, not by its line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from portalkit import __version__
from portalkit.basis.clauses import cite
from portalkit.model.finding import ClauseKey, Finding, Severity
from portalkit.model.outcome import Waived
from portalkit.reports.account import Account, waiver_words
from portalkit.reports.fingerprint import hexed, prints
from portalkit.reports.handbook import registry_mistakes, rule_page
from portalkit.rules.registry import RULES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "REPOROOT"

_LEVELS = {
    Severity.REFUSE: "error",
    Severity.VETO: "error",
    Severity.DEDUCT: "warning",
    Severity.ADVISE: "note",
}


def to_sarif(account: Account) -> str:
    """One log with one run; text as UTF-8, LF at the end."""
    rules = list(_rules())
    places = {rule["id"]: number for number, rule in enumerate(rules)}
    findings, waived = account.findings, account.waived
    told = [hexed(one) for one in prints((*findings, *(each.finding for each in waived)))]
    results = [_result(f, account, places, mark) for f, mark in zip(findings, told[: len(findings)], strict=True)]
    for each, mark in zip(waived, told[len(findings) :], strict=True):
        results.append({**_result(each.finding, account, places, mark), "suppressions": [_suppression(each)]})
    run = {
        "tool": {
            "driver": {
                "name": "portalkit",
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": rules,
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "稿件仓库的根目录"}}},
        "results": results,
        "properties": {"today": account.today.isoformat(), "forecast": _forecast(account)},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rules() -> Iterator[Mapping[str, object]]:
    for rule in RULES:
        why = rule.doc.partition("反例:")[0]
        yield _rule(rule.code, rule.title, rule.severity, "".join(why.split()), rule.fix, rule.basis, rule_page(rule))
    for mistake in registry_mistakes():
        yield _rule(mistake.code, mistake.title, mistake.severity, mistake.title, mistake.fix, mistake.basis, "")


def _rule(
    code: str, title: str, severity: Severity, why: str, fix: str, basis: Sequence[ClauseKey], page: str
) -> Mapping[str, object]:
    cited = "\n".join(str(cite(key)) for key in basis)
    help_ = {"text": f"{why}\n怎么改：{fix}\n依据：{cited}"}
    return {
        "id": code,
        "name": title,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {**help_, "markdown": page} if page else help_,
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"severity": severity.value, "tags": [code[:2], severity.value], "basis": list(basis)},
    }


def _result(finding: Finding, account: Account, places: Mapping[object, int], mark: str) -> dict[str, object]:
    uri = quote(account.folders.file_of(finding))
    physical: dict[str, object] = {"artifactLocation": {"uri": uri, "uriBaseId": ROOT}}
    if finding.where.line:
        physical["region"] = {"startLine": finding.where.line}
    location: dict[str, object] = {"physicalLocation": physical}
    if finding.portal:
        unit = f"{finding.portal}/{finding.tenant}" if finding.tenant else finding.portal
        location["logicalLocations"] = [{"fullyQualifiedName": unit, "kind": "namespace"}]
    cited = "；".join(f"《{cite(key).regulation.name}》{cite(key).article}" for key in finding.basis)
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.what}怎么改：{finding.fix}（{finding.severity.value}，依据：{cited}）"},
        "locations": [location],
        "partialFingerprints": {"portalkit/v1": mark},
        "properties": {"severity": finding.severity.value},
    }
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    return result


def _suppression(waived: Waived) -> Mapping[str, object]:
    return {"kind": "external", "status": "accepted", "justification": waiver_words(waived)}


def _forecast(account: Account) -> list[Mapping[str, object]]:
    return [
        {"on": each.on.isoformat(), "place": each.place, "what": each.what, "path": each.path}
        for each in account.foreseen
    ]
