"""What the editor reads: where, what, how to mend it, which clause, code last."""

from __future__ import annotations

import dataclasses

import pytest
from reports.samples import finding

from portalkit.basis.clauses import cite
from portalkit.model.finding import ClauseKey, Severity
from portalkit.reports.notice import counted, findings_text, text_of


def test_a_finding_reads_from_the_place_to_the_code():
    assert text_of(finding()) == (
        "shili/shichang/policy/2026-03-01-yan.md 第5行\n"
        "  问题：这篇稿件是转载，但没有写明原发布时间。\n"
        "  怎么改：补上原发布时间。\n"
        "  依据：《政府网站和政务新媒体管理办法（试行）》（安宁市，2021-03-31）第二十七条："
        "转载要写明来源、能够追溯，不改原意；只转权威稿源，不转广告\n"
        "  （扣分 PV001 转载未写明出处）\n"
    )


def test_several_clauses_stand_below_each_other():
    lines = text_of(finding(basis=("anning-2021#27", "huaihua-2020#3"))).splitlines()
    assert lines[3].startswith("  依据：《政府网站和政务新媒体管理办法（试行）》")
    assert lines[4].startswith("  　　　《怀化市加强政府系统建网用网管网治网工作十条措施》")


def test_a_finding_without_a_line_names_the_file_alone():
    assert text_of(finding(line=None)).startswith("shili/shichang/policy/2026-03-01-yan.md\n")


def test_a_finding_that_cites_no_known_clause_is_a_bug():
    with pytest.raises(KeyError):
        text_of(dataclasses.replace(finding(), basis=(ClauseKey("nowhere#1"),)))


def test_nothing_found_is_said():
    assert findings_text(()) == "没有发现问题。"


def test_findings_stand_gravest_first_under_their_severity():
    advice = finding("RV001", Severity.ADVISE, line=None)
    veto = finding("LK001", Severity.VETO)
    refused = finding("FM004", Severity.REFUSE, "shili/shichang/a.md")
    text = findings_text([advice, veto, finding(), refused])
    assert text.splitlines()[0] == "共 4 个问题：不能入库 1，单项否决 1，扣分 1，提示 1。"
    headings = [line for line in text.splitlines() if line.startswith("【")]
    assert headings == ["【不能入库】1 个", "【单项否决】1 个", "【扣分】1 个", "【提示】1 个", "【依据】"]
    assert text == findings_text([refused, finding(), veto, advice])
    assert not text.endswith("\n")


def test_a_long_list_tells_what_each_clause_says_once_at_the_end():
    text = findings_text([finding(line=3), finding(line=4, basis=("anning-2021#27", "huaihua-2020#3"))])
    assert text.count("只转权威稿源，不转广告") == 1
    assert "  依据：《政府网站和政务新媒体管理办法（试行）》第二十七条；《怀化市" in text
    assert text.partition("【依据】\n")[2].splitlines() == [
        f"  {cite(ClauseKey('anning-2021#27'))}",
        f"  {cite(ClauseKey('huaihua-2020#3'))}",
    ]


def test_severities_that_did_not_occur_are_not_counted():
    assert counted([finding(), finding()]) == "扣分 2"
    assert counted([]) == ""
