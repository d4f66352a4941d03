"""What is foreseen is what a check finds on that day; looking ahead changes nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.county import ROOT, TODAY, UPKEEP, County

from portalkit.model.foreseen import Foreseen
from portalkit.workflows.check import check, examine
from portalkit.workflows.progress import silent
from portalkit.workflows.workspace import Workspace

START = date.fromisoformat(TODAY)
REPRINT = "转载:\n  原文链接: https://www.nx.gov.cn/\n  原发布时间: 2026-02-28 17:05\n"


def foreseen(county: County, until: str, today: str = TODAY) -> tuple[Foreseen, ...]:
    (checked,) = examine(county.workspace(today=today), silent(), until=date.fromisoformat(until))
    return checked.foreseen


def brief(found: tuple[Foreseen, ...], code: str) -> list[tuple[str, str]]:
    return [(each.on.isoformat(), each.path) for each in found if each.finding and each.finding.code == code]


def waive(county: County, until: str) -> None:
    county.tenant(
        "waivers",
        "- {rule: PV002, path: shili/portal, reason: 原稿无误, approved_by: 王安, approval: 示政函〔2026〕9号, "
        f"until: {until}}}\n",
    )


def exempt(county: County, until: str) -> None:
    county.tenant(
        "links",
        "- {host: piao.example.cn, reason: 便民, approved_by: 王安, approval: 示政函〔2026〕8号, "
        f"approved_on: 2026-11-01, until: {until}}}\n",
    )


def test_an_article_that_ends_is_told_with_its_day(county: County) -> None:
    county.article("shichang/notices", "2026-03-01-yan", title="限行的通告", head="下架时间: 2026-12-01 00:00\n")
    ends = [each for each in foreseen(county, "2026-12-31") if each.finding is None]
    assert [(each.on.isoformat(), each.what) for each in ends] == [
        ("2026-12-01", "市场监督管理局/通知公告《限行的通告》将于7个工作日后下架")
    ]
    assert [each for each in foreseen(county, "2026-11-30") if each.finding is None] == []


def test_a_waiver_that_runs_out_brings_its_finding_back(county: County) -> None:
    county.article("portal/notices", "2026-03-01-yan", title="转来的通知", head=REPRINT)
    waive(county, "2026-11-25")
    found = foreseen(county, "2026-12-31")
    assert brief(found, "PV002") == [("2026-11-26", "shili/portal/notices/2026-03-01-yan.md")]
    assert brief(found, "WV002") == [("2026-11-26", "shili/waivers.yaml")]
    (back,) = [each for each in found if each.finding and each.finding.code == "PV002"]
    assert back.what == "示例县政府/通知公告《转来的通知》将于4个工作日后出现“转载来源写成本单位”"


def test_an_exemption_that_ends_is_a_veto_on_every_article_that_needs_it(county: County) -> None:
    body = "请到[购票网站](https://PIAO.example.cn/a)购票。"
    county.article("shichang/policy", "2026-03-01-yan", body=body)
    county.article("nongye/policy", "2026-03-02-zhong", title="还没签的", body=body, signed=False)
    county.article("nongye/policy", "2026-03-03-liang", title="没有链接的")
    exempt(county, "2026-12-01")
    found = foreseen(county, "2026-12-31")
    assert brief(found, "LK002") == [
        ("2026-12-02", "shili/nongye/policy/2026-03-02-zhong.md"),
        ("2026-12-02", "shili/shichang/policy/2026-03-01-yan.md"),
    ]
    assert brief(found, "TN097") == [("2026-12-02", "shili/links.yaml")]


def test_the_end_of_a_topic_and_of_a_notice_are_told(county: County) -> None:
    topic = county.root / "tenants/shili/yingshang.yaml"
    topic.write_text(topic.read_text(encoding="utf-8") + "to: 2026-12-05\n", encoding="utf-8")
    legacy = county.root / "tenants/shili/nongyewang.yaml"
    text = legacy.read_text(encoding="utf-8").replace(
        "announced: 2026-11-01", "announced: 2026-10-21, completed: 2026-11-20"
    )
    legacy.write_text(text, encoding="utf-8")
    told = {(each.on.isoformat(), each.place) for each in foreseen(county, "2026-12-31") if each.finding is None}
    assert told == {("2026-12-06", "优化营商环境"), ("2026-12-21", "示例县农业信息网")} or told == {
        ("2026-12-06", "优化营商环境"),
        ("2026-12-21", "农业信息网"),
    }


def mixed(county: County) -> None:
    """A county in which much changes by itself in the coming weeks."""
    body = "请到[购票网站](https://piao.example.cn/a)购票。"
    county.article("shichang/policy", "2026-03-01-yan", body=body)
    county.article("portal/notices", "2026-03-01-yan", title="转来的通知", head=REPRINT)
    county.article("portal/news", "2026-11-15-hui", title="会议")
    county.article("shichang/dynamics", "2026-11-12-jian", title="检查", head="下架时间: 2026-11-27 00:00\n")
    county.article("shichang/dynamics", "2026-11-29-jian", title="第二次检查", published="2026-11-29 08:00")
    county.article("nongye/dynamics", "2026-11-20-zhong", title="种子")
    waive(county, "2026-11-25")
    exempt(county, "2026-12-01")


def fingerprints(workspace: Workspace) -> set[tuple[str, str]]:
    (outcome,) = check(workspace, silent())
    return {(finding.code, finding.where.path) for finding in outcome.findings}


def test_what_is_foreseen_is_what_a_check_of_that_day_finds(county: County) -> None:
    mixed(county)
    last = START + timedelta(days=21)
    told = {(each.on, each.finding.code, each.path) for each in foreseen(county, last.isoformat()) if each.finding}
    truth = set()
    before = fingerprints(county.workspace())
    for n in range(1, 22):
        day = START + timedelta(days=n)
        now = fingerprints(county.workspace(today=day.isoformat()))
        truth |= {(day, code, path) for code, path in now - before}
        before = now
    assert truth <= told
    again = {(code, path) for _, code, path in told - truth}  # known before, and worse from that day on
    assert again <= {(code, path) for code, path in fingerprints(county.workspace()) if code in UPKEEP}
    assert len(truth) >= 4


def test_looking_ahead_changes_nothing(county: County) -> None:
    mixed(county)
    county.build()
    pages = county.tree()
    with county.corpus() as corpus:
        decisions, findings = corpus.decisions("shili"), corpus.findings("shili")
    foreseen(county, "2026-12-31")
    with county.corpus() as corpus:
        assert (corpus.decisions("shili"), corpus.findings("shili")) == (decisions, findings)
    outcome = county.build()
    assert outcome.written == 0
    assert county.tree() == pages


@pytest.fixture
def _state_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTALKIT_STATE", str(tmp_path / "state"))


def front_door(county: County, *words: str) -> subprocess.CompletedProcess[str]:
    places = ["--tenants", str(county.root / "tenants"), "--content", str(county.root / "content"), "--today", TODAY]
    return subprocess.run(
        [sys.executable, "-m", "invoke", "check", *places, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("_state_away")
def test_the_forecast_is_told_by_day_and_does_not_fail_a_check(county: County) -> None:
    county.article("shichang/notices", "2026-03-01-yan", title="限行的通告", head="下架时间: 2026-12-01 00:00\n")
    county.article("portal/notices", "2026-03-01-yan", title="转来的通知", head=REPRINT)
    waive(county, "2026-11-25")
    county.article("portal/news", "2026-11-20-hui", title="会议")
    ended = front_door(county, "--until", "2026-12-31")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    part = ended.stdout.partition("【预警】")[2]
    assert part.index("2026-11-26 示例县政府/通知公告《转来的通知》") < part.index("2026-12-01 市场监督管理局")
    only = front_door(county, "--until", "2026-12-31", "--tenant", "shichang").stdout.partition("【预警】")[2]
    assert "限行的通告" in only
    assert "转来的通知" not in only


@pytest.mark.usefixtures("_state_away")
@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("bald", "--until 的日期“bald”不对。"),
        (TODAY, "不在今天"),
        ("2026-11-01", "不在今天"),
        ("2039-01-01", "太远"),
    ],
)
def test_a_day_that_cannot_be_foreseen_is_refused_in_one_line(county: County, until: str, said: str) -> None:
    ended = front_door(county, "--until", until)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_column_is_told_on_the_first_day_that_it_is_overdue(county: County) -> None:
    county.article("nongye/dynamics", "2026-11-12-zhong", title="种子")
    overdue = [each for each in foreseen(county, "2026-12-31") if each.finding and each.finding.code == "UK002"]
    mine = [each for each in overdue if each.path == "shili/nongye/dynamics"]
    assert [(each.on.isoformat(), each.what) for each in mine] == [
        ("2026-11-27", "农业农村局/工作动态 将于5个工作日后超期")
    ]
    county.article("nongye/dynamics", "2026-11-24-miao", title="定了日子的", published="2026-11-24 08:00")
    later = [each for each in foreseen(county, "2026-12-31") if each.path == "shili/nongye/dynamics"]
    assert [each.on.isoformat() for each in later] == ["2026-12-09"], "an article that comes on its day counts"


def test_a_finding_that_names_more_columns_each_day_is_told_once(county: County) -> None:
    for number, place in enumerate(("portal/news", "shichang/dynamics", "nongye/dynamics", "beishan/dynamics")):
        county.article(place, f"2026-11-{10 + number}-a", title=f"消息{number}")
    county.article("yingshang/dynamics", "2026-11-14-a", title="消息")
    for number, place in enumerate(("portal/notices", "portal/policy", "portal/interpretation")):
        county.article(place, f"2026-05-{24 + number}-a", title=f"文件{number}")
    found = brief(foreseen(county, "2026-12-31"), "UK003")
    assert len(found) == 1, found
