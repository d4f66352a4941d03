"""One realistic sample of every page, and one with everything optional left out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from portalkit.render.views import ColumnView, Crumb, DisclosureView, LeaveView, Page, Shell, TenantView
from tests.theme.sample_shell import BARE_SHELL, BUREAU, BUREAU_COLUMNS, SHELL
from tests.theme.sample_views import (
    ARTICLE,
    BARE_ARTICLE,
    BARE_HOME,
    DIRECTORY,
    DISCLOSURE,
    DOCUMENTS,
    HOME,
    LEADERS,
    LETTERS,
    MENU,
    MIDDLE_PAGER,
    MIGRATION,
    PAGER,
    TOPIC,
    UNIT,
    YEARS,
    items,
)


class Sample(Struct, frozen=True):
    """A template with everything it gets to see."""

    template: str
    name: str
    context: Mapping[str, object]
    shell: Shell = SHELL


TOP = Crumb("首页", "/")


def page(kind: str, title: str, url: str, *trail: Crumb, unit: bool = False) -> Page:
    """The head of a page at ``url``."""
    way = (TOP, *((BUREAU,) if unit else ()), *trail)
    return Page(
        kind=kind,
        title=title if title == SHELL.site_name else f"{title}_{SHELL.site_name}",
        url=url,
        canonical=f"https://www.shili.gov.cn{url}",
        place_metas=(
            ("SiteName", "示例县人民政府"),
            ("SiteDomain", "www.shili.gov.cn"),
            ("SiteIDCode", "6404990001"),
            ("ColumnName", title),
        ),
        metas=(("Url", f"https://www.shili.gov.cn{url}"),),
        breadcrumb=tuple(Crumb(c.name, "" if c.url == url else c.url) for c in way) if trail or unit else (),
        tenant=BUREAU if unit else None,
        tenant_columns=BUREAU_COLUMNS if unit else (),
        linked='{"@context":"https://schema.org","@graph":[]}',
        feed=url if url.endswith("/") else "",
        report_url=f"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6404990001&url={url}",
    )


NEWS = Crumb("政务要闻", "/news/")
POLICY = Crumb("政策文件", "/policy/")

SAMPLES = (
    Sample("home.html", "home", {"page": page("home", "示例县人民政府", "/"), "home": HOME}),
    Sample(
        "column.html",
        "column",
        {
            "page": page("column", "政务要闻", "/news/", NEWS),
            "column": ColumnView(
                "政务要闻",
                "发布县人民政府重要会议、重点工作和重大决策部署落实情况",
                "/news/",
                (replace(items(1)[0], headline=True), *items(19, start=1)),
                PAGER,
            ),
        },
    ),
    Sample(
        "column.html",
        "column-bureau",
        {
            "page": page("column", "政策文件", "/shichang/policy/", BUREAU_COLUMNS[2], unit=True),
            "column": ColumnView("政策文件", "", "/shichang/policy/", DOCUMENTS, MIDDLE_PAGER),
        },
    ),
    Sample(
        "column.html",
        "column-letters",
        {
            "page": page("column", "咨询投诉", "/messages/", Crumb("咨询投诉", "/messages/")),
            "column": ColumnView("咨询投诉", "", "/messages/", LETTERS, None, form="letter"),
        },
    ),
    Sample(
        "column.html",
        "column-leaders",
        {
            "page": page("column", "领导之窗", "/leaders/", Crumb("领导之窗", "/leaders/")),
            "column": ColumnView("领导之窗", "", "/leaders/", LEADERS, None, form="leader"),
        },
    ),
    Sample(
        "column.html",
        "column-year",
        {
            "page": page("column", "政务要闻（2025年）", "/news/year-2025.html", NEWS, YEARS[2]),
            "column": ColumnView("政务要闻", "", "/news/", items(5), None, years=YEARS, year=YEARS[2].url),
        },
    ),
    Sample(
        "article.html",
        "article",
        {
            "page": page("article", ARTICLE.title, "/policy/202603/shiyan.html", POLICY, Crumb("正文", "")),
            "article": ARTICLE,
        },
    ),
    Sample(
        "article.html",
        "article-bureau",
        {
            "page": page("article", ARTICLE.title, "/shichang/policy/202603/y.html", BUREAU_COLUMNS[2], unit=True),
            "article": replace(BARE_ARTICLE, document=ARTICLE.document[:6], files=ARTICLE.files[:1]),
        },
    ),
    Sample("tenant.html", "tenant", {"page": page("tenant", BUREAU.name, "/shichang/", unit=True), "unit": UNIT}),
    Sample(
        "topic.html",
        "topic",
        {"page": page("topic", TOPIC.name, "/fangxun/", Crumb(TOPIC.name, "/fangxun/")), "unit": TOPIC},
    ),
    Sample(
        "disclosure.html",
        "disclosure",
        {
            "page": page("disclosure", DISCLOSURE.name, MENU[2].url, Crumb("政府信息公开", "/disclosure/"), MENU[2]),
            "disclosure": DISCLOSURE,
            "register_script": "/static/js/register.0a1b2c3d.js",
        },
    ),
    Sample(
        "disclosure.html",
        "disclosure-home",
        {
            "page": page("disclosure", "政府信息公开", "/disclosure/", Crumb("政府信息公开", "/disclosure/")),
            "disclosure": replace(
                DISCLOSURE,
                part="home",
                name="政府信息公开",
                current="/disclosure/",
                html="",
                blocks=(),
                pager=None,
                data_url="",
            ),
        },
    ),
    Sample(
        "disclosure.html",
        "disclosure-reports",
        {
            "page": page("disclosure", MENU[3].name, MENU[3].url, Crumb("政府信息公开", "/disclosure/"), MENU[3]),
            "disclosure": replace(
                DISCLOSURE, part="reports", name=MENU[3].name, current=MENU[3].url, html="", blocks=(), data_url=""
            ),
        },
    ),
    Sample(
        "directory.html",
        "directory",
        {"page": page("sitemap", "网站地图", "/sitemap.html", Crumb("网站地图", "/sitemap.html")), "groups": DIRECTORY},
    ),
    Sample(
        "search.html",
        "search",
        {
            "page": page("search", "站内检索", "/search/", Crumb("站内检索", "/search/")),
            "search_script": "/static/js/search.0a1b2c3d.js",
        },
    ),
    Sample(
        "leave.html",
        "leave",
        {
            "page": replace(page("leave", "离开提示", "/leave/www-news-cn/"), indexable=False),
            "leave": LeaveView(
                "https://www.news.cn/politics/20261101/index.html?from=portal&id=1", "www.news.cn", SHELL.site_name
            ),
        },
    ),
    Sample(
        "migration.html",
        "migration",
        {
            "page": page("migration", MIGRATION.title, MIGRATION.notice_url, Crumb("迁移公告", "")),
            "migration": MIGRATION,
        },
    ),
    Sample("legacy.html", "legacy", {"page": page("legacy", MIGRATION.title, "/nongyewang/"), "migration": MIGRATION}),
    Sample(
        "not_found.html", "not-found", {"page": replace(page("not_found", "页面不存在", "/404.html"), indexable=False)}
    ),
)

BARE_PAGE = Page("bare", "标题", "/bare/", "https://www.shili.gov.cn/bare/", (), (), (), None)

_BARE = (
    Sample("home.html", "bare-home", {"home": BARE_HOME}),
    Sample("column.html", "bare-column", {"column": ColumnView("政务要闻", "", "/news/", (), None)}),
    Sample("article.html", "bare-article", {"article": BARE_ARTICLE}),
    Sample("tenant.html", "bare-tenant", {"unit": TenantView("北山乡人民政府", "township", (), ())}),
    Sample("topic.html", "bare-topic", {"unit": TenantView("优化营商环境", "topic", (), ())}),
    Sample(
        "disclosure.html",
        "bare-disclosure",
        {"disclosure": DisclosureView("北山乡人民政府", "guide", "政府信息公开指南", (), "", (), (), "", (), "", None)},
    ),
    Sample("directory.html", "bare-directory", {"groups": ()}),
    Sample("search.html", "bare-search", {"search_script": "/static/js/search.js"}),
    Sample("leave.html", "bare-leave", {"leave": LeaveView("https://www.news.cn/", "www.news.cn", "")}),
    Sample(
        "migration.html",
        "bare-migration",
        {
            "migration": replace(
                MIGRATION, old_domain="", completed="", keep_until="", approval="", destinations=(), notice_url=""
            )
        },
    ),
    Sample(
        "legacy.html",
        "bare-legacy",
        {
            "migration": replace(
                MIGRATION, old_domain="", completed="", keep_until="", approval="", destinations=(), notice_url=""
            )
        },
    ),
    Sample("not_found.html", "bare-not-found", {}),
)

BARE_SAMPLES = tuple(replace(s, context={"page": BARE_PAGE, **s.context}, shell=BARE_SHELL) for s in _BARE)
