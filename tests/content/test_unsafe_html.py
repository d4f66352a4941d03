"""What may not be in a body: it is taken out, and the editor is told where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portalkit.content.markdown import MarkdownError, to_html
from portalkit.model.record import Record

Body = Callable[[str], Record]
CODE = "删去这段代码；视频、表格等用附件或 Markdown 表示。"

CASES = [
    ("<script>alert(1)</script>", "正文里有不允许的 <script> 代码。", CODE),
    ('<iframe src="https://a.cn"></iframe>', "正文里有不允许的 <iframe> 代码。", CODE),
    ("<form action=/x></form>", "正文里有不允许的 <form> 代码。", CODE),
    ("<object data=x></object>", "正文里有不允许的 <object> 代码。", CODE),
    ("<svg onload=alert(1)></svg>", "正文里有不允许的 <svg> 代码。", CODE),
    ("<style>p{}</style>", "正文里有不允许的 <style> 代码。", CODE),
    ("<video src=x.mp4></video>", "正文里有不允许的 <video> 代码。", CODE),
    ("<base href=//evil.cn>", "正文里有不允许的 <base> 代码。", CODE),
    ('<meta http-equiv="refresh" content="0">', "正文里有不允许的 <meta> 代码。", CODE),
    ("<body onload=alert(1)>", "正文里有不允许的 <body> 代码。", "删去这段代码。"),
    ('<p onclick="x()">文</p>', "<p> 标签里有不允许的 onclick 属性。", "删去 onclick 属性。"),
    ('<b OnMouseOver="x()">文</b>', "<b> 标签里有不允许的 onmouseover 属性。", "删去 onmouseover 属性。"),
    ('<span style="display:none">暗</span>', "<span> 标签里有不允许的 style 属性。", "删去 style 属性。"),
    ("<div hidden>暗</div>", "<div> 标签里有不允许的 hidden 属性。", "删去 hidden 属性。"),
    (
        "[点](javascript:alert(1))",
        "不允许 javascript: 开头的链接。",
        "改成 https:// 开头的网址，或删去这处链接。",
    ),
    (
        '<a href="java&#10;script:alert(1)">点</a>',
        "不允许 javascript: 开头的链接。",
        "改成 https:// 开头的网址，或删去这处链接。",
    ),
    ("[点](vbscript:x)", "不允许 vbscript: 开头的链接。", "改成 https:// 开头的网址，或删去这处链接。"),
    ("[点](ftp://a.cn/x)", "不允许 ftp: 开头的链接。", "改成 https:// 开头的网址，或删去这处链接。"),
    (
        "![图](data:image/png;base64,AAAA)",
        "图片或文件直接写在了正文里（data: 地址）。",
        "存成单独的文件放进稿件所在的文件夹，只写文件名。",
    ),
    (
        "![图](https://a.cn/x.png)",
        "图片“https://a.cn/x.png”在别的网站上，读者打开页面时会访问那个网站。",
        "把图片存到稿件所在的文件夹，只写文件名。",
    ),
    (
        "![图](//a.cn/x.png)",
        "图片“//a.cn/x.png”在别的网站上，读者打开页面时会访问那个网站。",
        "把图片存到稿件所在的文件夹，只写文件名。",
    ),
]


@pytest.mark.parametrize(("text", "what", "fix"), CASES)
def test_active_content_is_taken_out_and_named(body: Body, text: str, what: str, fix: str) -> None:
    record = body(f"第一行。\n\n{text}\n\n末行。\n")
    problem = record.problems[0]
    assert (problem.kind.name, problem.what, problem.fix) == ("UNSAFE_HTML", what, fix)
    assert problem.line in (8, None) if "&#10;" in text else problem.line == 8
    for trace in ("script", "onclick", "onload", "style", "hidden", "a.cn", "iframe", "evil"):
        assert trace not in record.body.lower()


@pytest.mark.parametrize("text", ["`<script>`", "    <script>alert(1)</script>", "&lt;script>"])
def test_code_shown_as_code_is_no_code(body: Body, text: str) -> None:
    record = body(text)
    assert record.problems == ()
    assert "&lt;script&gt;" in record.body


@pytest.mark.parametrize("text", ["<textarea>吞", "<title>吞", "<xmp>吞", "<plaintext>吞", "<!-- 吞", "<div>" * 400])
def test_what_would_swallow_the_rest_of_the_body_is_refused(body: Body, text: str) -> None:
    record = body(f"开头\n\n{text}\n\n不能丢掉的正文")
    if "不能丢掉的正文" not in record.text:
        assert [(p.kind.name, p.line) for p in record.problems] == [("UNSAFE_HTML", 6)]


def test_repeated_code_is_reported_line_by_line(body: Body) -> None:
    record = body("<b onclick=a>一</b>\n\n<b onclick=a>二</b>\n")
    assert [p.line for p in record.problems] == [6, 8]


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "[a][", "<a ", '<a x="', "<![", "\n# a", "\\", '<a x="> "'])
def test_a_text_made_to_keep_the_program_busy_is_refused(piece: str) -> None:
    with pytest.raises(MarkdownError):
        to_html(piece * 20_000)


def test_such_a_text_is_a_problem_of_its_article(body: Body) -> None:
    record = body("[" * 20_000)
    assert record.body == ""
    assert [(p.what, p.fix) for p in record.problems] == [
        (
            "正文里有没写完的 HTML 标签，或列表、引用嵌套得太深，程序读不完。",
            "删去正文里的 HTML 代码，把嵌套减到十层以内。",
        )
    ]


def test_a_long_table_of_links_is_no_such_text(body: Body) -> None:
    rows = "".join(f"| {n} | [文{n}](/policy/202603/a{n}.html) |\n" for n in range(900))
    record = body(f"| 序号 | 文件 |\n|--|--|\n{rows}")
    assert record.problems == ()
    assert len(record.links) == 900


def test_control_characters_written_as_numbers_vanish(body: Body) -> None:
    assert body("甲&#1;&#x1F;&#127;乙&#65;").body == "<p>甲乙A</p>"


def test_what_stands_in_every_line_is_said_ten_times(body: Body) -> None:
    assert len(body("<b style=x>字</b>\n\n" * 50).problems) == 10
