"""One realistic view of every kind, as the render wing makes them."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from portalkit.render.views import (
    Anchor,
    ArticleView,
    Block,
    CodeView,
    ContactRow,
    Crumb,
    DirectoryGroup,
    DisclosureView,
    FileView,
    HomeView,
    Item,
    MediaView,
    MigrationView,
    NoticeBar,
    Pager,
    TenantView,
    Unit,
)
from tests.theme.sample_shell import SHELL

BODY = (Path(__file__).parent / "article_body.html").read_text(encoding="utf-8")


def crumbs(*names: str) -> tuple[Crumb, ...]:
    """Menu entries with made-up addresses."""
    return tuple(Crumb(name, f"/c{i}-{len(names)}/") for i, name in enumerate(names, 1))


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

BUREAUS = tuple(
    Unit(f"示例县{name}", f"/b{i}/", f"0954-00000{i:02d}")
    for i, name in enumerate(
        (
            "发展和改革局",
            "教育局",
            "公安局",
            "民政局",
            "司法局",
            "财政局",
            "人力资源和社会保障局",
            "自然资源局",
            "住房和城乡建设局",
            "交通运输局",
            "水利局",
            "农业农村局",
            "文化旅游广电局",
            "卫生健康局",
            "应急管理局",
            "市场监督管理局",
        )
    )
)

TOWNSHIPS = tuple(
    Unit(f"{name}人民政府", f"/t{i}/", f"0954-00000{i + 20}")
    for i, name in enumerate(("城关镇", "北山乡", "南川镇", "东河乡"))
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
    bureaus=BUREAUS,
    townships=TOWNSHIPS,
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
    reprint_url="/leave/fedcba9876543210.html",
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
    form="guide",
    outline=(Anchor(1, "#s1", "一、总体要求"), Anchor(2, "#s2", "（一）工作目标")),
    code=CodeView(29, "M0 0.5m2 0h3M0 1.5h1"),
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
    form="",
    outline=(),
    code=None,
)

LETTERS = tuple(
    Item(
        title,
        f"/messages/202611/{slug}.html",
        "2026-11-18",
        source="示例县人民政府门户网站",
        facts=facts,
    )
    for title, slug, facts in (
        (
            "东河灌区今年冬灌什么时候放水",
            "dongguan",
            (
                ("留言编号", "LY2026-0847"),
                ("类别", "咨询"),
                ("来信日期", "2026-11-02"),
                ("答复单位", "县水利局"),
                ("答复日期", "2026-11-05"),
            ),
        ),
        ("北苑小区旁工地夜间施工噪声扰民", "zaosheng", (("类别", "投诉"), ("受理日期", "2026-11-17"))),
        ("申请宅基地翻建住房需要什么手续", "zhaijidi", ()),
    )
)

LEADERS = (
    replace(
        PICTURES[0],
        title="县长 沈伯衡",
        picture_copies="/pics/w480/hall.jpg.webp 480w",
        picture_pixels=(600, 800),
        facts=(("姓名", "沈伯衡"), ("职务", "示例县人民政府县长")),
    ),
    replace(PICTURES[1], title="副县长 陆文静"),
    items(1)[0],
)

YEARS = (Crumb("全部", "/news/"), Crumb("2026年", "/news/year-2026.html"), Crumb("2025年", "/news/year-2025.html"))

PAGER = Pager("最新", None, None, "/news/11.html", "/news/1.html")
MIDDLE_PAGER = Pager("第 7 页", "/news/", "/news/8.html", "/news/6.html", "/news/1.html")

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
    data_url="/disclosure/catalogue",
    unit="shichang",
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
