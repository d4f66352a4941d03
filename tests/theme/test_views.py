"""What each kind of page shows of its view, and what it leaves out when there is nothing."""

from __future__ import annotations

import pytest
from lxml import html
from msgspec.structs import replace

from portalkit.render.views import ArticleView, ColumnView
from tests.theme.sample_shell import SHELL
from tests.theme.sample_views import ARTICLE, DISCLOSURE, DOCUMENTS, HOME, MENU, MIGRATION, PAGER, TOPIC, UNIT
from tests.theme.samples import BARE_SAMPLES, SAMPLES, Sample
from tests.theme.test_pages import tree_of


def sample(name: str) -> Sample:
    """The sample of that name."""
    return next(s for s in (*SAMPLES, *BARE_SAMPLES) if s.name == name)


def shown(name: str, **views: object) -> html.HtmlElement:
    """The page of that sample, with other views if any are given."""
    chosen = sample(name)
    return tree_of(replace(chosen, context={**chosen.context, **views}))


def words(tree: html.HtmlElement, path: str) -> list[str]:
    """The text of every place, with blanks squeezed."""
    return [" ".join(node.text_content().split()) for node in tree.xpath(path)]


def test_notices_of_merges_come_first_on_the_home_page() -> None:
    first = shown("home").xpath("//main/div/*[not(self::h1)]")[0]
    assert first.get("class") == "notice-bar"
    assert first.xpath(".//a/@href") == [HOME.notices[0].url]
    assert HOME.notices[0].text in first.text_content()


def test_the_home_page_shows_every_block_with_the_way_to_all_of_it() -> None:
    tree = shown("home")
    blocks = (HOME.news, HOME.announcements, HOME.policy, HOME.interpretation, HOME.dynamics, *HOME.interaction)
    for block in blocks:
        assert block is not None
        assert tree.xpath(f"//main//a[@class='block-more'][@href='{block.url}']"), block.name
        for item in block.items:
            assert tree.xpath(f"//main//a[@href='{item.url}']"), item.title
    for crumb in (*HOME.disclosure, *HOME.topics, *HOME.bureaus, *HOME.townships):
        assert tree.xpath(f"//main//a[@href='{crumb.url}']"), crumb.name
    assert words(tree, "//section[@class='media']//li") == ["微信公众号示例县发布", "微博示例政务"]


def test_the_bureau_is_named_where_units_are_mixed_and_not_on_its_own_pages() -> None:
    assert words(shown("home"), "//span[@class='item-tenant']")[0] == "市场监管局"
    own = replace(
        UNIT, blocks=(replace(UNIT.blocks[0], items=(replace(UNIT.blocks[0].items[0], tenant="市场监管局"),)),)
    )
    assert not shown("tenant", unit=own).xpath("//span[@class='item-tenant']")


def test_an_empty_home_page_has_no_empty_zones() -> None:
    tree = shown("bare-home")
    assert not tree.xpath("//main//section | //main//h2 | //main//ul")


@pytest.mark.parametrize(
    ("validity", "sentence"),
    [("废止", "本文件已废止"), ("失效", "本文件已失效"), ("已修改", "本文件已修改")],
)
def test_a_document_that_no_longer_holds_says_so_above_its_text(validity: str, sentence: str) -> None:
    tree = shown("article", article=replace(ARTICLE, validity=validity))
    assert words(tree, "//p[@class='validity']/strong") == [sentence]
    assert tree.xpath("//p[@class='validity']/following-sibling::div[@class='body']")


def test_an_article_shows_time_source_and_who_answers_for_it() -> None:
    tree = shown("article")
    assert tree.xpath("//time/@datetime") == tree.xpath("//time/text()") == ["2026-03-01 09:30"]
    assert words(tree, "//ul[@class='article-meta']/li") == [
        "发布时间：2026-03-01 09:30",
        "来源：示例县人民政府办公室",
        "作者：王五",
    ]
    assert words(tree, "//div[@class='body']/following-sibling::p[@class='article-editor']") == ["责任编辑：赵六"]
    assert words(tree, "//h1") == [ARTICLE.title]


def test_the_document_head_pairs_every_name_with_its_value() -> None:
    tree = shown("article")
    names = words(tree, "//table[@class='document-head']//th")
    values = words(tree, "//table[@class='document-head']//td")
    assert tuple(zip(names, values, strict=True)) == ARTICLE.document
    assert tree.xpath("//table[@class='document-head']//tr[last()]/td/@colspan") == ["3"]


