"""Every rule: its good case is silent, its bad case reads exactly as expected.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.county import SampleCounty, of_code

from portalkit.reports.notice import text_of
from portalkit.rules.registry import RULES

COMPANIONS = {"SV002": {"SV001"}, "UK014": {"WD004"}}
"""What counts faults cannot be shown without them."""

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_case_is_silent(rule, tmp_path):
    assert SampleCounty.with_case(CASES / rule.code / "good", tmp_path).findings() == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_case_reads_as_expected(rule, tmp_path):
    found = SampleCounty.with_case(CASES / rule.code / "bad", tmp_path).findings()
    said = "\n".join(text_of(finding) for finding in of_code(found, rule.code))
    assert said == (CASES / rule.code / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_case_breaks_no_other_rule(rule, tmp_path):
    found = SampleCounty.with_case(CASES / rule.code / "bad", tmp_path).findings()
    assert {finding.code for finding in found} - COMPANIONS.get(rule.code, set()) == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_of_a_case_knows_portal_and_unit(rule, tmp_path):
    for finding in SampleCounty.with_case(CASES / rule.code / "bad", tmp_path).findings():
        assert finding.portal == "shili"
        assert finding.tenant in {"shili", "shichang", "nongye", "nongyewang", "zhengcai"}
