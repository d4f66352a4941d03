"""What was public and is changed or gone: the library remembers it, and the rules tell of it until it is mended."""

from __future__ import annotations

from pathlib import Path

from support.county import PORTAL, County

from portalkit.model.finding import Finding, Severity
from portalkit.workflows.check import check
from portalkit.workflows.progress import silent
from portalkit.workflows.verify import verify_clean

DOCUMENT = """公文:
  文号: 示市监发〔2026〕3号
  索引号: 640499/2026-000123
  发文机关: 示例县市场监督管理局
  成文日期: 2026-02-26
"""
REPRINT = "转载:\n  原文链接: https://www.news.cn/1.html\n  原发布时间: 2026-02-28 17:05\n"
LOOK_BACK = ("RV006", "RV007", "RV008", "PV006", "DC011", "DC012", "DC013", "UK013")
YAN = "2026-03-01-yan"


def told(county: County) -> list[Finding]:
    """What the rules that look back say of the county as it lies there."""
    (outcome,) = check(county.workspace(), silent())
    return [finding for finding in outcome.findings if finding.code in LOOK_BACK]


def codes(county: County) -> list[str]:
    return [finding.code for finding in told(county)]


def signed(county: County, on: str, name: str = YAN, place: str = "shichang/policy", **words: str) -> Path:
    """Write an article, sign it on that day, and have it taken in."""
    file = county.article(place, name, signed=False, **words)
    county.sign(file, on=on)
    check(county.workspace(), silent())  # what the library never saw it cannot remember
    return file


def test_a_public_article_with_another_date_is_told_and_mended_by_the_old_one(county: County) -> None:
    signed(county, "2026-03-01")
    assert told(county) == []
    signed(county, "2026-03-20", published="2026-03-20 09:30", body="正文内容，关于食盐安全，检查分三步。")
    assert codes(county) == ["RV006"]
    signed(county, "2026-03-21", body="正文内容，关于食盐安全，错字已经改正。")
    assert codes(county) == []


def test_a_public_article_of_which_only_the_date_is_new_is_a_veto_and_stays_up_as_it_was(county: County) -> None:
    signed(county, "2026-03-01")
    county.build()
    before = county.page("/shichang/policy/202603/yan.html")
    signed(county, "2026-03-20", published="2026-03-20 09:30")
    (finding,) = told(county)
    assert (finding.code, finding.severity, finding.where.line) == ("RV008", Severity.VETO, 3)
    county.build()
    assert county.page("/shichang/policy/202603/yan.html") == before
    signed(county, "2026-03-21")
    assert codes(county) == []


def test_a_new_attachment_under_the_same_words_is_something_new(county: County) -> None:
    county.file("shichang/policy", "名单.txt", b"1")
    signed(county, "2026-03-01", body="见[合格企业名单](名单.txt)。")
    county.file("shichang/policy", "名单.txt", b"2")
    signed(county, "2026-03-20", published="2026-03-20 09:30", body="见[合格企业名单](名单.txt)。")
    assert codes(county) == ["RV006"]


def test_a_date_that_was_wrong_from_the_start_may_be_put_right(county: County) -> None:
    signed(county, "2026-03-01", published="2025-03-01 09:30")
    signed(county, "2026-03-02", published="2026-03-01 09:30")
    assert codes(county) == ["RV006"], "told, but no veto: it never claims to be newer than it is"


def test_a_date_set_anew_after_a_veto_that_kept_the_article_back_is_no_matter(county: County) -> None:
    signed(county, "2026-03-01", body="正文内容，见[网店](https://www.taobao.com/)。")
    signed(county, "2026-03-20", published="2026-03-20 09:30", body="正文内容，见网店。")
    assert codes(county) == []


def test_a_date_changed_before_anybody_saw_the_article_is_no_matter(county: County) -> None:
    signed(county, "2026-02-10", published="2026-03-01 09:30")
    signed(county, "2026-02-11", published="2026-03-15 09:30")
    assert codes(county) == []