def test_document_and_explanation_lead_to_each_other() -> None:
    tree = shown("article")
    assert tree.xpath("//section[@aria-labelledby='interprets-name']//a/@href") == [DOCUMENTS[2].url]
    assert words(tree, "//section[@aria-labelledby='interprets-name']//span[contains(@class, 'tag')]") == ["废止"]
    assert len(tree.xpath("//section[@aria-labelledby='interpretations-name']//a")) == 2


def test_attachments_tell_kind_and_size() -> None:
    assert words(shown("article"), "//section[@class='files']//a") == [
        "DOCX食盐安全工作任务分工表24 KB",
        "XLSX2026年食盐抽检计划18 KB",
    ]


def test_a_reprint_leads_to_its_origin_through_the_leaving_page() -> None:
    tree = shown("article")
    (link,) = tree.xpath("//p[@class='reprint']/a")
    assert (link.get("class"), link.get("href")) == ("outside", "/leave/fedcba9876543210.html")
    assert link.text_content() == "查看原文（外部链接）"
    assert "原发布时间：2026-02-28 17:05" in words(tree, "//p[@class='reprint']")[0]


def test_a_reprint_of_our_own_host_is_not_called_an_outside_link() -> None:
    tree = shown("article", article=replace(ARTICLE, reprint_url="/notices/202601/a.html"))
    assert words(tree, "//p[@class='reprint']/a[not(@class)]") == ["查看原文"]


def test_a_bare_article_has_no_empty_parts() -> None:
    tree = shown("bare-article")
    assert not tree.xpath("//article//section | //article//table[@class='document-head'] | //p[@class='validity']")
    assert not tree.xpath("//p[@class='reprint'] | //p[@class='keywords'] | //div[@class='neighbours']")


def test_the_body_of_an_article_is_shown_as_the_finished_html_it_is() -> None:
    body = '<h2>一、目标</h2><p>正文 <a class="outside" href="/leave/1.html">甲</a></p>'
    view: ArticleView = replace(ARTICLE, body=body)
    assert shown("article", article=view).xpath("//div[@class='body']/h2/text()") == ["一、目标"]


def test_a_list_says_where_it_goes_on_and_leaves_out_ways_that_lead_nowhere() -> None:
    newest = shown("column").xpath("//div[@class='pager']")[0]
    assert newest.xpath(".//a/@href") == [PAGER.older, PAGER.oldest]
    assert words(newest, ".//li") == ["最新", "下一页", "最早"]
    middle = shown("column-bureau").xpath("//div[@class='pager']")[0]
    assert words(middle, ".//li") == ["最新", "上一页", "第 7 页", "下一页", "最早"]


def test_a_list_marks_what_is_on_top_and_what_no_longer_holds() -> None:
    assert words(shown("column"), "//main//span[contains(@class, 'tag')]") == ["置顶"]
    assert words(shown("column-bureau"), "//main//span[contains(@class, 'tag')]") == ["废止", "已修改"]


def test_a_column_without_items_says_where_to_look() -> None:
    tree = shown("bare-column", column=ColumnView("政务要闻", "", "/news/", (), None))
    assert tree.xpath("//p[@class='empty']/a/@href") == [SHELL.identity.sitemap_url]


def test_pages_of_a_bureau_carry_its_name_and_columns_below_the_portals_masthead() -> None:
    tree = shown("column-bureau")
    (strip,) = tree.xpath("//div[@class='strip']")
    assert words(strip, ".//p") == ["示例县市场监督管理局"]
    assert len(strip.xpath(".//li")) == 8
    assert words(strip, ".//a[@aria-current='page']") == ["政策文件"]


def test_a_portal_column_shows_its_neighbours_in_the_channel() -> None:
    assert words(shown("column"), "//div[@class='strip']//li") == ["政务要闻", "通知公告"]


def test_the_menu_opens_without_a_script() -> None:
    tree = shown("home")
    assert words(tree, "//nav//details/summary") == ["栏目导航"]
    assert words(tree, "//nav//a[@class='channel-link']") == ["首页", *(c.name for c in SHELL.channels)]
    assert words(tree, "//nav//a[@aria-current='page']") == ["首页"]


def test_the_breadcrumb_ends_with_the_page_itself() -> None:
    assert words(shown("article"), "//div[@class='breadcrumb']//li") == ["首页", "政策文件", "正文"]
    assert words(shown("column"), "//div[@class='breadcrumb']//*[@aria-current='page']") == ["政务要闻"]


