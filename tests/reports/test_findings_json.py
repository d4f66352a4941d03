"""Findings for machines: stable, complete, in the order of every report."""

from __future__ import annotations

import json

from reports.samples import finding

from portalkit.model.finding import Severity
from portalkit.reports.findings_json import to_json


def test_a_finding_carries_everything_a_machine_needs():
    document = json.loads(to_json([finding()]))
    assert document["format"] == 1
    assert document["findings"] == [
        {
            "code": "PV001",
            "title": "转载未写明出处",
            "severity": "deduct",
            "severity_name": "扣分",
            "blocks_publication": False,
            "portal": "shili",
            "tenant": "shichang",
            "path": "shili/shichang/policy/2026-03-01-yan.md",
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
    ]


def test_the_same_findings_give_the_same_bytes_in_any_order():
    some = [finding("RV001", Severity.ADVISE), finding(), finding("LK001", Severity.VETO)]
    assert to_json(some) == to_json(reversed(some))
    assert [each["code"] for each in json.loads(to_json(some))["findings"]] == ["LK001", "PV001", "RV001"]


def test_chinese_stays_readable_and_the_file_ends_with_a_line_break():
    text = to_json([finding()])
    assert "转载未写明出处" in text
    assert text.endswith("}\n")


def test_no_findings_are_an_empty_list():
    assert to_json(()) == '{\n "format": 1,\n "findings": []\n}\n'
