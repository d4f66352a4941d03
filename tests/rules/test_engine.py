"""The engine: every fact becomes one finding with its law, its portal and its unit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from rules.county import REGISTRY, TODAY, SampleCounty, tree_of

from portalkit.model.finding import ClauseKey, Severity
from portalkit.model.record import Problem, ProblemKind, Record, RecordPath, Unreadable
from portalkit.model.review import Clearance, ReviewStage
from portalkit.rules.engine import (
    PageContext,
    check_corpus,
    check_file,
    check_ledger,
    check_pages,
    check_record,
    check_tree,
)

CASES = Path(__file__).parent / "cases"
PAGES = CASES / "TG002" / "good" / "output"


@pytest.fixture
def county(tmp_path: Path) -> SampleCounty:
    return SampleCounty.with_case(CASES / "PV001" / "good", tmp_path / "registry")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    shutil.copytree(PAGES, tmp_path / "output")
    return tmp_path / "output"


def record_of(**over: object) -> Record:
    path = RecordPath("shili", "shichang", "policy", "", "2026-03-01-yan.md")
    known = {"title": "通知", "published": datetime.fromisoformat("2026-03-01T09:30"), "source": "示例县市场监督管理局"}
    return Record(**{"path": path, "digest": "0", "body": "", "text": "正文", **known, **over})  # type: ignore[arg-type]


def test_an_unreadable_file_tells_its_gravest_problem_first():
    problems = (Problem(ProblemKind.BOM, "有 BOM。", 1), Problem(ProblemKind.NO_HEAD, "没有开头。", 1))
    found = check_file(Unreadable("shili/shichang/policy/2026-03-01-yan.md", "0", problems))
    assert [(f.code, f.severity) for f in found] == [("FM004", Severity.REFUSE), ("FM002", Severity.ADVISE)]
    assert found[0].fix == "在文件最前面写两行“---”，中间写标题、发布时间、来源。"
    assert (found[0].portal, found[0].tenant) == ("shili", "shichang")


@pytest.mark.parametrize(
    ("path", "portal", "tenant"),
    [
        ("shili/portal/news/2026-03-01-a.md", "shili", "shili"),
        ("shili/shichang/a.md", "shili", "shichang"),
        ("shili/a.md", "shili", None),
        ("a.md", "a.md", None),
    ],
)
def test_a_file_belongs_to_the_unit_whose_folder_it_lies_in(path, portal, tenant):
    problem = Problem(ProblemKind.WRONG_FOLDER, "放错了。")
    (finding,) = check_file(Unreadable(path, "0", (problem,)))
    assert (finding.portal, finding.tenant) == (portal, tenant)


def test_a_ledger_problem_names_the_ledger_and_its_unit():
    (finding,) = check_ledger("portal", "shili", Problem(ProblemKind.LEDGER, "读不出。", 7))
    assert str(finding.where) == "shili/portal/reviews.jsonl 第7行"
    assert (finding.code, finding.tenant) == ("RV003", "shili")


def test_a_slip_that_leaves_an_article_readable_is_a_finding_of_the_record(county):
    record = record_of(problems=(Problem(ProblemKind.MISSING_FILE, "引用的文件“a.csv”不存在。", 9),))
    (finding,) = check_record(record, county.context(record))
    assert (finding.code, finding.severity, finding.where.line) == ("PT004", Severity.VETO, 9)


def test_waiting_never_blocks(county):
    record = record_of()
    waiting = Clearance(missing=tuple(ReviewStage), signed=())
    (finding,) = check_record(record, county.context(record, waiting))
    assert finding.code == "RV001"
    assert not finding.severity.blocks_publication
    assert finding.what == "还没有走完审签，缺初审、复审、终审；签完以前不发布。"


def test_a_stage_that_nobody_may_sign_is_a_matter_of_the_registry(county):
    record = record_of()
    context = county.context(record, Clearance(missing=(ReviewStage.FINAL,), signed=()))
    (finding,) = check_record(record, replace(context, tenant=replace(context.tenant, people=())))
    assert finding.fix == "请中心运维单位在 shili/shichang.yaml 的 people 里登记“终审”的审签人。"


def test_a_number_of_the_rulebook_cites_its_own_clause_too(tmp_path):
    tree = SampleCounty.with_case(CASES / "LC001" / "bad", tmp_path).tree
    (finding,) = check_tree(tree, TODAY)
    assert finding.basis == (ClauseKey("guoban-2017-47#3.2"), ClauseKey("xiji-2021#13"))


@pytest.mark.parametrize(("today", "codes"), [(date(2026, 11, 30), ["LC001"]), (date(2026, 12, 1), [])])
def test_a_short_notice_is_told_while_it_can_still_be_mended(tmp_path, today, codes):
    tree = SampleCounty.with_case(CASES / "LC001" / "bad", tmp_path).tree
    assert [finding.code for finding in check_tree(tree, today)] == codes


@pytest.mark.parametrize(
    ("completed", "today", "due"),
    [
        ("", date(2026, 10, 31), False),
        ("", date(2026, 11, 1), True),
        ("", date(2030, 1, 1), True),
        (", completed: 2026-12-05", date(2027, 1, 4), True),
        (", completed: 2026-12-05", date(2027, 1, 5), False),
    ],
)
def test_the_notice_of_a_merge_is_due_to_the_day(tmp_path, output, completed, today, due):
    registry = tmp_path / "merging"
    shutil.copytree(REGISTRY, registry)
    legacy = (CASES / "LC002" / "bad" / "tenants" / "shili" / "nongyewang.yaml").read_text(encoding="utf-8")
    text = legacy.replace("announced: 2026-11-01", f"announced: 2026-11-01{completed}")
    (registry / "shili" / "nongyewang.yaml").write_text(text, encoding="utf-8")
    found = check_pages(output, PageContext(tree=tree_of(registry, today=today), today=today))
    assert ("LC002" in {finding.code for finding in found}) is due


def test_an_index_number_is_free_for_articles_without_documents(county):
    assert check_corpus(county.tree, (), TODAY) == ()


def test_a_fault_on_every_page_is_one_finding_that_counts_them(county, output):
    for page in output.rglob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace("示例县人民政府办公室", "别的单位"), encoding="utf-8")
    (finding,) = check_pages(output, PageContext(tree=county.tree, today=TODAY))
    assert finding.what == ("“承办单位”写的是“别的单位”，登记的是“示例县人民政府办公室”。同样的问题共有 4 页。")
    assert (finding.where.path, finding.portal, finding.tenant) == ("index.html", "shili", None)


def test_a_fault_on_one_unit_s_pages_belongs_to_the_unit(county, output):
    page = output / "shichang" / "policy" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('content="6404990001"', 'content=""'), encoding="utf-8")
    (finding,) = check_pages(output, PageContext(tree=county.tree, today=TODAY))
    assert (finding.code, finding.tenant, finding.severity) == ("TG001", "shichang", Severity.VETO)


def test_an_empty_output_is_not_clean(county, tmp_path):
    (tmp_path / "nothing").mkdir()
    found = check_pages(tmp_path / "nothing", PageContext(tree=county.tree, today=TODAY))
    assert {"ID001", "ID002", "TG001"} <= {finding.code for finding in found}
    assert "页面上没有“网站标识码”。" in {finding.what for finding in found}


def test_findings_do_not_depend_on_the_order_of_reading(county, output):
    for number, page in enumerate(sorted(output.rglob("*.html"))):
        text = page.read_text(encoding="utf-8").replace("0954-0000000", f"0954-000000{number + 1}")
        page.write_text(text, encoding="utf-8")
    context = PageContext(tree=county.tree, today=TODAY)
    assert check_pages(output, context) == check_pages(output, context)
    assert len(check_pages(output, context)) == 4
