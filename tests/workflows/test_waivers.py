"""Waivers through the whole build: what they let pass, how long, and that nothing is made again because of one."""

from __future__ import annotations

from support.county import TODAY, County

from portalkit.model.finding import Finding
from portalkit.model.outcome import Outcome
from portalkit.workflows.check import check
from portalkit.workflows.progress import silent
from portalkit.workflows.verify import verify_clean

OWN = "转载:\n  原文链接: https://www.nx.gov.cn/\n  原发布时间: 2026-02-28 17:05\n"
ARTICLE = "shili/portal/notices/2026-03-01-yan.md"


def waive(county: County, rule: str = "PV002", path: str = ARTICLE, until: str = "2026-12-31") -> None:
    county.tenant(
        "waivers",
        f"- {{rule: {rule}, path: {path}, reason: 原稿无误, approved_by: 王安, approval: 示政函〔2026〕9号, "
        f"until: {until}}}\n",
    )


def reprinted(county: County) -> None:
    """An article with one deduction: a reprint whose source is the portal's own office."""
    county.article("portal/notices", "2026-03-01-yan", head=OWN)


def of(outcome: Outcome, code: str) -> list[Finding]:
    return [finding for finding in outcome.findings if finding.code == code]


def checked(county: County, today: str = TODAY) -> Outcome:
    (outcome,) = check(county.workspace(today=today), silent())
    return outcome


def test_a_waived_finding_is_told_apart_and_counts_no_more(county: County) -> None:
    reprinted(county)
    assert len(of(county.build(), "PV002")) == 1
    waive(county)
    outcome = county.build()
    assert of(outcome, "PV002") == []
    assert [(each.finding.code, each.waiver.approval) for each in outcome.waived] == [("PV002", "示政函〔2026〕9号")]


def test_a_waiver_makes_nothing_be_made_again(county: County) -> None:
    reprinted(county)
    county.build()
    waive(county)
    outcome = county.build()
    assert (outcome.written, len(outcome.waived)) == (0, 1)


def test_a_waiver_holds_through_its_last_day_and_no_longer(county: County) -> None:
    reprinted(county)
    waive(county, until="2026-11-22")
    assert [each.finding.code for each in county.build(today="2026-11-22").waived] == ["PV002"]
    over = county.build(today="2026-11-23")
    assert over.waived == ()
    assert {"PV002", "WV002"} <= {finding.code for finding in over.findings}
    assert verify_clean(county.workspace(today="2026-11-23"), silent()) == ()


def test_a_waiver_covers_a_folder_and_a_unit(county: County) -> None:
    reprinted(county)
    for path in ("shili/portal/notices", "shili/portal"):
        waive(county, path=path)
        assert [each.finding.where.path for each in checked(county).waived] == [ARTICLE]
    for path in ("shili/portal/notice", "shili/portal/notices/2026-03-01-yan", "shili/shichang"):
        waive(county, path=path)
        assert checked(county).waived == ()


def test_a_veto_stands_whatever_is_waived(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="见[网店](https://www.taobao.com/)。")
    waive(county, rule="LK001", path="shili/shichang")
    outcome = county.build()
    assert len(of(outcome, "LK001")) == 1
    assert [finding.what for finding in of(outcome, "WV001")] == [
        "规则 LK001 的问题是“单项否决”，不能豁免，这条豁免不起作用。"
    ]
    assert outcome.waived == ()
    assert not county.has("/shichang/policy/202603/yan.html")


def test_a_waiver_of_no_use_is_told_until_it_goes(county: County) -> None:
    waive(county)
    assert [finding.where.path for finding in of(county.build(), "WV003")] == ["shili/waivers.yaml"]
    reprinted(county)
    assert of(county.build(), "WV003") == []


def test_a_check_calls_no_waiver_of_a_page_rule_unused(county: County) -> None:
    waive(county, rule="LK005", path="shili/portal")
    assert of(checked(county), "WV003") == []
    assert len(of(county.build(), "WV003")) == 1
