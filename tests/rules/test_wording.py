"""The tables of wrong words: every line finds what it says and lets pass what it asks for."""

from __future__ import annotations

import pytest

from portalkit.model.finding import Location
from portalkit.rules.texts import Text
from portalkit.rules.wording.tables import Wrong, lines, slips

TABLES = ("grave", "typos", "unfit")
WORDS = [(table, line) for table in TABLES for line in lines(table) if line.pattern is None]


def found(words: str, table: str) -> list[str]:
    return [slip.found for slip in slips(Text(words, "正文", Location("a.md"), lines=True), table)]


@pytest.mark.parametrize(("table", "line"), WORDS, ids=lambda each: each if isinstance(each, str) else each.sign)
def test_a_wrong_word_is_found_where_it_stands(table: str, line: Wrong) -> None:
    assert line.sign in found(f"会议要求{line.sign}落实到位", table)


@pytest.mark.parametrize(("table", "line"), WORDS, ids=lambda each: each if isinstance(each, str) else each.sign)
def test_a_correction_is_no_mistake_itself(table: str, line: Wrong) -> None:
    assert line.sign not in found(line.right.partition("（")[0], table)


@pytest.mark.parametrize(
    "words",
    [
        "保守国家秘密，打击赌博，反对台独",
        "香港、澳门等国家和地区",
        "香港、澳门等地区和国家有关部门",
        "台湾国民党主席",
        "“台湾总统”一类的称谓不用",
        "学习近平时期的经验",
        "科学发展关键在人",
        "发布署名文章",
        "报名截止目前还有三天",
        "目的的实现",
        "为了了解情况，除了了解政策，受不了了",
        "松驰同志任示例县林业和草原局局长",
        "获奖人员：马松驰、杨建国",
        "中标人：宁夏松驰建设工程有限公司",
        "任命李松驰为统计局局长",
        "形势严峻工期紧张，山势险峻工程浩大",
        "既使用农用地又使用未利用地",
        "中央电视台和港澳台事务办公室",
        "全面从严治党",
        "人民检察院监督检察工作组",
        "民主集中治理",
        "与国际标准接轨……",
    ],
)
def test_what_is_right_is_silent(words: str) -> None:
    assert [(table, slip) for table in TABLES[:2] for slip in found(words, table)] == []


@pytest.mark.parametrize("words", ["思想上不能有丝毫松驰", "纪律松驰", "松驰懈怠", "既使遇到困难也要完成"])
def test_a_word_that_may_be_a_name_is_a_typo_where_it_is_none(words: str) -> None:
    assert len(found(words, "typos")) == 1


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("产品远销香港、台湾、日本、韩国等十几个国家。", 1),
        ("客商来自香港、新加坡、马来西亚等国家。", 1),
        ("产品远销日本、韩国等国家以及中国香港、中国台湾地区。", 0),
        ("客商来自香港特别行政区和新加坡、马来西亚等国家。", 0),
        ("香港、新加坡等国家和地区的客商", 0),
        ("来自台湾、北京等国家级专家", 0),
    ],
)
def test_a_region_is_no_country_in_a_row_of_countries(words: str, count: int) -> None:
    assert len(found(words, "grave")) == count
