"""JUnit XML as build servers read it: one suite for each unit."""

from __future__ import annotations

import pytest
from lxml import etree
from reports.accounts import account, tree
from reports.samples import finding

from portalkit.model.finding import Severity
from portalkit.reports.junit import to_junit


def suites(one):
    return etree.fromstring(to_junit(one)).findall("testsuite")


def suite_of(one, unit):
    (suite,) = [each for each in suites(one) if each.get("name").startswith(f"shili/{unit} ")]
    return suite


def case_of(suite, code):
    (case,) = [each for each in suite.findall("testcase") if each.get("name").startswith(code)]
    return case


def test_every_unit_has_a_suite_also_without_a_finding():
    assert [suite.get("name").split()[0] for suite in suites(account())] == [f"shili/{t.folder}" for t in tree()]


def test_a_finding_at_the_limit_fails_its_rule_and_says_where_and_how():
    suite = suite_of(account(), "shichang")
    failure = case_of(suite, "LK001").find("failure")
    assert failure.get("type") == "单项否决"
    assert "content/shili/shichang/policy/2026-03-01-yan.md:5\n" in failure.text
    assert "怎么改：" in failure.text
    assert suite.get("failures") == "1"


def test_a_lesser_finding_is_told_and_does_not_fail():
    case = case_of(suite_of(account(), "shichang"), "PV001")
    assert case.find("failure") is None
    assert "没有写明原发布时间" in case.find("system-out").text
    strict = account(limit=Severity.DEDUCT)
    assert case_of(suite_of(strict, "shichang"), "PV001").find("failure") is not None


def test_a_rule_of_which_all_was_waived_is_skipped_with_the_approval():
    suite = suite_of(account(finding("LK001", Severity.VETO)), "shichang")
    assert suite.get("skipped") == "1"
    assert "示政函〔2026〕9号" in case_of(suite, "PV001").find("skipped").get("message")


def test_what_is_to_come_is_the_output_of_the_suite():
    assert "将于3个工作日后超期" in suite_of(account(), "shichang").find("system-out").text
    assert suite_of(account(), "nongye").find("system-out") is None


def test_what_xml_cannot_hold_does_not_break_the_file():
    one = account(finding("LK001", Severity.VETO, what="链接里有\x00控制\x1b字符\ud800<b>&。"))
    assert "链接里有" in case_of(suite_of(one, "shichang"), "LK001").find("failure").get("message")


def test_a_reader_of_junit_counts_the_same():
    junitparser = pytest.importorskip("junitparser", reason="pip install junitparser (extra: test)")
    read = junitparser.JUnitXml.fromstring(to_junit(account()))
    assert read.failures == 1
    assert read.tests == sum(suite.tests for suite in read)
    for suite in read:
        assert suite.tests == len(list(suite))
        assert suite.failures == sum(not case.is_passed and not case.is_skipped for case in suite)
