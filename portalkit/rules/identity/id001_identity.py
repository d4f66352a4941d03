"""ID001: an item of identity that is missing on a page, hidden, or not what is registered."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage, Mark
from portalkit.rules.pages import ExpectedIdentity, PageContext
from portalkit.rules.rule import Scope, rule

_NAMES = {
    "site-name": "网站名称",
    "owner": "主办单位",
    "operator": "承办单位",
    "site-code": "网站标识码",
    "icp": "ICP 备案号",
    "police": "公安备案号",
    "badge": "党政机关网站标识",
    "sitemap": "网站地图",
    "report-error": "我为政府网站找错",
}
_CONTACTS = {"phone": "联系电话", "email": "电子邮箱", "address": "地址", "postcode": "邮编"}
_HOSTS = {
    "icp": frozenset({"beian.miit.gov.cn"}),
    "police": frozenset({"beian.mps.gov.cn"}),
    "badge": frozenset({"bszs.conac.cn", "dcs.conac.cn"}),
    "report-error": frozenset({"zfwzgl.www.gov.cn"}),
}


@rule(
    "ID001",
    "网站标识缺失或不符",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2017-47#annex-footer", "guoban-2019-19#footer", "xiji-2021#10"),
    fix="核对主题模板的页头页脚和 tenants/ 里的登记，改一致后重新生成。",
)
def identity(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """每个页面都要写明是谁的网站：主办、承办、标识码、两个备案号、党政机关标识、联系方式、网站地图和找错入口。

    反例: 某个页面的页脚没有网站标识码
    正例: 所有页面的页脚都与登记一致
    """

    def faults() -> Iterator[str]:
        expected = context.identity_of(page)
        yield from (*_texts(page, expected), *_links(page, expected, context), *_contacts(page, expected))

    for what in faults() if page.marks_inside else context.of_frame("ID001", page, faults):
        yield Hit(page.where, what)


def _texts(page: BuiltPage, expected: ExpectedIdentity) -> Iterator[str]:
    site = expected.site
    registered = {
        "site-name": expected.name,
        "owner": expected.owner,
        "operator": expected.operator,
        "site-code": site.site_code,
        "icp": site.icp_number,
        "police": site.police_number,
    }
    for item, text in registered.items():
        yield from _says(_NAMES[item], _marked(page, item), text)


def _links(page: BuiltPage, expected: ExpectedIdentity, context: PageContext) -> Iterator[str]:
    for item in ("badge", "sitemap", "report-error"):
        yield from _says(_NAMES[item], _marked(page, item), None)
    for item, hosts in _HOSTS.items():
        for mark in _marked(page, item):
            if not _leads_to(mark.href, hosts):
                yield f"“{_NAMES[item]}”没有链接到规定的网站 {min(hosts)}。"
    for item, sign in _registered_in_links(expected).items():
        if any(sign.lower() not in mark.href.lower() for mark in _marked(page, item)):
            yield f"“{_NAMES[item]}”的链接里没有登记的号码 {sign}。"
    code = expected.site.site_code
    if any(_query(mark.href).get("site_code") != [code] for mark in _marked(page, "report-error")):
        yield f"“{_NAMES['report-error']}”的链接里没有登记的网站标识码 {code}。"
    targets = [context.target(page, mark.href) for mark in _marked(page, "sitemap")]
    if any(target is None or not context.exists(target) for target in targets):
        yield f"“{_NAMES['sitemap']}”的链接打不开。"


def _leads_to(href: str, hosts: frozenset[str]) -> bool:
    try:
        parts = urlsplit(href)
        return parts.scheme == "https" and parts.hostname in hosts
    except ValueError:  # brackets that are no IPv6 address
        return False


def _query(href: str) -> dict[str, list[str]]:
    return parse_qs(href.partition("#")[0].partition("?")[2])


def _registered_in_links(expected: ExpectedIdentity) -> dict[str, str]:
    police = "".join(sign for sign in expected.site.police_number if sign.isascii() and sign.isdigit())
    return {"police": police, "badge": expected.site.badge.id}


def _contacts(page: BuiltPage, expected: ExpectedIdentity) -> Iterator[str]:
    contact = expected.contact
    if contact is None:
        yield "登记里没有联系方式，页面上无法显示。"
        return
    registered = {
        "phone": contact.phone,
        "email": contact.email,
        "address": contact.address,
        "postcode": contact.postcode,
    }
    for part, text in registered.items():
        marks = tuple(mark for mark in _marked(page, "contact") if mark.part == part)
        if text or marks:
            yield from _says(_CONTACTS[part], marks, text)


def _says(name: str, marks: tuple[Mark, ...], text: str | None) -> Iterator[str]:
    if not marks:
        yield f"页面上没有“{name}”。"
    elif all(mark.hidden for mark in marks):
        yield f"页面上的“{name}”被隐藏了，读者看不到。"
    if text is None:
        return
    for shown in dict.fromkeys(mark.text for mark in marks):
        if shown != " ".join(text.split()):
            yield f"“{name}”写的是“{shown}”，登记的是“{text}”。"


def _marked(page: BuiltPage, name: str) -> tuple[Mark, ...]:
    return tuple(mark for mark in page.marks if mark.name == name)
