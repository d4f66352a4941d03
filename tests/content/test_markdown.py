"""Markdown as bureaus write it: Chinese emphasis, Chinese line breaks, tables, headings, notes, and the plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portalkit.content.markdown import join_lines
from portalkit.model.record import Record

Body = Callable[[str], Record]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("根据**《指引》**要求", "根据<strong>《指引》</strong>要求"),
        ("请**“按时”**报送", "请<strong>“按时”</strong>报送"),
        ("要求，**（重要）**请", "要求，<strong>（重要）</strong>请"),
        ("**注意：**各单位", "<strong>注意：</strong>各单位"),
        ("甲*《乙》*丙", "甲<em>《乙》</em>丙"),
    ],
)
def test_bold_next_to_chinese_marks_is_bold(body: Body, text: str, html: str) -> None:
    assert body(text).body == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("第一行\n第二行", "<p>第一行第二行</p>"),
        ("逗号，\n“引号", "<p>逗号，“引号</p>"),
        ("粗**体**\n文", "<p>粗<strong>体</strong>文</p>"),
        ("体\n**粗**文", "<p>体<strong>粗</strong>文</p>"),
        ("中文\nabc", "<p>中文\nabc</p>"),
        ("abc\ndef", "<p>abc\ndef</p>"),
        ("换行  \n保留", "<p>换行<br>\n保留</p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("1. 甲\n   乙", "<ol>\n<li>甲乙</li>\n</ol>"),
        ("    中\n    文", "<pre><code>中\n文\n</code></pre>"),
        ("> 引\n> 文", "<blockquote>\n<p>引文</p>\n</blockquote>"),
    ],
)
def test_a_line_break_between_two_chinese_characters_is_no_blank(body: Body, text: str, html: str) -> None:
    assert body(text).body == html


def test_line_breaks_between_blocks_stay() -> None:
    assert join_lines("<p>甲</p>\n<p>乙</p>") == "<p>甲</p>\n<p>乙</p>"


def test_headings_have_stable_ids_and_never_compete_with_the_title(body: Body) -> None:
    html = body("# 一\n\n文\n\n## 二\n\n文\n\n###### 三").body
    assert html == '<h2 id="s1">一</h2>\n<p>文</p>\n<h3 id="s2">二</h3>\n<p>文</p>\n<h6 id="s3">三</h6>'


def test_headings_stay_where_the_first_level_is_unused(body: Body) -> None:
    assert body("## 一\n\n### 二").body == '<h2 id="s1">一</h2>\n<h3 id="s2">二</h3>'


def test_a_wide_table_scrolls_in_a_region_of_its_own(body: Body) -> None:
    record = body("| 项目 | 金额 |\n|:--|--:|\n| 盐 | 3 |\n")
    assert record.body.startswith('<div class="table-wrap" tabindex="0" role="region" aria-label="表格"><table>')
    assert record.body.endswith("</table></div>")
    assert '<th align="left">项目</th>' in record.body
    assert '<td align="right">3</td>' in record.body
    assert "style" not in record.body
    assert record.text == "项目 金额\n盐 3"


def test_joined_cells_of_a_written_table_stay(body: Body) -> None:
    record = body('<table>\n<tr><td rowspan="2" colspan="3" class="x">甲</td><td></td></tr>\n</table>\n')
    assert '<td rowspan="2" colspan="3">甲</td><td></td>' in record.body
    assert record.problems == ()


def test_a_table_in_a_table_is_wrapped_once(body: Body) -> None:
    html = body("<table><tr><td><table><tr><td>甲</td></tr></table></td></tr></table>").body
    assert html.count("table-wrap") == 1


def test_notes_link_both_ways(body: Body) -> None:
    html = body("正文[^1]。\n\n[^1]: 注释。\n").body
    assert '<sup id="fnref-1"><a href="#fn-1">1</a></sup>' in html
    assert '<li id="fn-1">\n<p>注释。&nbsp;<a href="#fnref-1" aria-label="返回正文">↩</a></p>' in html
    assert '<div class="footnote">' in html


def test_notes_of_one_article_are_not_in_the_next(body: Body) -> None:
    body("正文[^1]。\n\n[^1]: 甲的注释。\n")
    assert body("正文[^1]。").body == "<p>正文[^1]。</p>"


def test_definitions_and_marks_of_the_trade(body: Body) -> None:
    assert body("食盐\n:   氯化钠").body == "<dl>\n<dt>食盐</dt>\n<dd>氯化钠</dd>\n</dl>"
    assert body("H<sub>2</sub>O，m<sup>2</sup>，<u>下划线</u>").problems == ()


def test_editors_set_no_classes(body: Body) -> None:
    assert body("## 一 {: .red #x }").body == '<h2 id="s1">一 {: .red #x }</h2>'


def test_the_text_has_a_line_for_each_block(body: Body) -> None:
    record = body("## 第一章　总则\n\n第一条 为了**规范**。\n\n- 甲\n- 乙\n\n甲<br>乙[链接](https://www.gov.cn/)")
    assert record.text == "第一章 总则\n第一条 为了规范。\n甲\n乙\n甲\n乙链接"


def test_unknown_marks_keep_their_text(body: Body) -> None:
    record = body('<font color="red">红</font><span class="x">字</span><o:p></o:p>\n\n<center>中</center>')
    assert record.body == "<p>红字</p>\n<div>中</div>"
    assert record.problems == ()


def test_comments_are_not_published(body: Body) -> None:
    assert body("甲<!-- 内部批注 -->乙").body == "<p>甲乙</p>"
