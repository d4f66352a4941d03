"""Every mistake the registry can hold: code, title, severity, clause, remedy. The one table.

``VETO`` is kept for the law of one portal per county and for what may not go online; ``REFUSE`` for what cannot be
read or cannot be true; ``DEDUCT`` for what has happened and counts in the inspection; ``ADVISE`` for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.model.finding import ClauseKey, Severity

REFUSE, VETO, DEDUCT, ADVISE = Severity.REFUSE, Severity.VETO, Severity.DEDUCT, Severity.ADVISE


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of mistake. ``fix`` is the remedy where the place of the mistake gives no better one."""

    code: str
    title: str
    severity: Severity
    basis: tuple[ClauseKey, ...]
    fix: str


def _is(code: str, title: str, severity: Severity, basis: str, fix: str) -> Mistake:
    return Mistake(code, title, severity, tuple(ClauseKey(key) for key in basis.split()), fix)


HOUSE = "house#registry"
ONE_PORTAL = "guoban-2017-47#3.1 xiji-2021#7 sibumen-2024#4"
NO_OWN_SITE = "guoban-2017-47#3.1 xiji-2021#8 huaihua-2020#2 sibumen-2024#10"
MERGING = "guoban-2017-47#3.2 xiji-2021#13"
OPENING = "guoban-2017-47#3.1 xiji-2021#10"
FOOTER = "guoban-2019-19#footer xiji-2021#10"

# Files and writing
NO_FOLDER = _is("TN001", "登记文件夹打不开", REFUSE, HOUSE, "核对 --tenants 后面的文件夹，确认它存在并且可以读取。")
NO_PORTAL = _is("TN002", "没有登记门户网站", REFUSE, HOUSE, "新建“<门户编号>/portal.yaml”，登记本级门户网站。")
MISPLACED = _is("TN003", "文件放错位置", REFUSE, HOUSE, "按“<门户编号>/<单位编号>.yaml”存放，或把它移出登记文件夹。")
UNREADABLE = _is("TN004", "文件打不开", REFUSE, HOUSE, "换成能够直接读取的普通文件。")
ENCODING = _is("TN005", "文件编码不对", REFUSE, HOUSE, "用编辑器另存为 UTF-8 编码。")
SYNTAX = _is("TN006", "YAML 写法有误", REFUSE, HOUSE, "对照示例登记文件改正这一行的缩进和标点。")
FEATURE = _is("TN007", "使用了不允许的 YAML 写法", REFUSE, HOUSE, "把内容直接写出来。")
SHAPE = _is("TN008", "内容的形式不对", REFUSE, HOUSE, "对照示例登记文件改写这一项。")
DUPLICATE_KEY = _is("TN009", "字段重复", REFUSE, HOUSE, "只保留正确的一行。")
UNKNOWN_KEY = _is("TN010", "字段名不认识", REFUSE, HOUSE, "删除这一行，或改成登记格式里的字段名。")
MISSING = _is("TN011", "缺少必填字段", REFUSE, HOUSE, "补上这一项。")
VALUE = _is("TN012", "字段取值不对", REFUSE, HOUSE, "改成登记格式允许的取值。")
DATE = _is("TN013", "日期不对", REFUSE, HOUSE, "写成真实存在的日期，例如“2026-03-01”。")
BAD_ID = _is("TN014", "编号写法不对", REFUSE, HOUSE, "编号只用小写字母、数字和短横线，例如“shichang”。")
ID_MISMATCH = _is("TN015", "编号与文件名不一致", REFUSE, HOUSE, "让编号与文件名一致。")
TEXT = _is("TN016", "文字里有不该有的字符", REFUSE, HOUSE, "删去看不见的字符，写成一行普通文字。")
NO_FILE = _is("TN017", "缺少登记文件", REFUSE, HOUSE, "补上这个文件。")

