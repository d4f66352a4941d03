"""The short cut for plain bodies gives the same bytes as the long way, and never takes a body that is not plain."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portalkit.content import body, markdown, plain
from portalkit.content.files import Shelf
from portalkit.content.places import Places
from portalkit.model.record import Heading, Link, RecordPath

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


INLINE = [
    "**粗**",
    "**粗 体**",
    "**",
    "[链 接](https://www.nx.gov.cn/a_b?c=d)",
    "[甲](/news/202603/a_b.html)",
    "[甲](/a(b))",
    "[甲](https://a.cn) ",
    "[甲](http://)",
    "[甲](https://a.cn/%E4 )",
    "![图](/a.png)",
    "[甲][乙]",
    "]",
    "_",
    "*",
    "|",
    "　",
    "!",
]
LINES = [
    "- ",
    "1. ",
    "2. ",
    "007. ",
    "12) ",
    "-",
    "- - ",
    "1. 2. ",
    "## ",
    "# ",
    "* ",
    "+ ",
    "|",
    "| ",
    "**",
    ": ",
    "第一条　",
]
TABLES = [
    "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |",
    "|甲|乙|\n|:-|-:|\n|**一**||\n| [丙](https://a.cn) | 四 |",
    "| 甲 |\n|:---:|\n| 一 |",
    "|甲|乙|\n|--|\n|一|二|",
    "|甲|\n|-|",
    "|甲|\n|-|\n|一|二|",
    "|甲|\n|-|\n文字",
    "|\n|-|\n|一|",
]


def words() -> st.SearchStrategy[str]:
    """A line of text with something in it that Markdown reads, or nearly."""
    return st.lists(st.sampled_from([*INLINE, *"中文，。aZ1 .-#", "据《办法》"]), min_size=1, max_size=6).map("".join)


def blocks() -> st.SearchStrategy[str]:
    """A paragraph, a heading, a list or a table, or nearly."""
    line = st.builds(str.__add__, st.sampled_from(["", "", *LINES]), words())
    item = st.sampled_from(["- ", "1. ", "3. ", "-  "])
    listed = st.builds(
        lambda mark, items: "\n".join(mark + text for text in items), item, st.lists(words(), min_size=1)
    )
    return st.one_of(st.lists(line, min_size=1, max_size=3).map("\n".join), listed, st.sampled_from(TABLES))


SOURCES = st.one_of(
    st.lists(st.sampled_from(PIECES + MORE + INLINE + TABLES), max_size=14).map("".join),
    st.lists(st.one_of(blocks(), blocks(), st.sampled_from(["", "\n", " ", "　"])), max_size=6).map("\n\n".join),
)


@settings(max_examples=3000, deadline=None)
@given(SOURCES)
@example("中　\n　\n\n　　文　")
@example("# 一 #\n文\n####### 七\n\n## 二")
@example("甲\n# 题\n乙\n丙")
@example("**甲****乙**")
@example("- 甲\n\n- 乙\n\n1. 丙")
@example("- 甲\n\n| 甲 |\n|-|\n| 一 |\n\n- 丁")
def test_the_short_cut_gives_the_same_bytes(source: str) -> None:
    short = plain.render(source, 7)
    if short is not None:
        long = body._Reading(Places(source, 7), SHELF).read(markdown.to_html(source))
        assert (short.html, short.text, short.links, short.outline) == (long.html, long.text, long.links, long.outline)
        assert not long.problems


def test_official_documents_take_it() -> None:
    text = (
        "## 第一章　总则\n\n第一条 为了规范食盐管理，根据《办法》（2025）制定本方案。\n\n"
        "　　一、目标：100%。\n二、措施\n"
    )
    assert plain.render(text) == plain.Plain(
        '<h2 id="s1">第一章　总则</h2>\n'
        "<p>第一条 为了规范食盐管理，根据《办法》（2025）制定本方案。</p>\n<p>一、目标：100%。二、措施</p>",
        "第一章 总则\n第一条 为了规范食盐管理，根据《办法》（2025）制定本方案。\n一、目标：100%。二、措施",
        outline=(Heading(2, "s1", "第一章 总则"),),
    )


def test_lists_tables_bold_words_and_links_take_it() -> None:
    found = plain.render(
        "**一、**据[公告](https://www.nx.gov.cn/a.html)：\n\n- 甲\n- 乙\n\n| 名 | 数 |\n|--|-:|\n| **丙** | 1 |", 5
    )
    assert found == plain.Plain(
        '<p><strong>一、</strong>据<a class="outside" href="https://www.nx.gov.cn/a.html">公告</a>：</p>\n'
        "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n"
        '<div class="table-wrap" tabindex="0" role="region" aria-label="表格"><table>\n<thead>\n<tr>\n<th>名</th>\n'
        '<th align="right">数</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><strong>丙</strong></td>\n'
        '<td align="right">1</td>\n</tr>\n</tbody>\n</table></div>',
        "一、据公告：\n甲\n乙\n名 数\n丙 1",
        (Link("https://www.nx.gov.cn/a.html", "公告", 5),),
    )


@pytest.mark.parametrize(
    "source",
    [
        "**粗",
        "_斜_",
        "`码`",
        "[a](b)",
        "![a](/b.png)",
        "<b>",
        "a & b",
        "甲|乙",
        "- 甲\n乙",
        "- - 甲",
        "- 甲\n1. 乙",
        "- 甲\n\n- 乙",
        "1) 甲",
        "+ 甲",
        "|甲|\n|-|",
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
