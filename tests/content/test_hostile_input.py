"""Whatever bytes a file holds: never an exception, never anything that runs."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from portalkit.content import markup
from portalkit.content.fields import KNOWN_NAMES
from portalkit.model.record import Record, Unreadable

Reader = Callable[..., Record | Unreadable]
RELAXED = settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
HEAD = "---\n标题: a\n发布时间: 2026-03-01\n来源: b\n---\n"

# fmt: off
head_pieces = st.sampled_from([
    *sorted(KNOWN_NAMES), ":", ": ", "：", "\n", "\n  ", "\n- ", "\t", "'", "\"", "[", "]", "{", "}", "#", "&a",
    "*a", "!!x ", "|", ">", "---\n", "...", "2026-03-01", "无", "是", "portal/notices", "? ", ",", "\x00",
    "\ufeff", "%", "@", "<<", "　",
])
body_pieces = st.sampled_from([
    "<script>", "</script>", "<", ">", "<img src=x onerror=alert(1)>", "<svg/onload=x>",
    "<a href='javascript:x'>", "</a>", "[x](javascript:x)", "![x](data:text/html,x)", "<style>", "</style>",
    "<p style='x'>", "<iframe src=//x>", "<table>", "<td>", "<math>", "<mtext>", "<mglyph>", "<noscript>",
    "<title>", "</title>", "<textarea>", "<!--", "-->", "<![CDATA[", "<b onclick='x'", "'", "\"", "`", "\n",
    "\n\n", "    ", "&lt;", "&#x3c;script&#62;", "\x02", "\x03", "&#2;", "*", "_", "[^1]", "\n[^1]: ",
    "| a | b |\n|--|--|\n", "中", "文", "a", "=", "/", "\\", "<form>", "<select>", "<option>", "<div hidden>",
    "](", "<http://a.cn/\"onclick=x>", "<frameset onload=x>", "<body onload=x>", "<html>", "portalkit-end",
    "<hr id=\"portalkit-end\">", "klzzwxh:0000", "wzxhzdk:0",
])
# fmt: on


@RELAXED
@given(raw=st.binary(max_size=400) | st.lists(head_pieces, max_size=30).map(lambda p: ("---\n" + "".join(p)).encode()))
def test_no_bytes_raise(read: Reader, raw: bytes) -> None:
    for content in (raw, HEAD.encode() + raw, raw + b"\n---\n" + raw):
        result = read(content)
        assert isinstance(result, Record) or result.problems
        for problem in result.problems:
            assert problem.what.endswith("。"), problem
            assert problem.fix, problem
            assert problem.fix.endswith("。"), problem
            assert problem.line is None or 1 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 2


@RELAXED
@given(text=st.lists(body_pieces | st.text(max_size=5), max_size=25).map("".join))
def test_nothing_that_runs_comes_out(read: Reader, text: str) -> None:
    result = read(HEAD + text)
    if isinstance(result, Unreadable):
        return
    assert markup.safe(result.body).strip() == result.body
    if not result.body:
        return
    for element in lxml_html.fragments_fromstring(result.body, no_leading_text=False):
        if isinstance(element, str):
            continue
        for part in element.iter():
            assert part.tag in markup.TAGS
            for name, value in part.attrib.items():
                assert not name.startswith("on")
                assert name not in ("style", "hidden", "srcdoc")
                assert name not in ("href", "src") or not re.match(r"\s*(?!https?:|mailto:|tel:)[a-z]+:", value, re.I)


@RELAXED
@given(text=st.lists(body_pieces | st.text(max_size=5), max_size=25).map("".join))
def test_links_to_other_hosts_are_all_listed(read: Reader, text: str) -> None:
    result = read(HEAD + text)
    if isinstance(result, Record):
        listed = [link.url for link in result.links]
        for href in re.findall(r'<a [^>]*href="((?:https?:)?//[^"]*)"', result.body):
            assert f'<a class="outside" href="{href}">' in result.body
            assert href.replace("&amp;", "&").replace("&quot;", '"').replace("&nbsp;", "\xa0") in listed
