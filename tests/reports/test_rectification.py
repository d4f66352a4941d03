"""整改通知单: whom, what, until when, and an answer to fill in; nothing an article says becomes mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lxml import html
from reports.accounts import TODAY, account
from reports.samples import finding

from portalkit.model.finding import Finding, Severity
from portalkit.reports.rectification import Deadline, Notice, notices, to_html, to_markdown

DEADLINES = {
    Severity.REFUSE: Deadline(1, date(2026, 11, 23)),
    Severity.VETO: Deadline(1, date(2026, 11, 23)),
    Severity.DEDUCT: Deadline(5, date(2026, 11, 27)),
    Severity.ADVISE: Deadline(10, None),
}


def all_of(*findings: Finding) -> list[Notice]:
    return list(notices(account(*findings).portals[0], TODAY, DEADLINES))


def one(*findings: Finding) -> Notice:
    (notice,) = all_of(*findings)
    return notice


def cells(page: str, number: int) -> list[list[str]]:
    table = html.fromstring(page).findall(".//table")[number]
    return [["".join(cell.itertext()).strip() for cell in row] for row in table.findall(".//tr")]


def test_only_units_with_something_to_mend_get_a_notice():
    assert [notice.tenant.id for notice in all_of()] == ["shichang"]
    of_portal = finding(path="shili/portal/news/2026-03-01-a.md")
    of_portal = Finding(**{**{n: getattr(of_portal, n) for n in Finding.__slots__}, "tenant": "shili"})
    assert [notice.tenant.id for notice in all_of(finding(), of_portal)] == ["shili", "shichang"]


def test_a_notice_says_to_whom_by_whom_and_when():
    page = html.fromstring(to_html(one())).text_content()
    for part in ("编号：整改〔2026〕1121-", "示例县市场监督管理局：", "示例县人民政府办公室", "2026年11月21日"):
        assert part in page
    assert "发现问题 2 个（单项否决 1，扣分 1）" in page


def test_findings_are_grouped_by_severity_with_their_due_date():
    page = to_html(one(finding(), finding("LK001", Severity.VETO), finding("RV001", Severity.ADVISE)))
    assert re.findall(r"<h2>(.*?)</h2>", page)[:3] == [
        "一、单项否决（1 个），2026年11月23日以前改正（1 个工作日）",
        "二、扣分（1 个），2026年11月27日以前改正（5 个工作日）",
        "三、提示（1 个），自收到之日起 10 个工作日内改正",
    ]


def test_each_row_says_where_what_how_and_why_and_numbers_go_on():
    page = to_html(one(finding("LK001", Severity.VETO), finding()))
    assert cells(page, 1)[1] == [
        "2",
        "policy/2026-03-01-yan.md第5行",
        "这篇稿件是转载，但没有写明原发布时间。 （PV001）",
        "补上原发布时间。",
        "1",
    ]
    (basis,) = html.fromstring(page).findall(".//ol")
    assert basis[0].text_content().startswith("《政府网站和政务新媒体管理办法（试行）》")
    assert [row[0] for row in cells(page, 2)[1:]] == ["1", "2"]


def test_a_column_is_called_by_its_name_and_a_unit_as_a_whole():
    places = [
        one().place(finding(path=path)) for path in ("shili/shichang/policy", "shili/shichang", "shili/shichang.yaml")
    ]
    assert places == ["“政策文件”栏目（policy）", "整个单位", "shili/shichang.yaml"]


def with_duties(**columns: dict[str, str]) -> list[Notice]:
    """Two findings in columns of the portal, the registry changed so that others answer for them."""
    found = [finding(path=f"shili/portal/{column}/2026-03-01-a.md") for column in columns]
    found = [replace(each, tenant="shili") for each in found]
    whole = account(*found, foreseen=False, waived=False).portals[0]
    portal = whole.tree.portal
    named = tuple(replace(column, **columns.get(column.id, {})) for column in portal.columns)
    tree = replace(whole.tree, portal=replace(portal, columns=named))
    return list(notices(replace(whole, tree=tree, units=tuple(tree)), TODAY, DEADLINES))


def test_what_is_wrong_in_a_column_goes_to_the_unit_that_answers_for_it():
    of_portal, of_unit = with_duties(
        news={"responsible_unit": "信息科", "responsible_person": "罗思远"},
        notices={"responsible_unit": "农业农村局"},
    )
    assert (of_portal.to, of_unit.to) == ("示例县人民政府办公室", "示例县农业农村局")
    assert cells(to_html(of_unit), 0)[1][1].startswith("示例县政府 notices/2026-03-01-a.md")
    assert "发现问题 1 个" in to_markdown(of_portal)
    assert "另有问题 1 个，已分别通知责任单位：农业农村局 1 个" in to_markdown(of_portal)
    assert "另有问题 1 个，已分别通知责任单位：农业农村局 1 个" in to_html(of_portal)
    assert "责任人：信息科 罗思远" in to_html(of_portal)
    assert "（责任人：信息科 罗思远）" in to_markdown(of_portal)


def test_where_nobody_is_named_for_a_column_the_notice_names_nobody():
    (of_portal,) = with_duties(news={})
    assert "责任人" not in to_html(of_portal)


def test_the_answer_has_a_line_for_every_finding():
    page = to_html(one())
    answer = cells(page, -1)
    assert answer[0] == ["序号", "问题", "整改情况", "完成日期", "整改人", "审核人"]
    assert len(answer) == 3
    assert "反馈给：示例县人民政府办公室" in page


def test_what_comes_by_itself_and_what_was_waived_stand_apart():
    page = to_html(one())
    assert "近期将出现的问题，请提前处理" in page
    assert "市场监管局/政策文件 将于3个工作日后超期" in page
    mine = account(waived=True).portals[0].waived[0].finding
    assert mine.tenant == "shichang"
    assert "原稿无误；王安批准，示政函〔2026〕9号，至 2026-12-31" in page


def test_markdown_and_html_say_the_same():
    notice = one()
    page = html.fromstring(to_html(notice)).text_content()
    text = to_markdown(notice)
    for number, each in notice.numbered:
        assert each.what in page
        assert each.what in text
        assert re.search(rf"^\| {number} \|", text, re.M)
    assert notice.number in text


def test_nothing_an_article_says_becomes_mark_up():
    hostile = finding("LK001", Severity.VETO, what="<script>alert(1)</script> | [x](javascript:y) `z`\n\n# 标题")
    page = to_html(one(hostile))
    assert html.fromstring(page).findall(".//script") == []
    assert "&lt;script&gt;" in page
    row = next(line for line in to_markdown(one(hostile)).splitlines() if line.startswith("| 1 |"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert "<script>" not in row.replace("\\<script\\>", "")


def test_a_page_fetches_nothing():
    page = to_html(one())
    assert not re.search(r"(?:src|href)=|@import|url\(", page)


def test_the_same_check_gives_the_same_bytes():
    def made(findings: Iterable[Finding]) -> str:
        return to_html(one(*findings))

    some = [finding(), finding("LK001", Severity.VETO)]
    assert made(some) == made(reversed(some))
