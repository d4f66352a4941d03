"""Index numbers, document numbers and check digits, form by form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from rules.county import SampleCounty

from portalkit.model.finding import Finding
from portalkit.model.record import Document, Record, RecordPath
from portalkit.rules.content.check_digits import is_credit_code, is_organisation_code
from portalkit.rules.engine import check_record

CASES = Path(__file__).parent / "cases"


@pytest.fixture
def county(tmp_path: Path) -> SampleCounty:
    return SampleCounty.with_case(CASES / "PV001" / "good", tmp_path)


def findings(county: SampleCounty, number: str, index: str, scheme: str = "div6") -> list[Finding]:
    document = Document(number, index, "示例县人民政府", date(2026, 2, 26))
    path = RecordPath("shili", "portal", "policy", "", "2026-03-01-a.md")
    at = datetime.fromisoformat("2026-03-01T09:30")
    record = Record(path, "0", "通知", at, "示例县人民政府", "", "正文", document=document)
    context = county.context(record)
    site = context.tree.portal.site
    assert site is not None
    portal = replace(context.tree.portal, site=replace(site, index_scheme=scheme))
    found = check_record(record, replace(context, tree=replace(context.tree, portal=portal)))
    return [finding for finding in found if finding.code in ("DC001", "DC002")]  # the years are of another day here


@pytest.mark.parametrize(
    ("scheme", "index"),
    [
        ("div6", "640499/2026-000123"),
        ("org9", "000014349/2017-00110"),
        ("org9", "011336909/2020-12335"),
        ("uscc", "11441700007280420Y/2021-00050"),
        ("six", "330200-01-02-03-20260301-0012"),
        ("some-later-scheme", "anything"),
    ],
)
def test_an_index_number_of_the_portal_s_scheme_is_silent(county, scheme, index):
    assert findings(county, "", index, scheme) == []


@pytest.mark.parametrize(
    ("scheme", "index"),
    [
        ("div6", "640499/2026-123"),
        ("div6", "640499/2026-０００１２３"),
        ("div6", "000014349/2017-00110"),
        ("org9", "000014348/2017-00110"),
        ("org9", "640499/2026-000123"),
        ("uscc", "11441700007280420X/2021-00050"),
        ("six", "640499/2026-000123"),
    ],
)
def test_an_index_number_of_another_form_or_with_a_wrong_check_digit_is_told(county, scheme, index):
    (finding,) = findings(county, "", index, scheme)
    assert finding.code == "DC001"
    assert finding.what == f"索引号“{index}”不是规定的编法。"


@pytest.mark.parametrize(
    "number",
    [
        "",
        "示政办发〔2026〕3号",
        "国办发〔2017〕47号",
        "中华人民共和国国务院令第711号",
        "国家发展改革委、商务部令第12号",
        "公安部令第3号",
        "示例县人民政府公告2026年第2号",
        "示例县人民政府公告第2号",
    ],
)
def test_a_document_number_of_a_usual_form_is_silent(county, number):
    assert findings(county, number, "640499/2026-000123") == []


@pytest.mark.parametrize(
    ("number", "fix"),
    [
        ("示政办发[2026]3号", "改成“示政办发〔2026〕3号”。"),
        ("示政办发（2026）3号", "改成“示政办发〔2026〕3号”。"),
        ("示政办发〔2026〕012号", "改成“示政办发〔2026〕12号”。"),
        ("示政办发〔2026〕第3号", "改成“示政办发〔2026〕3号”。"),
        ("示政办发【2026】 3 号", "改成“示政办发〔2026〕3号”。"),
        ("公安部令第１２５号", "改成“公安部令第125号”。"),
        ("示政办发〔２０２６〕３号", "改成“示政办发〔2026〕3号”。"),
        ("示政办发〔2026〕3", "改成“示政办发〔2026〕3号”。"),
        ("示政办发〔26〕3号", "写成“示政办发〔2026〕3号”的形式：机关代字、六角括号里四位年份、顺序号。"),
        ("第3号文件", "写成“示政办发〔2026〕3号”的形式：机关代字、六角括号里四位年份、顺序号。"),
    ],
)
def test_a_document_number_of_another_form_comes_with_its_correction(county, number, fix):
    (finding,) = findings(county, number, "640499/2026-000123")
    assert (finding.code, finding.fix) == ("DC002", fix)


@pytest.mark.parametrize("code", ["000014349", "011336909", "007280420"])
def test_a_real_organisation_code_passes(code):
    assert is_organisation_code(code)


@pytest.mark.parametrize("code", ["000014340", "00001434", "０00014349", "0000143490", "00001434X"])
def test_a_wrong_organisation_code_does_not_pass(code):
    assert not is_organisation_code(code)


@pytest.mark.parametrize("code", ["11441700007280420Y", "91350100M000100Y43", "914403001922038216"])
def test_a_real_credit_code_passes(code):
    assert is_credit_code(code)


@pytest.mark.parametrize("code", ["11441700007280420X", "11441700007280420", "I1441700007280420Y"])
def test_a_wrong_credit_code_does_not_pass(code):
    assert not is_credit_code(code)
