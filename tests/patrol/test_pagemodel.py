"""What is foreign on a page: nothing on a page that the kit made, and everything that an intruder puts in."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.livesite import LiveSite

from portalkit.content.markup import TAGS as ARTICLE_TAGS
from portalkit.model.patrol import AlarmKind
from portalkit.patrol.pagemodel import TAGS, Foreign, examine, foreign_words

ROOT = Path(__file__).parents[2]
HOST, NAME = "www.shili.gov.cn", "示例县人民政府"
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>通知_示例县人民政府</title>
<meta name="SiteName" content="示例县人民政府"><meta name="ArticleTitle" content="通知">
<link rel="stylesheet" href="/static/css/site.0123abcd.css"><script src="/static/js/site.0123abcd.js" defer></script>
</head><body><a href="/news/">要闻</a><p>正文</p></body></html>"""


def foreign(page: str, path: str = "news/a.html") -> tuple[Foreign, ...]:
    return examine(path, page.encode(), host=HOST, site_name=NAME).foreign


def with_(part: str, before: str = "</body>") -> str:
    return PAGE.replace(before, part + before)


def test_nothing_is_foreign_on_any_page_that_the_kit_makes(founded: LiveSite) -> None:
    for name, raw in founded.released.items():
        if name.endswith(".html"):
            assert examine(name, raw, host=HOST, site_name=NAME).foreign == (), name


def test_every_tag_of_the_theme_and_of_articles_is_known() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "theme/templates").rglob("*.html"))
    used = set(re.findall(r"<([a-z][a-z0-9]*)[\s>]", re.sub(r"\{#.*?#\}", "", templates, flags=re.S)))
    assert used <= TAGS
    assert ARTICLE_TAGS <= TAGS


