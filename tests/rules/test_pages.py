"""Pages are read as a browser reads them, whatever stands in them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rules.county import REGISTRY, TODAY, tree_of

from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Badge, SiteIdentity, Tenant, TenantKind
from portalkit.rules.built import BuiltPage
from portalkit.rules.engine import PageContext, check_pages
from portalkit.rules.reading import read_page
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope

PAGE_RULES = tuple(rule for rule in RULES if rule.scope is Scope.PAGE)
GOOD = Path(__file__).parent / "cases" / "ID001" / "good" / "output"


@pytest.fixture(scope="module")
def tree() -> PortalTree:
    return tree_of(REGISTRY)


@pytest.fixture(scope="module")
def context(tree: PortalTree) -> PageContext:
    return PageContext(tree=tree, today=TODAY, files=frozenset({"index.html", "a/index.html", "b.html", "表.csv"}))


def page(html: str, path: str = "shichang/policy/index.html") -> BuiltPage:
    return read_page(path, html.encode())


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_or_checking_raise(raw):
    context = PageContext(tree=tree_of(REGISTRY), today=TODAY)
    built = read_page("index.html", raw)
    for rule in PAGE_RULES:
        assert all(hit.what for hit in rule.check(built, context))


@given(
    st.lists(
        st.sampled_from(["href", "src", "data-identity", "http://[", "//", "icp", "police", "?", "%", "\x00", "a"])
    )
)
def test_no_address_makes_checking_raise(words):
    url = "".join(words)
    html = f'<a data-identity="icp" href="{url}">x</a><img src="{url}"><form action="{url}"></form>'
    built = page(html)
    context = PageContext(tree=tree_of(REGISTRY), today=TODAY)
    for rule in PAGE_RULES:
        assert all(hit.what for hit in rule.check(built, context))


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/", "index.html"),
        ("https://www.shili.gov.cn", "index.html"),
        ("https://www.shili.gov.cn/a/?x=1#y", "a/index.html"),
        ("//www.shili.gov.cn/b.html", "b.html"),
        ("b.html", "shichang/policy/b.html"),
        ("../../b.html", "b.html"),
        ("../../../../b.html", "b.html"),
        ("/a/../b.html", "b.html"),
        ("https://www.shili.gov.cn/a/.", "a/index.html"),
        ("https://www.shili.gov.cn/a/b/..", "a/index.html"),
        ("/a/%2e", "a/index.html"),
        ("/%E8%A1%A8.csv", "表.csv"),
        ("?page=2", "shichang/policy/index.html"),
        ("https://www.gov.cn/", None),
        ("mailto:zwgk@shili.gov.cn", None),
        ("http://[", None),
    ],
)
def test_an_address_is_resolved_against_the_page_and_the_own_host(context, url, target):
    assert context.target(page(""), url) == target


@example("/1/.")
@example("/1//..")
@example("/a/%2E/..")
@given(st.text("/ab.-_1%2E?#", max_size=12).map(lambda rest: f"/{rest}").filter(lambda url: not url.startswith("//")))
def test_an_address_means_the_same_with_and_without_the_own_host(url):
    context = PageContext(tree=tree_of(REGISTRY), today=TODAY)
    assert context.target(page(""), url) == context.target(page(""), f"https://www.shili.gov.cn{url}")


def test_a_folder_answers_with_its_index_page(context):
    assert context.exists("a")
    assert not context.exists("b")


@pytest.mark.parametrize(
    "hiding",
    [
        "<div hidden>{}</div>",
        '<div style="DISPLAY : none">{}</div>',
        '<p style="color: red; visibility:hidden">{}</p>',
        "<template>{}</template>",
        "<noscript>{}</noscript>",
    ],
)
def test_what_a_reader_does_not_see_is_hidden(hiding):
    (mark,) = page(hiding.format('<span><b data-identity="owner">示例县人民政府</b></span>')).marks
    assert mark.hidden


def test_a_comment_shows_nothing():
    assert page('<!-- <b data-identity="owner">示例县人民政府</b> -->').marks == ()


def test_an_agency_site_shows_its_own_identity(tree, tmp_path):
    site = tree.portal.site
    assert site is not None
    own = SiteIdentity(
        "jyj.shili.gov.cn", "6404990002", "宁ICP备00000000号-2", site.identity.police_number, Badge("red", "A1")
    )
    agency = replace(
        tree.by_folder("nongye") or tree.portal, kind=TenantKind.AGENCY_SITE, site=replace(site, identity=own)
    )
    members: tuple[Tenant, ...] = tuple(agency if each.id == agency.id else each for each in tree.members)
    context = PageContext(tree=replace(tree, members=members), today=TODAY)
    output = tmp_path / "output"
    shutil.copytree(GOOD, output)
    (output / "nongye").mkdir()
    shutil.copy(output / "index.html", output / "nongye" / "index.html")
    found = check_pages(output, context)
    assert {finding.where.path for finding in found} == {"nongye/index.html"}
    assert {finding.tenant for finding in found} == {"nongye"}
    assert "“网站标识码”写的是“6404990001”，登记的是“6404990002”。" in {finding.what for finding in found}


def test_a_real_portal_must_not_call_itself_a_demonstration(tree):
    site = tree.portal.site
    assert site is not None
    real = replace(tree, portal=replace(tree.portal, site=replace(site, demo=False)))
    found = check_pages(GOOD, PageContext(tree=real, today=TODAY))
    assert {(finding.code, finding.what) for finding in found} == {
        ("ID002", "这是正式的门户，页面上却写着演示提示。同样的问题共有 2 页。")
    }