# One county, one portal
SECOND_PORTAL = _is("TN020", "一县多个门户网站", VETO, ONE_PORTAL, "只保留一个门户网站，其余的登记为整合迁移网站。")
OWN_SITE = _is("TN021", "部门、乡镇或专题自设网站", VETO, NO_OWN_SITE, "删除这一行，内容放在门户的子栏目里。")
TOWNSHIP_SITE = _is("TN022", "乡镇或部门单独开设网站", VETO, NO_OWN_SITE, "改为门户子栏目。")
CAMPAIGN_SITE = _is("TN023", "专项活动单独开设网站", VETO, NO_OWN_SITE, "改为门户上的专题专栏。")
COUNTY_AGENCY = _is("TN024", "县级部门开设网站", VETO, NO_OWN_SITE, "把 kind 改为 bureau，内容放在门户的子栏目里。")
AGENCY_UNAPPROVED = _is(
    "TN025", "部门网站未经批准", VETO, NO_OWN_SITE, "补上 approval（批准文号、批准机关、批准日期）。"
)
AGENCY_DOMAIN = _is(
    "TN026", "部门网站域名不在本级政府域名之下", REFUSE, "guoban-2018-55#1", "改用本级政府域名下的子域名。"
)
SAME_PATH = _is("TN027", "两个单位占用同一路径", REFUSE, HOUSE, "为其中一个换一个编号。")
RESERVED = _is("TN028", "使用了平台保留的名称", REFUSE, HOUSE, "换一个编号。")
PORTAL_CLOSED = _is(
    "TN029", "门户网站关停", VETO, "guoban-2017-47#3.2 xiji-2021#11", "门户网站一般不得关停，把 status 改回 live。"
)
SAME_IDENTITY = _is("TN030", "网站标识信息重复使用", REFUSE, "guoban-2018-55#1 house#registry", "各网站填各自的号码。")

# Formats
DOMAIN = _is("TN040", "域名写法不对", REFUSE, "guoban-2018-55#1", "写成“www.□□□.gov.cn”。")
SITE_CODE = _is("TN041", "网站标识码不对", REFUSE, FOOTER, "填写国务院办公厅发放的 10 位网站标识码。")
SITE_CODE_PLACE = _is("TN042", "网站标识码与行政区划不一致", ADVISE, HOUSE, "核对网站标识码的前六位。")
ICP = _is("TN043", "ICP 备案号不对", REFUSE, FOOTER, "写成“宁ICP备09000126号-1”的形式。")
POLICE = _is("TN044", "公安备案号不对", REFUSE, FOOTER, "写成“宁公网安备64042202000004号”的形式。")
PROVINCE = _is("TN045", "备案号与行政区划不是同一省份", REFUSE, FOOTER, "核对备案号和行政区划代码。")
BADGE = _is("TN046", "党政机关网站标识不对", REFUSE, OPENING, "填写标识证书上的编号。")
PHONE = _is("TN047", "电话号码写法不对", REFUSE, FOOTER, "写成“0954-3012345”或热线号码“12345”的形式。")
POSTCODE = _is("TN048", "邮政编码不对", REFUSE, HOUSE, "填写六位数字的邮政编码。")
EMAIL = _is("TN049", "电子邮箱写法不对", REFUSE, HOUSE, "写成“zwgk@shili.gov.cn”的形式。")
PLACEHOLDER = _is("TN050", "填的是占位号码", REFUSE, FOOTER, "填写真实号码；演示用的门户写上 demo: true。")
DIVISION = _is("TN051", "行政区划代码不对", REFUSE, HOUSE, "填写六位行政区划代码，例如 640422，并加英文引号。")
DIVISION_LEVEL = _is("TN052", "行政区划代码与层级不一致", ADVISE, HOUSE, "核对 level 和 division_code。")
ADDRESS = _is("TN053", "网址不对", REFUSE, HOUSE, "写成“https://”开头的政府网址。")
OLD_POLICE = _is("TN054", "公安备案号是旧格式", ADVISE, FOOTER, "到公安备案平台核对，换成 14 位数字的新号码。")
SITE_NAME = _is("TN055", "网站名称不规范", ADVISE, "guoban-2017-47#3.1", "用本级政府的规范名称。")

# Opening
NOT_READY = _is("TN060", "未具备上线条件", VETO, OPENING, "补齐后再上线；筹建中的门户把 status 写成 draft。")
PENDING = _is("TN061", "筹建中的门户标识未齐", ADVISE, OPENING, "开通前补上。")
NOBODY = _is("TN062", "责任单位、责任人或联系方式未填", REFUSE, FOOTER, "补上这一项。")

