"""SARIF as code hosts read it: against the published schema, and what a person sees there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from reports.accounts import account
from reports.samples import finding

from portalkit.model.finding import Severity
from portalkit.reports.handbook import registry_mistakes
from portalkit.reports.sarif import to_sarif
from portalkit.rules.registry import RULES

SCHEMA = Path(os.environ.get("PORTALKIT_SARIF_SCHEMA", "no-schema"))


def run_of(one):
    (run,) = json.loads(to_sarif(one))["runs"]
    return run


@pytest.mark.skipif(
    not SCHEMA.is_file(),
    reason="PORTALKIT_SARIF_SCHEMA names no file: npm pack @microsoft/jest-sarif, lib/schemas/sarif-2.1.0-rtm.5.json",
)
@pytest.mark.parametrize("one", [account(), account(waived=False, foreseen=False)], ids=["full", "bare"])
def test_it_is_valid_against_the_published_schema(one):
    jsonschema = pytest.importorskip("jsonschema", reason="pip install jsonschema (extra: test)")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8-sig"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    document = json.loads(to_sarif(one))
    assert [error.message for error in validator.iter_errors(document)] == []
    del document["runs"][0]["tool"]
    assert not validator.is_valid(document)


def test_every_rule_is_declared_with_help_even_when_it_found_nothing():
    rules = run_of(account(finding()))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [r.code for r in RULES] + [m.code for m in registry_mistakes()]
    for rule in rules:
        assert "怎么改" in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_a_result_leads_to_its_line_and_its_rule():
    run = run_of(account(finding("LK001", Severity.VETO)))
    result = next(each for each in run["results"] if "suppressions" not in each)
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "content/shili/shichang/policy/2026-03-01-yan.md"
    assert physical["region"] == {"startLine": 5}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "LK001"
    assert result["level"] == "error"
    assert "怎么改：" in result["message"]["text"]
    assert len(result["partialFingerprints"]["portalkit/v1"]) == 64


def test_a_waived_finding_is_suppressed_with_its_approval():
    (waived,) = [each for each in run_of(account())["results"] if "suppressions" in each]
    (suppression,) = waived["suppressions"]
    assert suppression["status"] == "accepted"
    assert suppression["justification"] == "原稿无误；王安批准，示政函〔2026〕9号，至 2026-12-31"


def test_a_finding_without_a_line_names_the_file_alone_and_names_are_encoded():
    result = run_of(account(finding(line=None, path="shili/shichang/附件 一.md"), waived=False))["results"][0]
    physical = result["locations"][0]["physicalLocation"]
    assert "region" not in physical
    assert physical["artifactLocation"]["uri"].isascii()
    assert " " not in physical["artifactLocation"]["uri"]


def test_findings_of_registry_and_pages_lead_to_their_folders():
    found = run_of(account(finding(path="shili/shichang.yaml"), finding(path="shichang/index.html"), waived=False))
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in found["results"]}
    assert uris == {"tenants/shili/shichang.yaml", "output/shili/shichang/index.html"}
