"""Portals and agency sites: units with a website of their own (portal.yaml, ``kind: agency-site``)."""

from __future__ import annotations

from datetime import date

from portalkit.model.column import Column
from portalkit.model.rulebook import Rulebook
from portalkit.model.tenant import Level, Site, Tenant, TenantId, TenantKind, TenantStatus
from portalkit.tenancy import formats, mistakes
from portalkit.tenancy.columns import carried
from portalkit.tenancy.identity import read_contact, read_identity
from portalkit.tenancy.lifecycle import read_changes, read_mourning, read_offline_periods, read_opening
from portalkit.tenancy.people import judge_signers, read_media, read_people
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.registered import Registered
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import clip

INDEX_SCHEMES = ("org9", "uscc", "div6", "six")
_LEVELS = tuple(level.value for level in Level)
_STATUSES = tuple(status.value for status in TenantStatus)


def read_portal(
    fields: Fields, folder: str, *, unified: tuple[Column, ...] | None, rulebook: Rulebook, today: date | None
) -> Registered:
    """Read portal.yaml of one portal folder."""
    ident = fields.text("id")
    if ident and ident != folder:
        what = f"门户编号是“{clip(ident)}”，文件夹名是“{folder}”，两者不一致。"
        fields.note(mistakes.ID_MISMATCH, "id", what, fix=f"把 id 改成“{folder}”，或把文件夹改名。")
    _judge_kind(fields)
    status = read_status(fields)
    demo = fields.flag("demo")
    name = fields.text("name")
    _judge_name(fields, name)
    site = _read_site(fields, rulebook, status=status, demo=demo, today=today)
    if site.identity.domain and not formats.is_portal_domain(site.identity.domain):
        what = f"{called('domain')}写的是“{clip(site.identity.domain, 80)}”，门户域名应当是“www.□□□.gov.cn”。"
        fields.note(mistakes.DOMAIN, "domain", what)
    if status is TenantStatus.CLOSED:
        fields.note(mistakes.PORTAL_CLOSED, "status", f"“{name}”的 status（状态）是 closed，门户网站不得关停。")
    columns = carried(fields, TenantKind.PORTAL, unified)
    people = read_people(fields)
    judge_signers(fields, columns, people)
    portal = Tenant(
        id=TenantId(folder),
        portal=TenantId(folder),
        kind=TenantKind.PORTAL,
        name=name,
        short_name=fields.text("short_name", required=False) or name,
        owner=fields.text("owner", missing=mistakes.NOBODY),
        operator=fields.text("operator", missing=mistakes.NOBODY),
        status=status,
        contact=read_contact(fields, required=True, demo=demo),
        accountable_officer=fields.text("accountable_officer", required=False),
        columns=columns,
        people=people,
        file=fields.report.path,
        site=site,
        informant=fields.text("informant", required=False),
    )
    fields.finish()
    return Registered(portal, fields)


def read_agency_site(fields: Fields, portal: Tenant, rulebook: Rulebook, *, demo: bool, today: date | None) -> Site:
    """Read what an agency site has beyond a bureau; place and level are its portal's unless written."""
    status = TenantStatus(fields.peek("status")) if fields.peek("status") in _STATUSES else TenantStatus.DRAFT
    site = _read_site(fields, rulebook, status=status, demo=demo, today=today, above=portal.site)
    parent = portal.site.identity.domain if portal.site else ""
    domain = site.identity.domain
    if domain and formats.is_portal_domain(parent) and not formats.below_government(domain, parent):
        below = parent.removeprefix("www.")
        what = f"{called('domain')}写的是“{clip(domain, 80)}”，不在本级政府域名 {below} 之下。"
        fields.note(mistakes.AGENCY_DOMAIN, "domain", what, fix=f"改成“○○○.{below}”的形式。")
    return site


def read_status(fields: Fields) -> TenantStatus:
    """Read ``status``; a wrong one stands in as a draft."""
    text = fields.choice("status", _STATUSES)
    return TenantStatus(text) if text else TenantStatus.DRAFT


def _read_site(
    fields: Fields,
    rulebook: Rulebook,
    *,
    status: TenantStatus,
    demo: bool,
    today: date | None,
    above: Site | None = None,
) -> Site:
    draft = status is TenantStatus.DRAFT
    division_code = _division_code(fields, above)
    level = fields.choice("level", _LEVELS, default=above.level.value if above else None)
    return Site(
        level=Level(level) if level else Level.COUNTY,
        place=fields.text("place", required=above is None) or (above.place if above else ""),
        division_code=division_code,
        identity=read_identity(fields, division_code, draft=draft, demo=demo),
        supervisor=fields.text("supervisor", missing=mistakes.NOBODY),
        security_officer=fields.text("security_officer", missing=mistakes.NOBODY),
        opening=read_opening(fields, draft=draft),
        service_portal=_service_portal(fields),
        index_scheme=fields.choice("index_scheme", INDEX_SCHEMES, default=above.index_scheme if above else "div6"),
        demo=demo,
        media_accounts=read_media(fields),
        offline_periods=read_offline_periods(fields, rulebook, today=today),
        mourning=read_mourning(fields),
        changes=read_changes(fields),
    )


def _division_code(fields: Fields, above: Site | None) -> str:
    code = fields.text("division_code", required=above is None)
    if not code:
        return above.division_code if above else ""
    if not formats.is_division_code(code):
        what = f"{called('division_code')}写的是“{clip(code)}”，不是六位行政区划代码。"
        fields.note(mistakes.DIVISION, "division_code", what)
    elif above is None and fields.peek("level") in _LEVELS and fields.peek("level") != formats.division_level(code):
        words = {"province": "省级", "city": "市级", "county": "县级"}
        meant = words[formats.division_level(code)]
        what = f"{called('division_code')} {code} 是{meant}代码，而 level（层级）是 {fields.peek('level')}。"
        fields.note(mistakes.DIVISION_LEVEL, "division_code", what)
    return code


def _service_portal(fields: Fields) -> str:
    text = fields.text("service_portal", required=False)
    if not text:
        return ""
    host = formats.https_host(text)
    if host is None or not formats.is_government_host(host):
        what = f"{called('service_portal')}写的是“{clip(text, 80)}”，不是 https 的政府网址。"
        fields.note(mistakes.ADDRESS, "service_portal", what, fix="写成“https://zwfw.□□.gov.cn/”的形式。")
    return text


def _judge_kind(fields: Fields) -> None:
    kind = fields.text("kind")
    if kind and kind != TenantKind.PORTAL.value:
        what = f"portal.yaml 的 {called('kind')}写的是“{clip(kind)}”，应当是 portal。"
        fields.note(mistakes.VALUE, "kind", what, fix="改成 kind: portal；其他单位登记在自己的文件里。")


def _judge_name(fields: Fields, name: str) -> None:
    if name and not name.endswith(("人民政府", "管理委员会", "管委会", "行政公署", "政府门户网站")):
        what = f"网站名称“{clip(name)}”不是本级政府的规范名称。"
        fields.note(mistakes.SITE_NAME, "name", what, fix="写成“□□县人民政府”。")