# Columns and people
NO_COLUMN = _is("TN070", "栏目不存在", REFUSE, HOUSE, "改成 columns.yaml 里登记的栏目编号。")
NOT_HERE = _is(
    "TN071", "这类单位不能设这个栏目", REFUSE, HOUSE, "删去这个栏目，或在 columns.yaml 的 at 里加上这类单位。"
)
SAME_COLUMN = _is("TN072", "栏目编号重复", REFUSE, HOUSE, "只保留一个，或换一个编号。")
SAME_NAME = _is("TN073", "名称重复", REFUSE, HOUSE, "改成各不相同的名称。")
COLUMN_TYPE = _is("TN074", "栏目类型不在全国统一的类型表里", ADVISE, HOUSE, "改用全国网页标签规范里的栏目类型。")
NO_SIGNER = _is("TN075", "栏目没有人能签发", ADVISE, "xiji-2021#41", "在 people 里为这个环节登记审签人。")
SAME_PERSON = _is("TN076", "审签人编号重复", REFUSE, "xiji-2021#41", "每人一个编号，各环节写在同一行的 stages 里。")
STAGE = _is("TN077", "审签环节不认识", REFUSE, "xiji-2021#41", "改成“初审”“复审”或“终审”。")

# Life of a site
UNAPPROVED = _is(
    "TN080",
    "整合迁移未经批准",
    VETO,
    "guoban-2017-47#3.2 xiji-2021#12",
    "补上 approval（批准文号、批准机关、批准日期）。",
)
NO_MIGRATION = _is("TN081", "整合迁移缺公告日期或去向", REFUSE, MERGING, "补上 migration.announced 和 merge_into。")
NO_TARGET = _is("TN082", "迁移去向不存在", REFUSE, MERGING, "改成已登记的“单位编号/栏目编号”。")
ORDER = _is("TN083", "起止日期颠倒", REFUSE, HOUSE, "核对两个日期。")
TOPIC_PERIOD = _is("TN084", "专题没有起始日期", REFUSE, NO_OWN_SITE, "补上 from（起始日期）。")
OFFLINE_PLAN = _is("TN085", "临时下线超过限额", REFUSE, "xiji-2021#15", "缩短或取消这次下线。")
OFFLINE_PAST = _is(
    "TN086", "临时下线曾超过限额", DEDUCT, "xiji-2021#15", "按规定整改；确属不可抗力的，写 force_majeure: true。"
)
SAME_MEDIA = _is("TN087", "同一平台重复开设新媒体账号", REFUSE, "huaihua-2020#2", "只保留一个账号，其余的关停。")

# Rulebook, exemptions, waivers
NO_BASIS = _is("TN090", "限值没有依据", REFUSE, HOUSE, '补上 basis，例如 basis: "xiji-2021#13"。')
NO_LIMIT = _is("TN091", "限值名称不认识", REFUSE, HOUSE, "改成平台已有的限值名称。")
UNIT = _is("TN092", "限值单位不符", REFUSE, HOUSE, "改用平台规定的单位。")
LOOSER = _is("TN093", "县级限值比平台宽", REFUSE, HOUSE, "县级规则只能更严，不能更宽。")
LOOSER_PLATFORM = _is("TN094", "平台限值比内置的宽", ADVISE, HOUSE, "核对 basis 的条款是否确有规定。")
HOST = _is("TN095", "外链域名写法不对", REFUSE, "house#links", "只写域名，例如“www.example.org.cn”。")
TOO_LONG = _is("TN096", "外链豁免期限过长", REFUSE, "house#links", "缩短 until，到期后重新审批。")
LINK_EXPIRED = _is("TN097", "外链豁免已到期", ADVISE, "house#links", "删去这一条，或重新审批后改 until。")
WAIVER_TOO_LONG = _is("TN098", "规则豁免期限过长", REFUSE, "house#waivers", "缩短 until，到期后重新审批。")
SAME_EXEMPTION = _is("TN099", "豁免重复", REFUSE, HOUSE, "只保留一条。")

# Where a portal is published to
TARGET = _is("TN100", "发布目标写法不对", REFUSE, HOUSE, "对照登记手册“发布目标”一节改正。")
HOST_KEY = _is("TN101", "主机公钥不对", REFUSE, HOUSE, "在服务器上查看 /etc/ssh/ssh_host_ed25519_key.pub，抄前两段。")
SAME_TARGET = _is("TN102", "发布目标重复", REFUSE, HOUSE, "只保留一个，或改用另一个编号。")
SECRET = _is("TN103", "登记里写了密钥或口令", REFUSE, HOUSE, "删去这一行，并立即更换它；密钥放在发布机的密钥目录里。")

# Profiles and calendar
NO_PROFILE = _is("TN110", "没有这份文件的限值", REFUSE, HOUSE, "改成程序内置的文件编号，见限值表。")
CALENDAR = _is("TN111", "工作日历不对", REFUSE, HOUSE, "按国务院办公厅当年的放假通知逐日核对。")
