"""Reading a page in parts, with its frame remembered, finds exactly what reading it in one piece finds."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from portalkit.rules.reading import BuiltPage, read_page, read_whole

HEADS = st.sampled_from(
    [
        '<meta name="SiteName" content="示例县人民政府"><link rel="canonical" href="https://www.shili.gov.cn/a/&amp;b.html">',
        '<link rel="canonical" href="https://www.shili.gov.cn/"><link rel="stylesheet" href="/static/a.css">',
        '<title>x</title><script src="/static/a.js" defer></script>',
        "",
    ]
)
PIECES = st.sampled_from(
    [
        '<span data-identity="owner">示例县人民政府</span>',
        '<p hidden><a data-identity="icp" href="https://beian.miit.gov.cn/">宁ICP备1号</a></p>',
        '<a data-identity="report-error" href="https://z.gov.cn/?url=https%3A%2F%2Fwww.shili.gov.cn%2Fa%2F%26b.html">找错</a>',
        '<p class="demo-banner">演示</p>',
        '<div style="display: none">',
        '<div class="x">',
        "</div>",
        "</main>",
        "<main>",
        "<!-- ",
        " -->",
        "<template>",
        "<noscript><a href='/n/'>n</a></noscript>",
        "<h1>标题</h1>",
        '<a href="/notices/">通知</a>',
        '<img src="/a.jpg" alt="">',
        '<a href="',
        '"',
        "<table><tr><td>",
        "<p>正文",
        "<b><i>",
        "&lt;&amp;",
        "<textarea>",
        '<meta name="Url" content="x">',
    ]
)
PARTS = st.lists(PIECES, max_size=6).map("".join)


def facts(page: BuiltPage) -> tuple[object, ...]:
    return (
        page.kind,
        Counter(page.metas),
        Counter(page.marks),
        Counter(page.references),
        page.canonical,
        page.heading,
        page.demo_banner,
    )


@given(head=HEADS, top=PARTS, main=PARTS, bottom=PARTS)
@example(head="", top="", main="<p>正文", bottom='<span data-identity="owner">x</span>')
@example(head="", top='<div style="display:none">', main="<h1>a</h1>", bottom="</div>")
def test_in_parts_as_in_one_piece(head: str, top: str, main: str, bottom: str) -> None:
    raw = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body data-page-kind="article">{top}'
        f'<main class="m" id="c">{main}</main>{bottom}</body></html>'
    ).encode()
    for _ in range(2):
        assert facts(read_page("a.html", raw)) == facts(read_whole("a.html", raw))


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_for_a_page(raw: bytes) -> None:
    assert facts(read_page("a.html", raw)) == facts(read_whole("a.html", raw))
