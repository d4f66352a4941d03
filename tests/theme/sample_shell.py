"""The portal around every sample page: a full one, and one with everything optional left out."""

from __future__ import annotations

from msgspec.structs import replace

from portalkit.render.views import Channel, Crumb, IdentityView, Shell

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
    badge_image="/static/img/badge-red.svg",
    report_url="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6404990001",
    sitemap_url="/sitemap.html",
)

SHELL = Shell(
    site_name="示例县人民政府",
    short_name="示例县政府",
    place="示例县",
    domain="www.shili.gov.cn",
    root_url="https://www.shili.gov.cn",
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
        Channel(
            "解读回应", "/interpretation/", (Crumb("政策解读", "/interpretation/"), Crumb("回应关切", "/response/"))
        ),
        Channel("办事服务", "/service/", (Crumb("办事指南", "/service/"),)),
        Channel(
            "互动交流",
            "/messages/",
            (Crumb("咨询投诉", "/messages/"), Crumb("征集调查", "/survey/"), Crumb("在线访谈", "/interview/")),
        ),
        Channel("部门乡镇", "/bureaus/", ()),
    ),
    identity=IDENTITY,
    service_portal="https://zwfw.nx.gov.cn/",
    search_url="/search/",
    disclosure_url="/disclosure/",
    bureaus_url="/bureaus/",
    stylesheet="/static/css/site.0a1b2c3d.css",
    script="/static/js/site.0a1b2c3d.js",
    view_script="/static/js/view.0a1b2c3d.js",
    emblem="/static/img/emblem.svg",
)

BARE_SHELL = replace(
    SHELL,
    demo=False,
    channels=(),
    service_portal="",
    identity=replace(
        IDENTITY, email="", address="", postcode="", badge_kind="blue", badge_image="/static/img/badge-blue.svg"
    ),
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
