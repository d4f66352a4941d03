"""One realistic sample of every page, and one with everything optional left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portalkit.render.views import (
    ArticleView,
    Block,
    Channel,
    ColumnView,
    ContactRow,
    Crumb,
    DirectoryGroup,
    DisclosureView,
    FileView,
    HomeView,
    IdentityView,
    Item,
    LeaveView,
    MediaView,
    MigrationView,
    NoticeBar,
    Page,
    Pager,
    Shell,
    TenantView,
    Unit,
)

BODY = """
<p>各乡镇人民政府，县直各部门、各直属机构：</p>
<p>《示例县食盐安全工作方案》已经县人民政府同意，现印发给你们，请结合实际认真贯彻落实。全县食盐定点批发企业、商超和集贸市场
的检查结果，可在<a href="/shichang/dynamics/202611/jiancha.html">市场监管局工作动态</a>中查阅；上级要求见
<a class="outside" href="/leave/www-news-cn/">新华网相关报道<span class="visually-hidden">（将离开本网站）</span></a>。</p>
<h2>一、工作目标</h2>
<p>到2026年底，全县食盐零售单位<strong>索证索票率达到100%</strong>，合格碘盐食用率保持在98%以上，不发生区域性食盐安全事件。</p>
<h2>二、重点任务</h2>
<h3>（一）落实主体责任</h3>
<ol><li>批发企业建立进货查验和销售台账，保存期限不少于两年；</li><li>学校食堂、餐饮单位公示食盐采购来源；</li>
<li>零售单位不得销售无碘标识不清的食盐。</li></ol>
<h3>（二）加强监督检查</h3>
<p>县市场监管局会同卫生健康局、教育局，每季度开展一次联合检查，检查安排如下：</p>
<table><thead><tr><th>时间</th><th>检查对象</th><th>牵头单位</th><th>检查数量（家）</th><th>结果公开时间</th></tr></thead><tbody>
<tr><td>3月中旬</td><td>食盐定点批发企业</td><td>市场监管局</td><td>4</td><td>3月31日前</td></tr>
<tr><td>6月上旬</td><td>学校、幼儿园食堂</td><td>教育局</td><td>62</td><td>6月30日前</td></tr>
<tr><td>9月下旬</td><td>农村集贸市场</td><td>市场监管局</td><td>17</td><td>10月15日前</td></tr></tbody></table>
<blockquote><p>群众发现销售私盐、假冒食盐的，可以拨打0954-0000012举报，经查证属实的按规定奖励。</p></blockquote>
<p><img src="/policy/202603/shiyan/market.jpg" alt="执法人员在城关镇集贸市场核对食盐进货票据"></p>
<ul><li>碘含量抽检由县疾病预防控制中心承担；</li><li>检查经费列入年度预算。</li></ul>
<p>本方案自印发之日起施行。</p>
<p>（此件公开发布）</p>
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A template with everything it gets to see."""

    template: str
    name: str
    context: Mapping[str, object]


def crumbs(*names: str) -> tuple[Crumb, ...]:
    """Menu entries with made-up addresses."""
    return tuple(Crumb(name, f"/c{i}-{len(names)}/") for i, name in enumerate(names, 1))


IDENTITY = IdentityView(
    owner="示例县人民政府",
    operator="示例县人民政府办公室",
    phone="0954-0000000",
    email="zwgk@shili.gov.cn",
    address="示例县行政中心1号",
    postcode="756200",
    site_code="6404990001",
    icp_number="宁ICP备00000000号-1",
    icp_url="https://beian.miit.gov.cn/",
    police_number="宁公网安备64049902000001号",
    police_url="https://beian.mps.gov.cn/#/query/webSearch?code=64049902000001",
    badge_kind="red",
    badge_url="https://bszs.conac.cn/sitename?method=show&id=00000000000000000000000000000000",
    badge_image="/theme/img/badge-red.svg",
    report_url="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6404990001",
    sitemap_url="/sitemap/",
)

SHELL = Shell(
    site_name="示例县人民政府",
    short_name="示例县政府",
    place="示例县",
    domain="www.shili.gov.cn",
    root_url="/",
    demo=True,
    channels=(
        Channel("走进示例", "/overview/", (Crumb("县情概况", "/overview/"),)),
        Channel("政务要闻", "/news/", (Crumb("政务要闻", "/news/"), Crumb("通知公告", "/notices/"))),
        Channel(
            "政务公开",
            "/disclosure/",
            (
                Crumb("政府信息公开", "/disclosure/"),
                Crumb("领导之窗", "/leaders/"),
                Crumb("机构职能", "/organisation/"),
                Crumb("政策文件", "/policy/"),
                Crumb("财政资金", "/finance/"),
                Crumb("人事任免", "/personnel/"),
                Crumb("数据发布", "/data/"),
            ),
        ),
        Channel("解读回应", "/interpretation/", (Crumb("政策解读", "/interpretation/"), Crumb("回应关切", "/response/"))),
        Channel("办事服务", "/service/", (Crumb("办事指南", "/service/"),)),
        Channel(
            "互动交流",
            "/messages/",
            (Crumb("咨询投诉", "/messages/"), Crumb("征集调查", "/survey/"), Crumb("在线访谈", "/interview/")),
        ),
        Channel("部门乡镇", "/units/", ()),
    ),
    identity=IDENTITY,
    service_portal="https://zwfw.nx.gov.cn/",
    search_url="/search/",
    disclosure_url="/disclosure/",
    bureaus_url="/units/",
    stylesheet="/theme/css/site.css",
    script="/theme/js/site.js",
    emblem="/theme/img/emblem.svg",
)

BARE_SHELL = replace(
    SHELL,
    demo=False,
    channels=(),
    service_portal="",
    identity=replace(IDENTITY, email="", address="", postcode="", badge_kind="blue", badge_image="/b.svg"),
)

BUREAU = Crumb("示例县市场监督管理局", "/shichang/")
BUREAU_COLUMNS = (
    Crumb("机构职能", "/shichang/organisation/"),
    Crumb("工作动态", "/shichang/dynamics/"),
    Crumb("政策文件", "/shichang/policy/"),
    Crumb("政策解读", "/shichang/interpretation/"),
    Crumb("通知公告", "/shichang/notices/"),
    Crumb("财政资金", "/shichang/finance/"),
    Crumb("办事指南", "/shichang/service/"),
    Crumb("政府信息公开", "/shichang/disclosure/"),
)

TITLES = (
    "县政府常务会议研究部署今冬明春安全生产和群众温暖过冬工作",
    "东河灌区续建配套与现代化改造项目完成主体工程",
    "城关镇老旧小区改造惠及1260户居民 年底前全部通暖",
    "南川工业园新增三家绿色食品加工企业",
    "示例县2026年秋季学期学生营养改善计划资金全部拨付到位",
    "全县高标准农田建设现场推进会在北山乡召开",
    "县医院新门诊楼正式启用 日接诊能力提升至1500人次",
    "“一件事一次办”新增12个事项",
    "县财政局集中开展惠民惠农补贴“一卡通”发放情况核查",
    "北山水库除险加固工程通过蓄水安全鉴定",
)


def items(count: int, *, tenant: str = "", start: int = 0) -> tuple[Item, ...]:
    """Plain lines of a list, newest first."""
    return tuple(
        Item(
            title=TITLES[(start + i) % len(TITLES)],
            url=f"/news/202611/n{start + i}.html",
            date=f"2026-11-{20 - i % 20:02d}",
            tenant=tenant,
        )
        for i in range(count)
    )


PICTURES = tuple(
    Item(title, f"/news/202611/p-{picture}.html", "2026-11-18", picture=f"/pics/{picture}.jpg", picture_title=alt)
    for title, picture, alt in (
        ("县政务服务中心推行“周末不打烊” 方便群众办事", "hall", "办事大厅内工作人员为群众办理业务"),
        ("东河灌区万亩玉米喜获丰收", "farmland", "收割机在连片玉米地里作业"),
        ("北山水库加固工程进入收尾阶段", "reservoir", "水库大坝与溢洪道"),
        ("乡村公路通到家门口", "road", "新修的柏油路穿过村庄"),
        ("全县中小学开展消防演练", "drill", "学生有序撤离到操场"),
    )
)

DOCUMENTS = tuple(
    Item(
        title,
        f"/policy/202603/{slug}.html",
        date,
        document_number=number,
        index_number=index,
        issuer=issuer,
        signed_on=signed,
        validity=validity,
    )
    for title, slug, date, number, index, issuer, signed, validity in (
        (
            "示例县人民政府办公室关于印发食盐安全工作方案的通知",
            "shiyan",
            "2026-03-01",
            "示政办发〔2026〕3号",
            "640499/2026-000123",
            "示例县人民政府办公室",
            "2026-02-26",
            "有效",
        ),
        (
            "示例县人民政府关于加快推进农村供水保障三年行动的实施意见",
            "gongshui",
            "2026-02-12",
            "示政发〔2026〕2号",
            "640499/2026-000087",
            "示例县人民政府",
            "2026-02-09",
            "有效",
        ),
        (
            "示例县城区机动车停车管理办法（试行）",
            "tingche",
            "2024-12-20",
            "示政规发〔2024〕5号",
            "640499/2024-000402",
            "示例县人民政府",
            "2024-12-16",
            "废止",
        ),
        (
            "关于公布2026年政府定价的经营服务性收费目录清单的通知",
            "shoufei",
            "2026-01-15",
            "示发改发〔2026〕4号",
            "640499/2026-000019",
            "示例县发展和改革局",
            "2026-01-12",
            "已修改",
        ),
    )
)

CONTACT = (
    ContactRow("办公地址", "示例县城关镇人民路18号"),
    ContactRow("办公时间", "工作日 8:30—12:00，14:30—18:00"),
    ContactRow("联系电话", "0954-0000001"),
    ContactRow("传真", "0954-0000002"),
    ContactRow("负责人", "李守正"),
)

NOTICE = NoticeBar(
    "示例县农业信息网整合迁移公告",
    "/notices/migration-nongyewang/",
    "原网站（www.shilinongye.gov.cn）内容已并入本网站农业农村局栏目，各栏目去向请看公告。",
)

HOME = HomeView(
    notices=(NOTICE,),
    headline=Item(
        "示例县人民政府与群众代表共商2027年民生实事项目",
        "/news/202611/minsheng.html",
        "2026-11-20",
        summary="会议听取了教育、医疗、养老、饮水等8个领域42件建议的办理意见，确定将农村供水管网改造等10件实事列入明年计划，"
        "清单自今日起公开征求意见。",
    ),
    pictures=PICTURES,
    news=Block("政务要闻", "/news/", items(10)),
    announcements=Block("通知公告", "/notices/", items(7, start=3)),
    policy=Block("政策文件", "/policy/", DOCUMENTS + items(3, start=5)),
    interpretation=Block("政策解读", "/interpretation/", items(7, start=6)),
    dynamics=Block("部门动态", "/dynamics/", items(4, tenant="市场监管局") + items(3, tenant="北山乡", start=4)),
    interaction=(
        Block("咨询投诉", "/messages/", items(5, start=1)),
        Block("征集调查", "/survey/", items(5, start=4)),
        Block("在线访谈", "/interview/", items(5, start=7)),
    ),
    disclosure=crumbs("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"),
    services=Block(
        "办事指南",
        "/service/",
        tuple(
            Item(title, f"/service/202601/s{i}.html", "2026-01-05", tenant=unit)
            for i, (title, unit) in enumerate(
                (
                    ("食品经营许可", "市场监管局"),
                    ("城乡居民基本养老保险参保登记", "人社局"),
                    ("不动产转移登记", "自然资源局"),
                    ("最低生活保障金给付", "民政局"),
                    ("义务教育入学报名", "教育局"),
                    ("道路运输从业资格证补换发", "交通运输局"),
                    ("取水许可", "水利局"),
                    ("生育登记", "卫生健康局"),
                )
            )
        ),
    ),
    topics=(
        Unit("优化营商环境", "/yingshang/", "2025年3月起"),
        Unit("2026年防汛抗旱", "/fangxun/", "已归档"),
        Unit("基层政务公开标准化", "/biaozhunhua/"),
        Unit("乡村振兴", "/xiangcun/"),
    ),
    bureaus=tuple(
        Unit(name, f"/b{i}/")
        for i, name in enumerate(
            "发展改革局 教育局 公安局 民政局 司法局 财政局 人社局 自然资源局 住建局 交通运输局 水利局 农业农村局 "
            "文旅广电局 卫生健康局 应急管理局 市场监管局".split()
        )
    ),
    townships=tuple(Unit(name, f"/t{i}/") for i, name in enumerate(("城关镇", "北山乡", "南川镇", "东河乡"))),
    media=(MediaView("微信公众号", "示例县发布"), MediaView("微博", "示例政务")),
)

BARE_HOME = HomeView((), None, (), None, None, None, None, None, (), (), None, (), (), (), ())

ARTICLE = ArticleView(
    title="示例县人民政府办公室关于印发食盐安全工作方案的通知",
    published="2026-03-01 09:30",
    source="示例县人民政府办公室",
    author="王五",
    editor="赵六",
    summary="明确全县食盐安全工作目标和任务分工。",
    keywords=("食盐", "食品安全", "碘盐"),
    body=BODY,
    document=(
        ("索引号", "640499/2026-000123"),
        ("主题分类", "市场监管"),
        ("发文机关", "示例县人民政府办公室"),
        ("成文日期", "2026年2月26日"),
        ("文号", "示政办发〔2026〕3号"),
        ("公开方式", "主动公开"),
        ("有效性", "废止"),
    ),
    validity="废止",
    reprint_url="/leave/www-nx-gov-cn/",
    reprint_published="2026-02-28 17:05",
    files=(
        FileView("食盐安全工作任务分工表", "/policy/202603/shiyan/fengong.docx", "DOCX", "24 KB"),
        FileView("2026年食盐抽检计划", "/policy/202603/shiyan/choujian.xlsx", "XLSX", "18 KB"),
    ),
    interpretations=(
        replace(items(1)[0], title="《示例县食盐安全工作方案》政策解读", source="示例县市场监督管理局"),
        replace(items(1)[0], title="一图读懂：买盐、用盐要注意什么", source="示例县市场监督管理局"),
    ),
    interprets=DOCUMENTS[2],
    previous=items(1)[0],
    next=items(1, start=3)[0],
)

BARE_ARTICLE = replace(
    ARTICLE,
    author="",
    editor="",
    keywords=(),
    document=(),
    validity="",
    reprint_url="",
    reprint_published="",
    files=(),
    interpretations=(),
    interprets=None,
    previous=None,
    next=None,
)

PAGER = Pager("第12页，共12页", None, None, "/news/11.html", "/news/1.html")
MIDDLE_PAGER = Pager("第7页，共12页", "/news/", "/news/8.html", "/news/6.html", "/news/1.html")

UNIT = TenantView(
    name="示例县市场监督管理局",
    kind="bureau",
    contact=CONTACT,
    blocks=(
        Block("工作动态", "/shichang/dynamics/", items(7)),
        Block("通知公告", "/shichang/notices/", items(7, start=4)),
        Block("政策文件", "/shichang/policy/", DOCUMENTS),
        Block("政策解读", "/shichang/interpretation/", items(4, start=2)),
        Block("办事指南", "/shichang/service/", items(5, start=5)),
        Block("财政资金", "/shichang/finance/", items(5, start=8)),
    ),
    disclosure_url="/shichang/disclosure/",
)

TOPIC = TenantView(
    name="2026年防汛抗旱",
    kind="topic",
    contact=CONTACT[:1],
    blocks=UNIT.blocks[:4],
    archived="本专题已于2026年10月15日结束，内容归档保存，不再更新。",
    period="2026年5月1日至2026年10月15日",
)

MENU = (
    Crumb("政府信息公开指南", "/disclosure/guide/"),
    Crumb("政府信息公开制度", "/disclosure/rules/"),
    Crumb("法定主动公开内容", "/disclosure/catalogue/"),
    Crumb("政府信息公开年报", "/disclosure/reports/"),
    Crumb("依申请公开", "/disclosure/request/"),
)

DISCLOSURE = DisclosureView(
    owner="示例县人民政府",
    part="catalogue",
    name="法定主动公开内容",
    menu=MENU,
    current="/disclosure/catalogue/",
    items=DOCUMENTS,
    blocks=UNIT.blocks[2:4],
    html="<h2>一、公开范围</h2><p>本机关主动公开的政府信息，以本目录所列为准。</p>",
    contact=CONTACT,
    note="依照《中华人民共和国政府信息公开条例》第二十条主动公开。",
    pager=MIDDLE_PAGER,
)

MIGRATION = MigrationView(
    title="示例县农业信息网整合迁移公告",
    old_name="示例县农业信息网",
    old_domain="www.shilinongye.gov.cn",
    announced="2026年11月3日",
    completed="2026年11月10日",
    keep_until="2026年12月10日",
    approval="示例市人民政府政务公开办公室 示政公开〔2026〕7号（2026年10月26日）",
    destinations=(
        ("农业要闻", "示例县农业农村局 · 工作动态", "/nongye/dynamics/"),
        ("惠农政策", "示例县农业农村局 · 政策文件", "/nongye/policy/"),
        ("农技推广", "示例县农业农村局 · 办事指南", "/nongye/service/"),
        ("公示公告", "示例县人民政府 · 通知公告", "/notices/"),
    ),
    notice_url="/notices/migration-nongyewang/",
)

DIRECTORY = (
    DirectoryGroup("县政府工作部门", "", HOME.bureaus),
    DirectoryGroup("乡镇人民政府", "", tuple(replace(unit, note="0954-0000021") for unit in HOME.townships)),
    DirectoryGroup("政务公开", "/disclosure/", tuple(Unit(c.name, c.url) for c in SHELL.channels[2].columns)),
)

TOP = Crumb("首页", "/")


def page(kind: str, title: str, url: str, *trail: Crumb, unit: bool = False) -> Page:
    """The head of a page at ``url``."""
    return Page(
        kind=kind,
        title=title,
        url=url,
        canonical=f"https://www.shili.gov.cn{url}",
        metas=(
            ("SiteName", "示例县人民政府"),
            ("SiteDomain", "www.shili.gov.cn"),
            ("SiteIDCode", "6404990001"),
            ("ColumnName", title),
        ),
        breadcrumb=(TOP, *((BUREAU,) if unit else ()), *trail) if trail or unit else (),
        tenant=BUREAU if unit else None,
        tenant_columns=BUREAU_COLUMNS if unit else (),
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
        "article.html",
        "article",
        {"page": page("article", ARTICLE.title, "/policy/202603/shiyan.html", POLICY, Crumb("正文", "")), "article": ARTICLE},
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
    Sample("topic.html", "topic", {"page": page("topic", TOPIC.name, "/fangxun/", Crumb(TOPIC.name, "/fangxun/")), "unit": TOPIC}),
    Sample(
        "disclosure.html",
        "disclosure",
        {"page": page("disclosure", DISCLOSURE.name, MENU[2].url, Crumb("政府信息公开", "/disclosure/"), MENU[2]), "disclosure": DISCLOSURE},
    ),
    Sample(
        "disclosure.html",
        "disclosure-home",
        {
            "page": page("disclosure", "政府信息公开", "/disclosure/", Crumb("政府信息公开", "/disclosure/")),
            "disclosure": replace(DISCLOSURE, part="home", name="政府信息公开", current="/disclosure/", html="", blocks=(), pager=None),
        },
    ),
    Sample(
        "disclosure.html",
        "disclosure-reports",
        {
            "page": page("disclosure", MENU[3].name, MENU[3].url, Crumb("政府信息公开", "/disclosure/"), MENU[3]),
            "disclosure": replace(DISCLOSURE, part="reports", name=MENU[3].name, current=MENU[3].url, html="", blocks=()),
        },
    ),
    Sample("directory.html", "directory", {"page": page("directory", "网站地图", "/sitemap/", Crumb("网站地图", "/sitemap/")), "groups": DIRECTORY}),
    Sample("search.html", "search", {"page": page("search", "全站搜索", "/search/", Crumb("全站搜索", "/search/"))}),
    Sample(
        "leave.html",
        "leave",
        {
            "page": replace(page("leave", "离开提示", "/leave/www-news-cn/"), indexable=False),
            "leave": LeaveView("https://www.news.cn/politics/20261101/index.html?from=portal&id=1", "www.news.cn", "新华网"),
        },
    ),
    Sample(
        "migration.html",
        "migration",
        {"page": page("migration", MIGRATION.title, MIGRATION.notice_url, Crumb("迁移公告", "")), "migration": MIGRATION},
    ),
    Sample("legacy.html", "legacy", {"page": page("legacy", MIGRATION.title, "/nongyewang/"), "migration": MIGRATION}),
    Sample("not_found.html", "not-found", {"page": replace(page("not_found", "页面不存在", "/404.html"), indexable=False)}),
)

BARE_PAGE = Page("bare", "标题", "/bare/", "https://www.shili.gov.cn/bare/", (), (), None)

BARE_SAMPLES = (
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
    Sample("search.html", "bare-search", {}),
    Sample("leave.html", "bare-leave", {"leave": LeaveView("https://www.news.cn/", "www.news.cn", "")}),
    Sample(
        "migration.html",
        "bare-migration",
        {"migration": replace(MIGRATION, old_domain="", completed="", keep_until="", approval="", destinations=(), notice_url="")},
    ),
    Sample(
        "legacy.html",
        "bare-legacy",
        {"migration": replace(MIGRATION, old_domain="", completed="", keep_until="", approval="", destinations=(), notice_url="")},
    ),
    Sample("not_found.html", "bare-not-found", {}),
)
