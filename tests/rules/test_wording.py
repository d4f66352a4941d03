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
        "中央电视台和港澳台事务办公室",
        "全面从严治党",
        "人民检察院监督检察工作组",
        "民主集中治理",
        "与国际标准接轨……",
    ],
)
def test_what_is_right_is_silent(words: str) -> None:
    assert [(table, slip) for table in TABLES[:2] for slip in found(words, table)] == []
