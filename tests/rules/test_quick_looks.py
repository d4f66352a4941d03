"""A quick first look at a page finds exactly what the close look finds."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from portalkit.rules.tampering import tp003_script

PIECES = st.sampled_from(
    [
        '<script src="/static/a.js" defer></script>',
        "<SCRIPT>alert(1)</SCRIPT>",
        '<script type="application/ld+json">{}</script>',
        '<p ONCLICK="x()">',
        '<p class="a" onmouseover = x>',
        '<img src="a.png" uSeMap="#m">',
        '<a href="JavaScript:x">',
        "<a href=' data:text/html,x'>",
        "<IFRAME src=/a>",
        '<meta HTTP-EQUIV="refresh">',
        '<div style="--w: 3%">',
        '<p\nstyle="x">',
        '<form formaction="x">',
        "<base href=/>",
        "once upon = a time",
        "正文 data: 2026",
        "<p>正文</p>",
        "<",
        ">",
        '"',
        " on",
    ]
)


@given(st.lists(PIECES, max_size=8).map(" ".join))
@example('<p\tONLOAD="x">')
def test_active_code_is_found_by_the_quick_look_as_by_the_close_one(text: str) -> None:
    raw = text.encode()
    close = [found.span() for found in tp003_script._ACTIVE.finditer(raw)]
    assert [found.span() for found in tp003_script._found(raw)] == close
