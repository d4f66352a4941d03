"""A check for machines: stable, complete, in the order of every report, as its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reports.accounts import account
from reports.samples import finding

from portalkit.model.finding import Severity
from portalkit.reports.findings_json import to_json

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "check.schema.json"


def test_a_finding_carries_everything_a_machine_needs():
    document = json.loads(to_json(account(finding())))
    assert document["format"] == 1
    (found,) = document["findings"]
    assert len(found.pop("fingerprint")) == 64
    assert found == {
        "code": "PV001",
        "title": "转载未写明出处",
        "severity": "deduct",
        "severity_name": "扣分",
        "blocks_publication": False,
        "portal": "shili",
        "tenant": "shichang",
        "path": "shili/shichang/policy/2026-03-01-yan.md",
        "file": "content/shili/shichang/policy/2026-03-01-yan.md",
        "line": 5,
        "field": "reprint",
        "what": "这篇稿件是转载，但没有写明原发布时间。",
        "fix": "补上原发布时间。",
        "basis": [
            {
                "key": "anning-2021#27",
                "regulation": "政府网站和政务新媒体管理办法（试行）",
                "number": "安宁市，2021-03-31",
                "article": "第二十七条",
                "summary": "转载要写明来源、能够追溯，不改原意；只转权威稿源，不转广告",
            }
        ],
    }


def test_waived_and_foreseen_stand_apart():
    document = json.loads(to_json(account()))
    assert [each["code"] for each in document["findings"]] == ["LK001", "PV001"]
    (waived,) = document["waived"]
    assert waived["path"] == "shili/nongye/policy/2026-03-01-a.md"
    assert waived["waiver"]["approval"] == "示政函〔2026〕9号"
    (foreseen,) = document["forecast"]
    assert (foreseen["on"], foreseen["workdays"], foreseen["finding"]["code"]) == ("2026-11-26", 3, "FR002")
    assert document["portals"][0]["counts"] == {"refuse": 0, "veto": 1, "deduct": 1, "advise": 0}
    assert document["failed"] is True


def test_the_same_findings_give_the_same_bytes_in_any_order():
    some = [finding("RV001", Severity.ADVISE), finding(), finding("LK001", Severity.VETO)]
    assert to_json(account(*some)) == to_json(account(*reversed(some)))
    codes = [each["code"] for each in json.loads(to_json(account(*some)))["findings"]]
    assert codes == ["LK001", "PV001", "RV001"]


def test_chinese_stays_readable_and_the_file_ends_with_a_line_break():
    text = to_json(account())
    assert "转载未写明出处" in text
    assert text.endswith("}\n")


def test_it_is_what_the_schema_says():
    jsonschema = pytest.importorskip("jsonschema", reason="pip install jsonschema (extra: test)")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for one in (account(), account(waived=False, foreseen=False, limit=None)):
        validator.validate(json.loads(to_json(one)))
    broken = json.loads(to_json(account()))
    del broken["findings"][0]["fix"]
    assert not validator.is_valid(broken)
