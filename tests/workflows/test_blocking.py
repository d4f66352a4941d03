"""What a finding stops: an article, a portal, or nothing; and never the work of another unit."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from support.county import ROOT, UPKEEP, County, second_portal

from portalkit.errors import ConfigError
from portalkit.model.finding import Severity
from portalkit.model.outcome import Outcome
from portalkit.model.standing import Standing
from portalkit.workflows.build import build
from portalkit.workflows.progress import silent

PERSON = "张某，身份证号１１０１０５ １９４９１２３１ ００２Ｘ。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in (text[:9], text[9:]))
        made.writestr("word/document.xml", f"<w:document {W}><w:body><w:p>{runs}</w:p></w:body></w:document>")
    return stream.getvalue()


def codes(outcome: Outcome) -> set[str]:
    return {finding.code for finding in outcome.findings} - UPKEEP


def test_an_article_with_a_veto_is_held_back_and_everything_else_goes_out(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-mingdan", title="人员名单", body=PERSON)
    county.article("nongye/policy", "2026-03-02-zhongzi", title="种子检查")
    outcome = county.build()
    assert outcome.placed
    assert codes(outcome) == {"PR001"}
    assert not county.has("/shichang/policy/202603/mingdan.html")
    assert county.has("/nongye/policy/202603/zhongzi.html")


def test_the_last_signed_clean_version_stays_while_the_new_one_is_held(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-mingdan", title="人员名单", body="名单见公示栏。")
    county.build()
    county.article("shichang/policy", "2026-03-01-mingdan", title="人员名单", body=PERSON)
    outcome = county.build()
    assert outcome.counts == {Standing.PREVIOUS: 1}
    assert "名单见公示栏。" in county.page("/shichang/policy/202603/mingdan.html")
    assert "1231" not in county.page("/shichang/policy/202603/mingdan.html")


def test_a_number_inside_an_attachment_holds_the_article_back(county: County) -> None:
    county.file("shichang/policy", "人员名单.docx", docx("李某 340524198001 01001X".replace(" 01", "01")))
    county.article("shichang/policy", "2026-03-01-mingdan", title="人员公示", body="见[人员名单](人员名单.docx)。")
    outcome = county.build()
    assert codes(outcome) == {"PR001"}
    assert not county.has("/shichang/policy/202603/mingdan/人员名单.docx")
    county.file("shichang/policy", "人员名单.docx", docx("李某 3405**********001X"))
    county.sign(county.root / "content/shili/shichang/policy/2026-03-01-mingdan.md")
    assert codes(county.build()) == set()
    assert county.has("/shichang/policy/202603/mingdan.html")


def test_an_attachment_is_read_once_however_often_it_is_judged(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from portalkit.content.extractor import Extractor

    asked: list[Path] = []
    read = Extractor.read
    monkeypatch.setattr(Extractor, "read", lambda self, file, suffix: (asked.append(file), read(self, file, suffix))[1])
    county.file("shichang/policy", "人员名单.docx", docx("李某"))
    for name in ("2026-03-01-yi", "2026-03-02-er"):
        county.article("shichang/policy", name, title=f"公示{name}", body="见[人员名单](人员名单.docx)。")
    county.build()
    county.tenant(
        "nongye", (county.root / "tenants/shili/nongye.yaml").read_text("utf-8").replace("建设路1", "建设路2")
    )
    county.build()
    assert len(asked) == 1


def test_a_file_built_to_do_harm_is_a_finding_and_no_crash(county: County) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", b"0" * (12 << 20))
    county.file("shichang/policy", "检查材料.docx", stream.getvalue())
    county.article("shichang/policy", "2026-03-01-cailiao", body="见[检查材料](检查材料.docx)。")
    county.article("nongye/policy", "2026-03-02-zhongzi", title="种子检查")
    outcome = county.build()
    assert (outcome.placed, codes(outcome)) == (True, {"PT011"})
    assert county.has("/nongye/policy/202603/zhongzi.html")


def test_what_time_has_done_is_a_veto_that_stops_nothing(county: County) -> None:
    county.article("portal/news", "2026-01-05-huiyi", title="会议")
    outcome = county.build()
    told = {finding.code: finding.severity for finding in outcome.findings}
    assert told["UK001"] is Severity.VETO
    assert outcome.placed
    assert county.has("/news/202601/huiyi.html")


def test_a_new_day_alone_brings_what_is_overdue(county: County) -> None:
    county.article("portal/news", "2026-11-15-huiyi", title="会议")
    assert "UK001" not in {finding.code for finding in county.build(today="2026-11-29").findings}
    assert "UK001" in {finding.code for finding in county.build(today="2026-11-30").findings}
    assert "UK001" not in {finding.code for finding in county.build(today="2026-11-29").findings}


def test_one_unit_s_fresh_news_mends_only_its_own_column(county: County) -> None:
    for unit in ("shichang", "nongye"):
        county.article(f"{unit}/dynamics", "2026-10-01-jiancha", title=f"检查{unit}")
    overdue = {f.where.path for f in county.build().findings if f.code == "UK002"}
    assert overdue == {"shili/shichang/dynamics", "shili/nongye/dynamics"}
    county.article("nongye/dynamics", "2026-11-20-zhongzi", title="种子")
    assert {f.where.path for f in county.build().findings if f.code == "UK002"} == {"shili/shichang/dynamics"}


def test_code_that_the_theme_has_not_stops_the_release_and_the_old_pages_stay(county: County) -> None:
    house = county.root / "house"
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, house / name)
    county.article("shichang/policy", "2026-03-01-yan")
    assert county.build(house=house).placed
    before = county.tree()
    base = house / "theme/templates/base.html"
    base.write_text(base.read_text("utf-8").replace("</head>", "<script>fetch('/x')</script></head>"), "utf-8")
    outcome = county.build(house=house)
    assert (outcome.placed, codes(outcome)) == (False, {"TP003"})
    assert county.tree() == before


def test_what_stops_one_portal_does_not_stop_another(county: County) -> None:
    house = county.root / "house"
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, house / name)
    county.article("shichang/policy", "2026-03-01-yan")
    second_portal(county)
    workspace = county.workspace(house=house)
    assert {o.portal for o in build(workspace, silent()) if o.placed} == {"shili", "lin"}
    lin = county.root / "output" / "lin"
    before = {file: file.read_bytes() for file in lin.rglob("*") if file.is_file()}
    base = house / "theme/templates/base.html"
    trap = "{% if shell.domain == 'www.lin.gov.cn' %}<script>fetch('/x')</script>{% endif %}</head>"
    base.write_text(base.read_text("utf-8").replace("</head>", trap), "utf-8")
    county.article("nongye/policy", "2026-03-02-zhongzi", title="种子检查")
    told = {outcome.portal: outcome for outcome in build(workspace, silent())}
    assert told["shili"].placed
    assert county.has("/nongye/policy/202603/zhongzi.html")
    assert not told["lin"].placed
    assert "TP003" in codes(told["lin"])
    assert {file: file.read_bytes() for file in lin.rglob("*") if file.is_file()} == before


def test_a_mistake_in_the_registry_of_one_portal_stops_the_platform_and_changes_nothing(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    second_portal(county)
    build(county.workspace(), silent())
    before = county.tree()
    bureau = county.root / "tenants" / "lin" / "shichang.yaml"
    bureau.write_text(bureau.read_text("utf-8") + "domain: scjg.lin.gov.cn\n", "utf-8")
    county.article("nongye/policy", "2026-03-02-zhongzi", title="种子检查")
    with pytest.raises(ConfigError) as refused:
        build(county.workspace(), silent())
    assert {finding.where.path for finding in refused.value.findings} == {"lin/shichang.yaml"}
    assert county.tree() == before
