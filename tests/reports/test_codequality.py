"""GitLab Code Quality: what the merge request shows."""

from __future__ import annotations

import json

from reports.accounts import account
from reports.samples import finding

from portalkit.model.finding import Severity
from portalkit.reports.codequality import to_codequality


def test_every_issue_has_what_gitlab_asks_for():
    issues = json.loads(to_codequality(account()))
    assert [(issue["check_name"], issue["severity"]) for issue in issues] == [("LK001", "critical"), ("PV001", "major")]
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["location"]["path"] == "content/shili/shichang/policy/2026-03-01-yan.md"
        assert issue["location"]["lines"] == {"begin": 5}


def test_fingerprints_are_unique_and_a_missing_line_is_the_first():
    issues = json.loads(
        to_codequality(account(finding(line=3), finding(line=9), finding("RV001", Severity.ADVISE, line=None)))
    )
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [3, 9, 1]