def test_a_topic_that_is_over_is_marked_as_archived() -> None:
    tree = shown("topic")
    assert words(tree, "//span[@class='topic-stamp'] | //p[@class='archived']") == ["已归档", TOPIC.archived]
    assert not shown("bare-topic").xpath("//span[@class='topic-stamp'] | //p[@class='archived']")


def test_a_unit_shows_how_to_reach_it_and_its_disclosure_page() -> None:
    tree = shown("tenant")
    assert words(tree, "//dl[@class='contact']//dt") == [row.name for row in UNIT.contact]
    assert words(tree, "//dl[@class='contact']//dd") == [row.value for row in UNIT.contact]
    assert tree.xpath("//a[@class='disclosure-entry']/@href") == [UNIT.disclosure_url]


def test_disclosure_has_its_menu_and_a_catalogue_whose_cells_name_their_column() -> None:
    tree = shown("disclosure")
    assert words(tree, "//div[@class='disclosure-menu']/ul/li/a") == [crumb.name for crumb in MENU]
    columns = words(tree, "//div[@class='disclosure-menu']//li[a/@aria-current]/ul[@class='disclosure-columns']/li/a")
    assert columns == [block.name for block in DISCLOSURE.blocks]
    assert words(tree, "//div[@class='disclosure-menu']//a[@aria-current='page']") == [DISCLOSURE.name]
    heads = words(tree, "//table[@class='catalogue']//th")
    assert heads == ["索引号", "标题", "文号", "发文机关", "成文日期", "有效性"]
    assert tree.xpath("//table[@class='catalogue']//tbody/tr[1]/td/@data-label") == heads
    assert words(tree, "//table[@class='catalogue']//tbody/tr[3]/td")[3:] == ["示例县人民政府", "2024-12-16", "废止"]


def test_reports_are_a_list_and_the_home_of_disclosure_leads_to_every_part() -> None:
    assert not shown("disclosure-reports").xpath("//table[@class='catalogue']")
    home = shown("disclosure-home")
    assert words(home, "//div[@class='disclosure-menu']/ul/li/a") == [crumb.name for crumb in MENU]
    assert words(home, "//div[contains(@class, 'disclosure-part')]/h2")[0] == "最近公开的文件"


def test_a_merge_notice_says_where_every_former_column_is() -> None:
    for name in ("migration", "legacy"):
        rows = shown(name).xpath("//table[@class='destinations']/tbody/tr")
        found = tuple((words(r, "th")[0], words(r, "td")[0], r.xpath("td/a/@href")[0]) for r in rows)
        assert found == MIGRATION.destinations


def test_what_is_left_of_the_old_website_shows_its_notice_before_everything_else() -> None:
    header = shown("legacy").xpath("//header/*[not(contains(@class, 'demo-banner'))]")
    assert header[0].get("class") == "moved"
    assert "示例县农业信息网已整合迁移至示例县人民政府门户网站" in header[0].text_content()
    assert header[0].xpath(".//a/@href") == ["https://www.shili.gov.cn/", MIGRATION.notice_url]


def test_leaving_names_the_address_and_offers_both_ways() -> None:
    tree = shown("leave")
    assert words(tree, "//h1") == ["您即将离开“示例县人民政府”门户网站"]
    go, stay = tree.xpath("//p[@class='leave-choice']/a")
    assert go.get("href") == "https://www.news.cn/politics/20261101/index.html?from=portal&id=1"
    assert go.get("rel") == "noopener noreferrer nofollow"
    assert stay.get("href") == "/"


def test_the_search_page_tells_its_script_where_to_ask_and_readers_without_one_where_to_look() -> None:
    tree = shown("search")
    (answer,) = tree.xpath("//div[@data-search='answer']")
    assert (answer.get("data-api"), answer.get("data-sitemap")) == ("/search/api", "/sitemap.html")
    assert tree.xpath("//head/script/@src") == [SHELL.view_script, SHELL.script, "/static/js/search.0a1b2c3d.js"]
    assert tree.xpath("//noscript//a/@href") == ["/sitemap.html"]
    assert tree.xpath("//form[@class='search-full']//input/@name") == ["q", "from", "to"]


def test_the_directory_shows_each_group_with_its_entries() -> None:
    tree = shown("directory")
    assert words(tree, "//h1") == ["网站地图"]
    assert words(tree, "//section[@class='group']/h2") == ["县政府工作部门", "乡镇人民政府", "政务公开"]
    assert words(tree, "//section[@class='group'][2]//li")[0] == "城关镇人民政府0954-0000021"
