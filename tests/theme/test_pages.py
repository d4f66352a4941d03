"""Every page of the theme, from its sample: the frame of the national page standard, identity, and escaping."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from msgspec import Struct
from msgspec.structs import replace

from portalkit.render.environment import PortalEnvironment
from portalkit.rules.skimming import skim_head, skim_part
from tests.theme.samples import BARE_SAMPLES, SAMPLES, Sample

THEME = Path(__file__).parents[2] / "theme"
ALL = (*SAMPLES, *BARE_SAMPLES)
ATTACK = '<script>alert("x")</script>\'"&'

every_sample = pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)


def environment(*, tight: bool = True) -> PortalEnvironment:
    """Jinja as the render wing sets it up."""
    made = PortalEnvironment(THEME / "templates")
    made.trim_blocks = made.lstrip_blocks = tight
    return made


ENVIRONMENT = environment()


def text_of(sample: Sample) -> str:
    """The page as text."""
    return ENVIRONMENT.get_template(sample.template).render(shell=sample.shell, **sample.context)


def tree_of(sample: Sample) -> html.HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(text_of(sample))


def test_every_template_has_a_full_and_a_bare_sample() -> None:
    pages = {path.name for path in (THEME / "templates").glob("*.html")} - {"base.html"}
    assert {sample.template for sample in SAMPLES} == pages
    assert {sample.template for sample in BARE_SAMPLES} == pages


@every_sample
def test_a_page_has_the_three_zones_once_and_one_heading(sample: Sample) -> None:
    tree = tree_of(sample)
    for path in ("//header[@role='banner']", "//nav", "//main[@id='content']", "//footer[@role='contentinfo']", "//h1"):
        assert len(tree.xpath(path)) == 1, path
    for path in ("//header", "//main", "//footer"):
        assert len(tree.xpath(path)) == 1, path
    assert tree.xpath("normalize-space(//h1)")


@every_sample
def test_the_head_says_what_the_page_is(sample: Sample) -> None:
    text, tree, page = text_of(sample), tree_of(sample), sample.context["page"]
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    assert tree.xpath("string(//title)") == page.title
    assert tree.xpath("//body/@data-page-kind") == [page.kind]
    assert tree.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    named = [(m.get("name"), m.get("content")) for m in tree.xpath("//meta[@name]")]
    tags = tuple(pair for pair in named if pair[0] not in ("viewport", "robots"))
    assert tags == page.place_metas + page.metas
    assert tree.xpath("//link[@rel='canonical']/@href") == [page.canonical]


@every_sample
def test_nobody_finds_a_demonstration_or_a_page_not_meant_for_search_engines(sample: Sample) -> None:
    hidden = sample.shell.demo or not sample.context["page"].indexable
    found = tree_of(sample).xpath("//meta[@name='robots']/@content")
    assert found == (["noindex,nofollow"] if hidden else [])


@every_sample
def test_a_demonstration_says_so_before_anything_else(sample: Sample) -> None:
    found = tree_of(sample).xpath("//header/*[1][contains(@class, 'demo-banner')]/text()")
    assert found == (["本站为演示网站，内容均为虚构，不代表任何政府机构"] if sample.shell.demo else [])


@every_sample
def test_identity_stands_on_the_page_exactly_as_registered(sample: Sample) -> None:
    tree, shell, identity = tree_of(sample), sample.shell, sample.shell.identity
    contacts = [identity.phone, identity.email, identity.address, identity.postcode]
    expected = {
        "site-name": [shell.site_name],
        "owner": [identity.owner],
        "operator": [identity.operator],
        "site-code": [identity.site_code],
        "icp": [identity.icp_number],
        "police": [identity.police_number],
        "contact": [value for value in contacts if value],
        "sitemap": ["网站地图"],
        "report-error": ["我为政府网站找错"],
        "badge": [""],
    }
    found: dict[str, list[str]] = {}
    for node in tree.xpath("//*[@data-identity]"):
        found.setdefault(node.get("data-identity"), []).append(node.text_content())
    assert found == expected
    assert len(tree.xpath("//header//*[@data-identity='site-name']")) == 1
    assert not tree.xpath("//*[@data-identity][not(ancestor::footer)][@data-identity != 'site-name']")


@every_sample
def test_identity_links_lead_straight_to_their_registers(sample: Sample) -> None:
    tree, identity, page = tree_of(sample), sample.shell.identity, sample.context["page"]
    expected = {
        "icp": identity.icp_url,
        "police": identity.police_url,
        "badge": identity.badge_url,
        "report-error": page.report_url or identity.report_url,
        "sitemap": identity.sitemap_url,
    }
    for name, url in expected.items():
        (link,) = tree.xpath(f"//footer//a[@data-identity='{name}']")
        assert link.get("href") == url
        assert link.get("target") is None
        if url.startswith("http"):
            assert link.get("rel") == "noopener"
    (badge,) = tree.xpath("//a[@data-identity='badge']/img")
    assert badge.get("src") == identity.badge_image
    assert badge.get("alt") == {"red": "党政机关网站标识", "blue": "事业单位网站标识"}[identity.badge_kind]


@every_sample
def test_a_page_asks_no_other_host_for_anything(sample: Sample) -> None:
    tree = tree_of(sample)
    loaded = tree.xpath("//script/@src | //img/@src | //link[@rel != 'canonical']/@href | //iframe/@src")
    assert loaded
    assert [url for url in loaded if not re.match(r"/(?!/)", url)] == []


@every_sample
def test_a_page_carries_no_inline_script_and_no_inline_style(sample: Sample) -> None:
    tree = tree_of(sample)
    assert not tree.xpath("//script[not(@src) and not(@type='application/ld+json')] | //style | //@style")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")


@every_sample
def test_search_works_from_every_page_without_a_script(sample: Sample) -> None:
    (form,) = tree_of(sample).xpath("//header//form[@role='search']")
    assert form.get("action") == "/search/"
    assert form.get("method") == "get"
    assert form.xpath(".//input/@name") == ["q"]


@every_sample
def test_ids_are_unique_and_every_picture_and_field_has_words(sample: Sample) -> None:
    tree = tree_of(sample)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not tree.xpath("//img[not(@alt)]")
    for named in tree.xpath("//@aria-labelledby | //label/@for | //a[starts-with(@href, '#')]/@href"):
        assert named.removeprefix("#") in ids
    assert all(node.text_content().strip() or node.xpath("./img[@alt != '']") for node in tree.xpath("//a"))


@every_sample
def test_headings_do_not_skip_a_level(sample: Sample) -> None:
    levels = [int(node.tag[1]) for node in tree_of(sample).xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def poisoned(value: object) -> object:
    """The same view with markup in every piece of text that is neither an address nor finished HTML."""
    if isinstance(value, str):
        return f"{value}{ATTACK}" if value and not re.match(r"[/<]|https?:", value) else value
    if isinstance(value, tuple):
        return tuple(poisoned(part) for part in value)
    if isinstance(value, Struct):
        kept = ("body", "html", "part", "badge_kind", "url", "current", "linked")
        return replace(
            value, **{name: poisoned(getattr(value, name)) for name in value.__struct_fields__ if name not in kept}
        )
    return value


@every_sample
def test_markup_in_any_text_stays_text(sample: Sample) -> None:
    attacked = replace(
        sample,
        shell=poisoned(sample.shell),
        context={name: poisoned(value) for name, value in sample.context.items()},
    )
    assert "<script>" not in text_of(attacked)
    clean, tree = tree_of(sample), tree_of(attacked)
    assert len(tree.xpath("//script")) == len(clean.xpath("//script"))
    assert attributes(tree) <= attributes(clean) | {"aria-current"}


def attributes(tree: html.HtmlElement) -> set[str]:
    """Names of all attributes of a page."""
    return {str(name) for node in tree.iter() for name in node.attrib}


@every_sample
def test_a_page_does_not_depend_on_how_jinja_trims(sample: Sample) -> None:
    loose = environment(tight=False).get_template(sample.template).render(shell=sample.shell, **sample.context)
    squeezed = [re.sub(r"\s+", "", text) for text in (loose, text_of(sample))]
    assert squeezed[0] == squeezed[1]


@every_sample
def test_a_page_is_written_plainly_enough_to_be_checked_by_pattern(sample: Sample) -> None:
    if sample.template == "search.html":
        return  # what it says without scripts is for the parser
    raw = text_of(sample).encode()
    body, main, after = raw.index(b"<body"), raw.index(b"<main"), raw.index(b"</main>") + len(b"</main>")
    assert skim_head(raw[:body])
    assert skim_part(raw[raw.index(b">", body) + 1 : main], content=False)
    assert skim_part(raw[main:after], content=True)
    assert skim_part(raw[after : raw.index(b"</body>")], content=False)