def test_a_state_that_nobody_signed_was_never_public(county: County) -> None:
    county.article("shichang/policy", YAN, head=DOCUMENT, signed=False)
    assert codes(county) == []
    signed(county, "2026-03-01", head=DOCUMENT.replace("3号", "13号"))
    assert codes(county) == []


def test_a_reprint_renamed_and_a_number_changed_while_the_new_state_still_waits(county: County) -> None:
    signed(county, "2026-03-01", head=DOCUMENT)
    signed(county, "2026-03-01", "2026-03-02-wen", "portal/notices", title="食盐专营办法", head=REPRINT)
    county.article("shichang/policy", YAN, head=DOCUMENT.replace("3号", "13号"), signed=False)
    county.article("portal/notices", "2026-03-02-wen", title="重磅！食盐新规来了", head=REPRINT, signed=False)
    assert codes(county) == ["PV006", "DC011"]


def test_a_deleted_document_is_told_until_it_is_back(county: County) -> None:
    file = signed(county, "2026-03-01", head=DOCUMENT)
    text = file.read_text(encoding="utf-8")
    county.build()
    file.unlink()
    county.build()
    (finding,) = told(county)
    assert (finding.code, finding.where.path) == ("DC012", f"shili/shichang/policy/{YAN}.md")
    assert verify_clean(county.workspace(), silent()) == ()
    file.write_text(text.replace("来源:", "下架时间: 2026-04-01 00:00\n来源:"), encoding="utf-8")
    county.sign(file, on="2026-04-01")
    assert codes(county) == []


def test_a_document_that_moved_is_not_deleted_and_its_number_may_go_with_it(county: County) -> None:
    file = signed(county, "2026-03-01", head=DOCUMENT)
    file.unlink()
    signed(county, "2026-03-01", "2026-03-01-shiyan", head=DOCUMENT)
    assert codes(county) == []


def test_the_number_of_a_deleted_document_on_another_is_told(county: County) -> None:
    file = signed(county, "2026-03-01", head=DOCUMENT)
    file.unlink()
    other = DOCUMENT.replace("3号", "9号")
    signed(county, "2026-04-01", "2026-04-01-jiu", title="关于开展酒类检查的通知", head=other)
    assert codes(county) == ["DC013"]


def test_the_same_words_under_a_new_date_are_told(county: County) -> None:
    file = signed(county, "2026-03-01")
    file.unlink()
    signed(county, "2026-10-20", "2026-10-20-yan")
    (finding,) = told(county)
    assert (finding.code, finding.where.path) == ("RV007", "shili/shichang/policy/2026-10-20-yan.md")


def test_a_column_that_lost_many_articles_is_told_and_forgotten_after_a_month(county: County) -> None:
    files = [
        signed(county, "2026-03-01", f"2026-03-0{n}-gg{n}", "shichang/notices", title=f"公告{n}") for n in range(1, 9)
    ]
    for file in files[:4]:
        file.unlink()
    assert codes(county) == [], "four are somebody's tidying up"
    files[4].unlink()
    assert codes(county) == ["UK013"]
    (outcome,) = check(county.workspace(today="2026-12-22"), silent())
    assert "UK013" not in {finding.code for finding in outcome.findings}


def test_a_registration_that_changed_is_told_until_its_filing_is_registered(county: County) -> None:
    signed(county, "2026-03-01")
    county.build()
    operator = next(line for line in PORTAL.splitlines() if line.startswith("operator: "))
    changed = PORTAL.replace(operator, "operator: 示例县电子政务中心")
    county.tenant("portal", changed)
    county.build()
    assert verify_clean(county.workspace(), silent()) == ()

    def unfiled() -> list[str]:
        (outcome,) = check(county.workspace(), silent())
        return [finding.what for finding in outcome.findings if finding.code == "ID003"]

    (told,) = unfiled()
    assert "变成“示例县电子政务中心”" in told
    county.tenant("portal", f"{changed}changes:\n- {{what: operator, date: 2026-11-20, document: 示政函〔2026〕9号}}\n")
    assert unfiled() == []
