"""The short cut for plain bodies gives the same bytes as the long way, and never takes a body that is not plain."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portalkit.content import body, markdown, plain
from portalkit.content.files import Shelf
from portalkit.content.places import Places
from portalkit.model.record import RecordPath

SHELF = Shelf(Path("missing"), RecordPath("s", "t", "c", "", "2026-03-01-x.md"), file_limit=1)
PIECES = [
    *"中文，。　“”：:#- +=1.)aZ !\"'/@$%^;?()—·（）&é",
    "\n",
    "\n\n",
    "## ",
    "# ",
    "1. ",
    "一、",
    "中文。\n",
    "  \n",
]
MORE = [
    "http://a.cn/ ",
    "\n　　",
    "---",
    "www.a.cn",
    "\U00020000",
    "\u200b",
    "《",
    "》",
    "*",
    "[",
    "]",
    "<",
    ">",
    "|",
    "\n: ",
    "\n=\n",
]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES + MORE), max_size=14).map("".join))
@example("中　\n　\n\n　　文　")
@example("# 一 #\n文\n####### 七\n\n## 二")
@example("甲\n# 题\n乙\n丙")
def test_the_short_cut_gives_the_same_bytes(source: str) -> None:
    short = plain.render(source)
    if short is not None:
        long = body._Reading(Places(source, 1), SHELF).read(markdown.to_html(source))
        assert (short.html, short.text) == (long.html, long.text)


def test_official_documents_take_it() -> None:
    text = (
        "## 第一章　总则\n\n第一条 为了规范食盐管理，根据《办法》（2025）制定本方案。\n\n"
        "　　一、目标：100%。\n二、措施\n"
    )
    assert plain.render(text) == plain.Plain(
        '<h2 id="s1">第一章　总则</h2>\n'
        "<p>第一条 为了规范食盐管理，根据《办法》（2025）制定本方案。</p>\n<p>一、目标：100%。二、措施</p>",
        "第一章 总则\n第一条 为了规范食盐管理，根据《办法》（2025）制定本方案。\n一、目标：100%。二、措施",
    )


@pytest.mark.parametrize(
    "source",
    [
        "**粗**",
        "_斜_",
        "`码`",
        "[a](b)",
        "<b>",
        "a & b",
        "甲|乙",
        "- 甲",
        "1. 甲",
        "+ 甲",
        "=\n",
        " 缩",
        "甲  \n乙",
        "甲\xa0",
        "a\\b",
    ],
)
def test_what_may_mean_something_goes_the_long_way(source: str) -> None:
    assert plain.render(source) is None


MARKS = [
    "**",
    "*",
    "_",
    "`",
    "![",
    "](a.cn)",
    "[^1]",
    "\n[^1]: 注",
    "<b>",
    "</b>",
    "<http://a.cn>",
    "&amp;",
    "\\*",
    "| 甲 | 乙 |\n|--|--|\n",
]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES + MORE + MARKS), max_size=16).map("".join))
def test_sparing_plain_text_gives_the_same_bytes(source: str) -> None:
    assert markdown.to_html(source) == markdown.join_lines(markdown.new_engine().convert(source))
