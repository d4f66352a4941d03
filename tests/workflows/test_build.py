"""What goes out and what does not, through the whole build: real Pelican, SQLite, Whoosh, the real theme."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from support.county import ROOT, County

from portalkit.model.standing import Standing
from portalkit.search.document import SearchRequest
from portalkit.search.query import Searcher
from portalkit.workflows.progress import silent
from portalkit.workflows.verify import verify_clean

YAN = "/shichang/policy/202603/yan.html"


def standing(county: County, path: str) -> Standing:
    with county.corpus() as corpus:
        return {d.path: d.standing for d in corpus.decisions("shili")}[f"shili/{path}"]


def test_a_signed_article_is_on_its_page_in_its_column_and_on_the_homes(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", title="食盐安全工作方案")
    outcome = county.build()
    assert outcome.placed
    assert "食盐安全工作方案" in county.page(YAN)
    for url in ("/", "/shichang/", "/shichang/policy/"):
        assert f'href="{YAN}"' in county.page(url)


def test_an_unsigned_article_is_nowhere(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", title="还没签的方案", signed=False)
    county.build()
    assert not county.has(YAN)
    assert not any("还没签的方案".encode() in raw for raw in county.tree().values())
    assert standing(county, "shichang/policy/2026-03-01-yan.md") is Standing.WAITING


def test_two_signatures_of_three_are_not_enough(county: County) -> None:
    file = county.article("shichang/policy", "2026-03-01-yan", signed=False)
    county.sign(file, (("初审", "yi", "08:10"), ("终审", "san", "08:50")))
    county.build()
    assert not county.has(YAN)


def test_an_edit_after_signing_waits_and_the_signed_text_stays_up(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="签过的内容。")
    county.build()
    county.article("shichang/policy", "2026-03-01-yan", body="改过但没签的内容。", signed=False)
    county.build()
    assert "签过的内容。" in county.page(YAN)
    assert "改过但没签的内容。" not in county.page(YAN)
    assert standing(county, "shichang/policy/2026-03-01-yan.md") is Standing.PREVIOUS


def test_a_changed_attachment_waits_and_the_signed_one_stays_up(county: County) -> None:
    county.file("shichang/policy", "biao.txt", "签过的附件".encode())
    county.article("shichang/policy", "2026-03-01-yan", body="附件：[任务表](biao.txt)")
    county.build()
    county.file("shichang/policy", "biao.txt", "换过的附件".encode())
    county.build()
    assert county.tree()["shichang/policy/202603/yan/biao.txt"] == "签过的附件".encode()


def test_a_deleted_article_leaves_pages_lists_files_and_search(county: County) -> None:
    county.file("shichang/policy", "biao.txt", b"x")
    file = county.article("shichang/policy", "2026-03-01-yan", title="要撤下的文件", body="见[表](biao.txt)。")
    county.article("shichang/policy", "2026-03-02-liang", title="留下的文件")
    county.build()
    file.unlink()
    county.build()
    tree = county.tree()
    assert not any("要撤下的文件".encode() in raw for raw in tree.values())
    assert "shichang/policy/202603/yan/biao.txt" not in tree


def test_an_article_is_not_out_before_its_day_and_not_after_its_end(county: County) -> None:
    county.article("portal/notices", "2026-05-01-tongzhi", head="下架时间: 2026-06-01 00:00\n")
    url = "/notices/202605/tongzhi.html"
    seen = {}
    for today in ("2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01"):
        county.build(today=today)
        seen[today] = county.has(url)
    assert seen == {"2026-04-30": False, "2026-05-01": True, "2026-05-31": True, "2026-06-01": False}


def test_an_article_with_a_commercial_link_is_held_back_with_everything_of_it(county: County) -> None:
    county.article("portal/news", "2026-01-10-nianhuo", title="年货节开幕", body="见[网店](https://www.taobao.com/)。")
    outcome = county.build()
    assert outcome.placed
    assert not any(b"taobao" in raw or "年货节".encode() in raw for raw in county.tree().values())
    assert standing(county, "portal/news/2026-01-10-nianhuo.md") is Standing.HELD


def test_an_allowed_outside_link_is_marked_and_passes_a_leaving_page(county: County) -> None:
    county.article("portal/news", "2026-01-10-yaowen", body="见[中国政府网](https://www.gov.cn/zhengce/)。")
    county.build()
    page = county.page("/news/202601/yaowen.html")
    assert 'href="https://www.gov.cn/zhengce/"' not in page
    assert "（外部链接）" in page
    leave = [path for path in county.tree() if path.startswith("leave/")]
    assert len(leave) == 1
    assert f'href="/{leave[0]}"' in page
    assert 'href="https://www.gov.cn/zhengce/"' in county.page(leave[0])


def test_one_article_is_listed_in_every_column_that_it_names(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", title="一稿两栏", head="也发往: [portal/policy]\n")
    county.build()
    assert f'href="{YAN}"' in county.page("/policy/")
    assert not county.has("/policy/202603/yan.html")


def test_two_builds_give_the_same_bytes(county: County) -> None:
    for number in range(1, 4):
        county.article("shichang/policy", f"2026-03-0{number}-a{number}", head="关键词: [食盐, 安全]\n")
    county.build()
    first = county.tree()
    county.build()
    assert county.tree() == first


def test_no_page_holds_a_path_of_the_machine(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build()
    needle = str(county.root).encode()
    assert [path for path, raw in county.tree().items() if needle in raw] == []


@pytest.mark.parametrize(
    ("today", "shown"), [("2026-10-31", False), ("2026-11-01", True), ("2026-12-10", True), ("2026-12-11", False)]
)
def test_a_migration_notice_stands_thirty_days_after_the_last_step(county: County, today: str, shown: bool) -> None:
    county.tenant(
        "nongyewang",
        (county.root / "tenants/shili/nongyewang.yaml")
        .read_text(encoding="utf-8")
        .replace("announced: 2026-11-01}", "announced: 2026-11-01, completed: 2026-11-10}"),
    )
    county.article("nongye/policy", "2026-03-01-zhengce")
    county.build(today=today)
    assert ("/migration/nongyewang.html" in county.page("/")) is shown
    if today != "2026-10-31":
        notice = county.page("/migration/nongyewang.html")
        assert "政策法规" in notice
        assert 'href="/nongye/policy/"' in notice
        assert "示例县农业信息网" in county.page("/nongyewang/")


def search_titles(county: County, query: str) -> list[str]:
    with Searcher(county.root / "state" / "search" / "shili") as searcher:
        return [hit.title for hit in searcher.search(SearchRequest(query, portal="shili")).hits]


def test_only_what_is_public_can_be_found(county: County) -> None:
    county.article("portal/notices", "2026-01-05-a", title="食盐甲：公开")
    county.article("portal/notices", "2026-01-05-b", title="食盐乙：没签", signed=False)
    county.article("portal/notices", "2026-01-05-c", title="食盐丙：到期", head="下架时间: 2026-02-01 00:00\n")
    county.article("portal/notices", "2026-01-05-d", title="食盐丁：广告", body="[店](https://www.taobao.com/)")
    county.article("portal/notices", "2027-01-05-e", title="食盐戊：未到")
    county.build()
    assert search_titles(county, "食盐") == ["食盐甲：公开"]


def test_an_article_leaves_the_search_with_the_build_that_takes_it_down(county: County) -> None:
    file = county.article("portal/notices", "2026-01-05-a", title="要撤下的通知")
    county.build()
    assert search_titles(county, "要撤下的通知") == ["要撤下的通知"]
    file.unlink()
    county.build()
    assert search_titles(county, "要撤下的通知") == []


def test_a_moved_article_is_in_its_new_place_only(county: County) -> None:
    file = county.article("shichang/policy", "2026-03-01-yan", title="搬家的文件")
    county.build()
    file.unlink()
    county.article("nongye/policy", "2026-03-01-yan", title="搬家的文件")
    county.build()
    assert not county.has(YAN)
    assert county.has("/nongye/policy/202603/yan.html")
    assert "搬家的文件" not in county.page("/shichang/")


def test_two_files_with_one_address_are_both_held_and_both_named(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.article("shichang/policy/2026", "2026-03-09-yan")
    outcome = county.build()
    assert not county.has(YAN)
    assert [f.where.path for f in outcome.findings if f.code == "PT003"] == [
        "shili/shichang/policy/2026-03-01-yan.md",
        "shili/shichang/policy/2026/2026-03-09-yan.md",
    ]


def test_an_unreadable_edit_leaves_the_signed_article_up(county: County) -> None:
    file = county.article("shichang/policy", "2026-03-01-yan", body="签过的内容。")
    county.build()
    file.write_text(file.read_text(encoding="utf-8").replace("标题: ", "标题："), encoding="utf-8")
    outcome = county.build()
    assert "签过的内容。" in county.page(YAN)
    assert "FM006" in {finding.code for finding in outcome.findings}


def test_an_article_of_a_unit_that_is_not_on_the_platform_is_not_out(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    unit = county.root / "tenants/shili/shichang.yaml"
    unit.write_text(unit.read_text(encoding="utf-8").replace("status: live", "status: draft"), encoding="utf-8")
    county.build()
    assert not county.has(YAN)
    assert not county.has("/shichang/")
    assert standing(county, "shichang/policy/2026-03-01-yan.md") is Standing.OFFLINE


def test_a_unit_that_leaves_the_registry_takes_its_articles_along(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build()
    (county.root / "tenants/shili/shichang.yaml").unlink()
    outcome = county.build()
    assert not county.has(YAN)
    assert "PT002" in {finding.code for finding in outcome.findings}


@pytest.mark.parametrize("after", [0.2, 0.5, 0.8, 1.1, 1.4, 1.7])
def test_a_build_killed_at_any_moment_leaves_the_old_pages_or_the_new_ones(county: County, after: float) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="旧。")
    county.build()
    old = county.tree()
    county.article("shichang/policy", "2026-03-01-yan", body="新。")
    code = (
        "import sys; sys.path[:0] = [sys.argv[1], sys.argv[1] + '/tests']\n"
        "from pathlib import Path\nfrom support.county import County\nCounty(Path(sys.argv[2])).build()"
    )
    running = subprocess.Popen([sys.executable, "-c", code, str(ROOT), str(county.root)], start_new_session=True)
    time.sleep(after)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    left = county.tree()
    county.build()
    assert left in (old, county.tree())
    assert "新。" in county.page(YAN)


def test_one_article_that_leads_to_a_missing_file_of_another_does_not_stop_the_portal(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="见[别人的表](/nongye/policy/202603/mei/you.xlsx)。")
    county.article("nongye/policy", "2026-03-02-liang", title="别的单位照常发布")
    outcome = county.build()
    assert outcome.placed
    assert "LK006" in {finding.code for finding in outcome.findings}
    assert "别的单位照常发布" in county.page("/nongye/")


def test_names_that_are_no_text_stop_no_build(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build()
    policy = county.root / "content/shili/shichang/policy"
    for name in (b"2026-03-02-\xb2\xe2.md", b"\xb2\xe2/2026-03-03-a.md", b"\xb2\xe2/hall.png"):
        file = policy / os.fsdecode(name)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"---\n---\n")
    outcome = county.build()
    assert outcome.counts[Standing.REFUSED] == 2
    assert verify_clean(county.workspace(), silent()) == ()
    (policy / "2026-03-01-yan.md").touch()
    shutil.rmtree(policy / os.fsdecode(b"\xb2\xe2"))
    assert county.build().counts[Standing.REFUSED] == 1
    assert verify_clean(county.workspace(), silent()) == ()
