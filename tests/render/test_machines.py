"""What machines get: feeds in three formats, maps in shards, linked data, the catalogue as data, security.txt."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree, html
from support.county import County

from portalkit.model.securitytxt import security_expires
from portalkit.render import maps
from portalkit.render.linked import encoded
from portalkit.render.maps import SHARD, shards

ATTACK = '"]]>&<script>'
DOCUMENT = (
    "公文:\n  文号: 示政办发〔2026〕3号\n  索引号: 640499/2026-000001\n"
    "  发文机关: =示例县人民政府\n  成文日期: 2026-03-01\n"
)


@pytest.fixture
def built(county: County) -> County:
    """A county with one document whose title is hostile, and one older notice."""
    county.article("shichang/policy", "2026-03-02-yan", title=f"食盐方案{ATTACK}", head=DOCUMENT)
    county.article("shichang/notices", "2026-03-01-tong", title="通知", published="2026-03-01 09:30")
    county.build()
    return county


def text(county: County, name: str) -> str:
    return (county.root / "output/shili" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["shichang/policy/", "shichang/", ""])
def test_the_three_formats_of_a_feed_tell_the_same(built: County, place: str) -> None:
    atom = etree.fromstring(text(built, f"{place}feed.xml").encode())
    rss = etree.fromstring(text(built, f"{place}rss.xml").encode())
    feed = json.loads(text(built, f"{place}feed.json"))
    names = {"a": "http://www.w3.org/2005/Atom"}
    titles = atom.xpath("//a:entry/a:title/text()", namespaces=names)
    links = atom.xpath("//a:entry/a:link/@href", namespaces=names)
    assert titles == rss.xpath("//item/title/text()") == [item["title"] for item in feed["items"]]
    assert links == rss.xpath("//item/link/text()") == [item["url"] for item in feed["items"]]
    assert titles[0] == f"食盐方案{ATTACK}"
    assert links[0] == "https://www.shili.gov.cn/shichang/policy/202603/yan.html"
    own = [*atom.xpath("/a:feed/a:link[@rel='self']/@href", namespaces=names), feed["feed_url"]]
    assert own == [f"https://www.shili.gov.cn/{place}feed.xml", f"https://www.shili.gov.cn/{place}feed.json"]


@pytest.mark.parametrize("place", ["shichang/policy/", "beishan/", ""])
def test_a_feed_has_what_its_standard_demands(built: County, place: str) -> None:
    atom = etree.fromstring(text(built, f"{place}feed.xml").encode())
    for part in (atom, *atom.iter("{*}entry")):  # RFC 4287, 4.1.1 and 4.1.2
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{{*}}{name}")) == 1, name
        assert part.find("{*}link[@rel='alternate']") is not None
    assert all(entry.findtext("{*}author/{*}name") for entry in atom.iter("{*}entry"))
    ids = [element.text for element in atom.iter("{*}id")]
    assert len(set(ids)) == len(ids)
    rss = etree.fromstring(text(built, f"{place}rss.xml").encode())
    assert all(rss.findtext(f"channel/{name}") for name in ("title", "link", "description"))
    for item in rss.iter("item"):
        assert parsedate_to_datetime(item.findtext("pubDate") or "").utcoffset() == timedelta(hours=8)
        assert item.findtext("guid") == item.findtext("link")
    feed = json.loads(text(built, f"{place}feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert all(item["id"] and item["content_text"] and item["date_published"] for item in feed["items"])


def test_every_address_on_the_maps_is_a_page(built: County) -> None:
    root, output = "https://www.shili.gov.cn/", built.root / "output/shili"
    index = etree.fromstring(text(built, "sitemap.xml").encode())
    maps_ = [loc.text.removeprefix(root) for loc in index.iter("{*}loc")]
    pages = [
        loc.text.removeprefix(root)
        for name in maps_
        for loc in etree.fromstring(text(built, name).encode()).iter("{*}loc")
    ]
    assert [
        page for page in pages if not (output / (page if page.endswith("html") else f"{page}index.html")).is_file()
    ] == []
    assert len(set(pages)) == len(pages)
    assert {"shichang/policy/202603/yan.html", "shichang/disclosure/catalogue.html", "disclosure/"} <= set(pages)
    assert SHARD + 1_000 < 50_000  # what the protocol allows in one map; the rest are homes and columns of one unit


def test_a_feed_has_the_time_of_china_and_none_of_the_build(built: County) -> None:
    assert "<updated>2026-03-01T09:30:00+08:00</updated>" in text(built, "shichang/notices/feed.xml")
    assert "<pubDate>Sun, 01 Mar 2026 09:30:00 +0800</pubDate>" in text(built, "shichang/notices/rss.xml")
    assert "<updated>1970-01-01T00:00:00+08:00</updated>" in text(built, "beishan/feed.xml")


def test_linked_data_say_what_the_page_is_and_never_end_their_element(built: County) -> None:
    page = text(built, "shichang/policy/202603/yan.html")
    (written,) = html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    article, way = json.loads(written)["@graph"]
    assert article["@type"] == "Article"
    assert article["headline"] == f"食盐方案{ATTACK}"
    assert [item["name"] for item in way["itemListElement"]] == ["首页", "市场监督管理局", "政策文件", "正文"]
    assert "<" not in encoded([{"name": "</script><!--"}])
    home = html.document_fromstring(text(built, "index.html")).xpath("//script[@type='application/ld+json']/text()")
    assert {thing["@type"] for thing in json.loads(home[0])["@graph"]} == {"GovernmentOrganization", "WebSite"}


def test_the_catalogue_can_be_taken_home_and_holds_no_formula(built: County) -> None:
    table = list(csv.reader(io.StringIO(text(built, "shichang/disclosure/catalogue.csv").removeprefix("\ufeff"))))
    assert table[0][:4] == ["索引号", "标题", "文号", "发文机关"]
    assert table[1][1:4] == [f"食盐方案{ATTACK}", "示政办发〔2026〕3号", "'=示例县人民政府"]
    assert table[1][-1] == "https://www.shili.gov.cn/shichang/policy/202603/yan.html"
    data = json.loads(text(built, "shichang/disclosure/catalogue.json"))
    assert data["rows"][0][-1] == "/shichang/policy/202603/yan.html"
    assert not (built.root / "output/shili/beishan/disclosure/catalogue.csv").exists()


def test_maps_are_cut_into_shards_that_the_index_lists(built: County, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [shards(count) for count in (0, SHARD, SHARD + 1)] == [1, 1, 2]
    monkeypatch.setattr(maps, "SHARD", 1)
    (built.root / "output").rename(built.root / "before")
    built.build()
    index = text(built, "sitemap.xml")
    assert "https://www.shili.gov.cn/shichang/sitemap-2.xml" in index
    both = text(built, "shichang/sitemap.xml") + text(built, "shichang/sitemap-2.xml")
    assert both.count("<lastmod>") == 2


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31)])
def test_security_txt_holds_for_three_months_and_less_than_a_year(day: date) -> None:
    assert 90 < (security_expires(day) - day).days < 366


def test_whom_to_tell_of_a_hole_and_how_to_search(built: County) -> None:
    told = text(built, ".well-known/security.txt").splitlines()
    assert told[:2] == ["Contact: mailto:zwgk@shili.gov.cn", "Contact: tel:+86-954-0000000"]
    assert told[2] == "Expires: 2027-06-30T23:59:59+08:00"
    assert "/search/?q={searchTerms}" in text(built, "opensearch.xml")
    etree.fromstring(text(built, "opensearch.xml").encode())
