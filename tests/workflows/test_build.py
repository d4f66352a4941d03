"""What goes out and what does not, through the whole build: real Pelican, SQLite, Whoosh, the real theme."""

from __future__ import annotations

import pytest
from support.county import County

from portalkit.model.standing import Standing

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
