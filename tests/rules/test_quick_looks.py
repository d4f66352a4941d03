"""A page that was read by pattern has nothing active on it: the quick look may trust that."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from portalkit.rules.reading import read_page

PIECES = st.sampled_from(
    [
        '<p ONCLICK="x()">a</p>',
        '<p class="a" onmouseover = x>a</p>',
        '<p onclick="x">a</p>',
        '<img src="a.png" usemap="#m">',
        '<img src="a.png" alt="onclick=1">',
        "<IFRAME src=/a></IFRAME>",
        '<iframe src="/a"></iframe>',
        '<embed src="/a">',
        '<object data="/a"></object>',
        '<div style="--w: 3%">a</div>',
        '<p\nstyle="x">a</p>',
        '<button formaction="x">a</button>',
        '<a href="/a/" ping="/b/">a</a>',
        "<SCRIPT>alert(1)</SCRIPT>",
        '<script src="/a.js"></script>',
        "once upon = a time",
        "<p>正文</p>",
        "<details open><summary>a</summary></details>",
        "<",
        '"',
        " on",
    ]
)
ACTIVE = {"script", "iframe", "object", "embed", "base", "frame", "applet"}


@given(st.lists(PIECES, max_size=8).map(" ".join))
@example('<p\tonload="x">a</p>')
def test_a_plain_page_has_no_active_code_in_its_body(text: str) -> None:
    raw = (
        '<!DOCTYPE html><html><head><link rel="canonical" href="https://www.shili.gov.cn/"></head>'
        f'<body data-page-kind="article"><main>{text}</main></body></html>'
    ).encode()
    if read_page("a.html", raw).plain:
        for element in html.document_fromstring(raw).find("body").iter():
            assert element.tag not in ACTIVE
            assert not [
                n for n in element.attrib if n.startswith("on") or n in ("style", "srcdoc", "formaction", "ping")
            ]