ATTACKS = {
    "inline script": ("<script>eval(x)</script>", AlarmKind.SCRIPT),
    "script from elsewhere": ('<script src="https://cdn.example/x.js"></script>', AlarmKind.SCRIPT),
    "script from elsewhere without scheme": ('<script src="//cdn.example/x.js"></script>', AlarmKind.SCRIPT),
    "script with a backslash": ('<script src="/\\cdn.example/x.js"></script>', AlarmKind.SCRIPT),
    "script in the upload folder": ('<script src="/upload/x.js"></script>', AlarmKind.SCRIPT),
    "script as module": ('<script type="module">import "x"</script>', AlarmKind.SCRIPT),
    "handler": ('<p onmouseover="x()">a</p>', AlarmKind.SCRIPT),
    "handler in capitals": ('<IMG SRC="/a.png" OnError="x()">', AlarmKind.SCRIPT),
    "javascript address": ('<a href="javascript:x()">a</a>', AlarmKind.SCRIPT),
    "javascript address with blanks": ('<a href=" java\tscript:x()">a</a>', AlarmKind.SCRIPT),
    "data address": ('<a href="data:text/html,x">a</a>', AlarmKind.SCRIPT),
    "frame": ('<iframe src="https://b.example/"></iframe>', AlarmKind.SCRIPT),
    "own frame": ('<iframe src="/x.html"></iframe>', AlarmKind.SCRIPT),
    "object": ('<object data="/x.swf"></object>', AlarmKind.SCRIPT),
    "base": ('<base href="https://b.example/">', AlarmKind.SCRIPT),
    "style sheet in the page": ("<style>a{}</style>", AlarmKind.SCRIPT),
    "style sheet from elsewhere": ('<link rel="stylesheet" href="https://b.example/x.css">', AlarmKind.SCRIPT),
    "picture from elsewhere": ('<img src="https://b.example/1.gif">', AlarmKind.SCRIPT),
    "picture set from elsewhere": ('<img srcset="/a.png 1x, https://b.example/1.gif 2x">', AlarmKind.SCRIPT),
    "form to elsewhere": ('<form action="https://b.example/"></form>', AlarmKind.SCRIPT),
    "button to elsewhere": ('<button formaction="https://b.example/">x</button>', AlarmKind.SCRIPT),
    "made-up tag": ("<h4sia>x</h4sia>", AlarmKind.SCRIPT),
    "marquee": ("<marquee>x</marquee>", AlarmKind.SCRIPT),
    "link": ('<a href="https://b.example/">x</a>', AlarmKind.LINK),
    "link without scheme": ('<a href="//b.example/">x</a>', AlarmKind.LINK),
    "link with userinfo": ('<a href="https://www.shili.gov.cn@b.example/">x</a>', AlarmKind.LINK),
    "link to a lookalike": ('<a href="https://www.shili.gov.cn.example/">x</a>', AlarmKind.LINK),
    "link to an app": ('<a href="weixin://dl/x">x</a>', AlarmKind.LINK),
    "hidden link by style": ('<div style="display: none"><a href="/x">x</a></div>', AlarmKind.LINK),
    "hidden link out of sight": ('<p style="position:absolute;left:-5000px"><a href="/x">x</a></p>', AlarmKind.LINK),
    "hidden link by size": ('<a style="font-size:0" href="/x">x</a>', AlarmKind.LINK),
    "hidden link by attribute": ('<div hidden><a href="https://a.gov.cn/">x</a></div>', AlarmKind.LINK),
    "link in noscript": ('<noscript><a href="https://a.gov.cn/">x</a></noscript>', AlarmKind.LINK),
    "refresh": ('<meta http-equiv="refresh" content="0;url=/x">', AlarmKind.REDIRECT),
    "policy in the page": ('<meta http-equiv="Content-Security-Policy" content="x">', AlarmKind.REDIRECT),
    "second title": ("<title>x_示例县人民政府</title>", AlarmKind.TITLE),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_seen(name: str) -> None:
    part, kind = ATTACKS[name]
    assert kind in {one.kind for one in foreign(with_(part))}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_seen_after_the_end_of_the_page(name: str) -> None:
    assert foreign(PAGE + ATTACKS[name][0])


@pytest.mark.parametrize(
    "title",
    [
        "365bet体育_示例县人民政府",
        "通知_示例县人民政府-开云体育",
        "澳门新葡京",
        "通知",
        "",
        "葡京娱乐场_官网_示例县人民政府",
    ],
)
def test_an_injected_title_is_seen(title: str) -> None:
    assert AlarmKind.TITLE in {one.kind for one in foreign(PAGE.replace("通知_示例县人民政府", title))}


@pytest.mark.parametrize("name", ["Keywords", "Description", "ColumnKeywords", "ColumnDescription"])
def test_injected_keywords_are_seen(name: str) -> None:
    page = with_(f'<meta name="{name}" content="食盐,凯发官网">', "</head>")
    assert AlarmKind.TITLE in {one.kind for one in foreign(page)}


def test_a_changed_site_name_is_seen() -> None:
    assert AlarmKind.TITLE in {one.kind for one in foreign(PAGE.replace(NAME, "皇冠体育"))}


def test_structured_data_and_official_links_are_no_attack() -> None:
    good = '<script type="application/ld+json">{"@type": "Article"}</script><a href="https://beian.miit.gov.cn/">宁ICP备</a>'
    good += '<a href="https://bszs.conac.cn/sitename?method=show&amp;id=1">标识</a><a href="mailto:a@b.gov.cn">信箱</a>'
    good += '<svg viewBox="0 0 1 1"><title>图标</title><path d="M0 0"/></svg><a href="#top">上</a>'
    assert foreign(with_(good)) == ()


def test_a_leaving_page_may_lead_to_its_own_address_only() -> None:
    target = "https://www.news.cn/a?b=1&c=2"
    path = f"leave/{hashlib.sha256(target.encode()).hexdigest()[:16]}.html"
    page = PAGE.replace('<meta name="ArticleTitle" content="通知">', "")
    assert foreign(page.replace("</body>", f'<a href="{target.replace("&", "&amp;")}">去</a></body>'), path) == ()
    assert foreign(page.replace("</body>", '<a href="https://b.example/">去</a></body>'), path)


@pytest.mark.parametrize(
    "text", ["打击网络赌博", "彩票公益金管理办法", "关于禁止色情信息的通告", "体育馆免费开放", "信用卡诈骗"]
)
def test_legal_prose_holds_no_foreign_words(text: str) -> None:
    assert foreign_words(text) == ()


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_page_is_too_broken_to_be_examined(raw: bytes) -> None:
    examine("a.html", raw, host=HOST)
    examine("a.html", PAGE.encode()[: len(raw)] + raw, host=HOST, site_name=NAME)


@settings(max_examples=100)
@given(
    at=st.integers(0, len(PAGE)),
    attack=st.sampled_from([part for part, kind in ATTACKS.values() if kind is AlarmKind.SCRIPT]),
)
def test_an_attack_is_seen_wherever_it_is_put_in(at: int, attack: str) -> None:
    """Unless it falls into the middle of a tag or word, where a browser sees no attack either."""
    page = PAGE[:at] + attack + PAGE[at:]
    inside = PAGE.rfind("<", 0, at) > PAGE.rfind(">", 0, at) or PAGE.rfind("<title", 0, at) > PAGE.rfind(
        "</title", 0, at
    )
    inside = inside or PAGE.rfind("<script", 0, at) > PAGE.rfind("</script", 0, at)
    assert inside or foreign(page)
