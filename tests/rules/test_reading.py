"""Reading a page in parts, with its frame remembered, finds exactly what reading it in one piece finds."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from portalkit.rules.built import BuiltPage
from portalkit.rules.reading import read_page, read_whole

CANONICAL = '<link rel="canonical" href="https://www.shili.gov.cn/">'
HEADS = st.sampled_from(
    [
        '<meta name="SiteName" content="示例县人民政府"><link rel="canonical" href="https://www.shili.gov.cn/a/&amp;b.html">',
        f'{CANONICAL}<link rel="stylesheet" href="/static/a.css">',
        '<title>x</title><script src="/static/a.js" defer></script>',
        "",
        f'\n<meta name="ArticleTitle" content="甲&quot;乙&amp;丙">\n<title>甲 &lt; 乙</title>\n{CANONICAL}\n',
        f'{CANONICAL}<script type="application/ld+json">{{"@type": "Article"}}</script>\n',
        f'{CANONICAL}<meta name="x" content="一" content="二">',
        f'{CANONICAL}<meta name="&copy" content="&#20013;"><title>&copy</title>',
        f"{CANONICAL}<script>if (1 < 2) ;</script>",
        f"{CANONICAL}<meta name=x content=y><p>甲",
        f'{CANONICAL}\n<script type="application/ld+json">{{\n}}</script>\n<title>甲\n乙</title>',
        f'{CANONICAL}<link rel="stylesheet" href="/b.css" onload="x"><meta name="on" content=" on">',
        f'{CANONICAL}</head><meta name="late" content="y"></head>',
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
        '<a class="outside" href="/leave/1.html" rel="nofollow">甲 <strong>乙</strong>\n丙<span>外</span></a>',
        '<a href="/a/?b=1&amp;c=2" href="/b/">甲&nbsp;乙 &quot;</a>',
        '<a href="/p/"><p>甲</p></a>',
        '<h1 class="t">甲<span>乙</span></h1>',
        '<form action="/search/" method="get"><input name="q" required></form>',
        '<img src="/b.png" width="1" alt="甲&lt;乙" loading="lazy">',
        "<ul><li>甲</li></ul>",
        (
            '<a href="/d/"><picture><source type="image/webp" srcset="/w480/a.webp 480w, /a.webp 9w" sizes="1px">'
            '<img src="/a.jpg" alt="" srcset="/b.jpg 2x"></picture>甲</a>'
        ),
        '<svg class="square-code" viewBox="-2 -2 33 33" role="img" aria-label="码"><path d="M0 0.5m2 0h3"/></svg>',
        '<svg class="square-code" viewBox="0 0 9 9" role="img" aria-label=""><path d="M"/><a href="/t/">t</a></svg>',
        "<table><tbody><tr><td>一</td></tr></tbody></table>",
        '<a href="/c/">',
        "</a>",
        "<h1>",
        "</h1>",
        "<br/>",
        "<svg><a href='/s/'>甲</a></svg>",
        "<select><option>甲</select>",
        '<span data-identity="owner"><span>甲</span>乙</span>',
        '<form data-identity="x" action="/f/">甲 <b>乙</b></form>',
        '<p title="a on b" class="x hidden y">甲</p>',
        '<p onclick="x">甲</p>',
        '<div hidden data-identity="owner">甲</div>',
        '<a href="/e/" style="display:none">甲</a>',
        '<img src="/c.png" data-identity="badge" />',
        '<div class="demo-banner"/>',
        "1 < 2 > 0",
        "&copy &#20013;",
        "\x00\x85\r\n",
        "\ufeff",
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
@example(
    head='<link rel="canonical" href="https://www.shili.gov.cn/a/b.html">',
    top='<div class="demo-banner"/>',
    main='<p class="demo-banner">演示</p>',
    bottom="",
)
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
