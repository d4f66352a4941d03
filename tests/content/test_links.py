"""Links that leave the article: exactly one form for other hosts, and a list with lines."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from portalkit.content.links import Target, classify
from portalkit.model.record import Link, Record

Body = Callable[[str], Record]


def test_a_link_to_another_host_has_one_form(body: Body) -> None:
    record = body('文\n\n见[中国政府网](https://www.gov.cn/a?b=1&c=2 "题")。\n')
    assert (
        record.body == '<p>文</p>\n<p>见<a class="outside" href="https://www.gov.cn/a?b=1&amp;c=2">中国政府网</a>。</p>'
    )
    assert record.links == (Link("https://www.gov.cn/a?b=1&c=2", "中国政府网", 8),)
    assert record.problems == ()


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("<https://www.gov.cn/>", "https://www.gov.cn/"),
        ("[x](//a.cn/y)", "//a.cn/y"),
        ('<a href="/\\a.cn/y">x</a>', "//a.cn/y"),
        ('<a href="\\\\/a.cn">x</a>', None),
        ("[x](HTTPS://a.cn/y)", "https://a.cn/y"),
        ("[x](https:a.cn/y)", "https://a.cn/y"),
        ("[x](http:/\\a.cn/y)", "http://a.cn/y"),
        ('<a href=" ht\ntps://a.cn/y " target=_blank rel=x onfocus=x>x</a>', "https://a.cn/y"),
        ("[x](https://示例.政务/文?名=值)", "https://示例.政务/文?名=值"),
        ("[x][1]\n\n[1]: https://a.cn/y", "https://a.cn/y"),
        ("[x](https://user@a.cn/y)", "https://user@a.cn/y"),
    ],
)
def test_every_spelling_of_another_host_is_recognised(body: Body, written: str, url: str | None) -> None:
    record = body(written)
    found = [html.unescape(href) for href in re.findall(r'<a class="outside" href="([^"]*)">', record.body)]
    assert found == [link.url for link in record.links]
    assert found == ([url] if url else [])
    assert len(re.findall("<a ", record.body)) == len(found)


def test_site_paths_are_kept_and_listed(body: Body) -> None:
    record = body("[文件](/shichang/policy/202602/a.html)")
    assert record.body == '<p><a href="/shichang/policy/202602/a.html">文件</a></p>'
    assert record.links == (Link("/shichang/policy/202602/a.html", "文件", 6),)


def test_anchors_mail_and_telephone_are_kept(body: Body) -> None:
    record = body("[上](#s1) [信](mailto:a@b.gov.cn) [电](tel:0954-0000000)")
    assert record.body == (
        '<p><a href="#s1">上</a> <a href="mailto:a@b.gov.cn">信</a> <a href="tel:0954-0000000">电</a></p>'
    )
    assert record.links == ()
    assert record.problems == ()


def test_links_are_listed_in_order_each_with_its_own_line(body: Body) -> None:
    record = body("[一](https://a.cn/)\n\n[二](https://b.cn/)\n\n[三](https://a.cn/)\n")
    assert [(link.text, link.line) for link in record.links] == [("一", 6), ("二", 8), ("三", 10)]


def test_a_picture_may_be_a_link(body: Body) -> None:
    record = body("[![标志](/theme/logo.png)](https://a.cn/)")
    assert record.links == (Link("https://a.cn/", "标志", 6), Link("/theme/logo.png", "标志", 6))
    assert '<a class="outside" href="https://a.cn/"><img src="/theme/logo.png" alt="标志"' in record.body


def test_a_link_within_a_link_is_two_links(body: Body) -> None:
    record = body('<a href="https://a.cn/">甲<a href="https://b.cn/">乙</a></a>')
    assert [link.url for link in record.links] == ["https://a.cn/", "https://b.cn/"]


@pytest.mark.parametrize("url", ["http://ex%zz.cn/", "https://", "http://a b.cn/", "http://[::x]/"])
def test_an_address_no_browser_could_open_is_named(body: Body, url: str) -> None:
    record = body(f'<a href="{url}">文</a>')
    assert "<a" not in record.body
    assert [(p.kind.name, p.fix, p.line) for p in record.problems] == [("BAD_VALUE", "核对网址后改正。", 6)]
    assert record.links == ()


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("", Target.EMPTY),
        ("  ", Target.EMPTY),
        ("a.docx", Target.FILE),
        ("./a.docx", Target.FILE),
        ("?x=1", Target.FILE),
        ("/a", Target.SITE),
        ("//a.cn", Target.OUTSIDE),
        ("\\\\server\\x", Target.DISK),
        ("d:/x.doc", Target.DISK),
        ("#a", Target.ANCHOR),
        ("MAILTO:a@b.cn", Target.CONTACT),
        ("\x01javascript:x", Target.ACTIVE),
        ("java\tscript:x", Target.ACTIVE),
        ("data:text/html,x", Target.ACTIVE),
        ("weixin://x", Target.OTHER),
    ],
)
def test_addresses_are_sorted_as_a_browser_would(reference: str, target: Target) -> None:
    assert classify(reference).target is target
