"""The units on a portal: bureaus, townships, agency sites, topics and websites being merged (<tenant>.yaml)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portalkit.model.column import Column
from portalkit.model.rulebook import Rulebook
from portalkit.model.tenant import Approval, Legacy, Level, Site, Tenant, TenantId, TenantKind, TopicPeriod
from portalkit.tenancy import mistakes
from portalkit.tenancy.columns import carried
from portalkit.tenancy.formats import is_id
from portalkit.tenancy.identity import IDENTITY_KEYS, read_contact
from portalkit.tenancy.lifecycle import read_legacy, read_topic
from portalkit.tenancy.people import judge_signers, read_approval, read_people
from portalkit.tenancy.reader import Fields, nearest
from portalkit.tenancy.registered import Aim, Registered
from portalkit.tenancy.site import read_agency_site, read_status
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import clip

_OWN_SITE_KEYS = (*IDENTITY_KEYS, "theme", "template", "website", "homepage", "host", "url")
_KINDS = tuple(kind.value for kind in TenantKind if kind is not TenantKind.PORTAL)
_SITE_KINDS = {
    "township-site": ("township", "乡镇（街道）不开设网站"),
    "street-site": ("township", "乡镇（街道）不开设网站"),
    "bureau-site": ("bureau", "县级部门不开设网站"),
    "department-site": ("bureau", "县级部门不开设网站"),
    "county-agency-site": ("bureau", "县级部门不开设网站"),
}
_CAMPAIGN_KINDS = ("campaign", "campaign-site", "event", "event-site", "topic-site")
_CHINESE_KINDS = {kind.chinese: kind.value for kind in TenantKind if kind is not TenantKind.PORTAL}


def read_kind(fields: Fields) -> TenantKind | None:
    """Read ``kind`` of a unit's file; what it should be where that is plain, else ``None``."""
    text = fields.text("kind")
    if text in _KINDS:
        return TenantKind(text)
    if text == TenantKind.PORTAL.value:
        what = "这个文件又登记了一个门户网站（kind: portal），一个门户文件夹只能有一个 portal.yaml。"
        fields.note(mistakes.SECOND_PORTAL, "kind", what)
    elif text in _SITE_KINDS:
        kind, why = _SITE_KINDS[text]
        fix = f"把 kind 改为 {kind}，内容放在门户的子栏目里。"
        fields.note(mistakes.TOWNSHIP_SITE, "kind", f"kind 写的是“{text}”，{why}。", fix=fix)
        return TenantKind(kind)
    elif text in _CAMPAIGN_KINDS:
        fix = "把 kind 改为 topic，并写上 from（起始日期）。"
        fields.note(mistakes.CAMPAIGN_SITE, "kind", f"kind 写的是“{text}”，专项活动不单独开设网站。", fix=fix)
        return TenantKind.TOPIC
    elif text:
        near = _CHINESE_KINDS.get(text) or nearest(text, _KINDS)
        fix = f"改成“{near}”。" if near else f"改成其中之一：{'、'.join(_KINDS)}。"
        fields.note(mistakes.VALUE, "kind", f"{called('kind')}写的是“{clip(text)}”，不是单位类型。", fix=fix)
    return None


def read_member(
    fields: Fields,
    stem: str,
    above: Registered,
    *,
    unified: tuple[Column, ...] | None,
    rulebook: Rulebook,
    today: date | None,
) -> Registered | None:
    """Read the file ``<stem>.yaml`` of a portal folder; ``None`` where its kind is not known."""
    kind = read_kind(fields)
    if kind is None:
        return None
    # Of a portal that could not be read nothing is known, so nothing is held against its units.
    demo = above.fields.absent or bool(above.tenant.site and above.tenant.site.demo)
    _refuse_own_site(fields, kind)
    site: Site | None = None
    topic: TopicPeriod | None = None
    legacy: Legacy | None = None
    approval: Approval | None = None
    aims: tuple[Aim, ...] = ()
    if kind is TenantKind.AGENCY_SITE:
        _judge_level(fields, above)
        approval = read_approval(fields, missing=mistakes.AGENCY_UNAPPROVED)
        site = read_agency_site(fields, above.tenant, rulebook, demo=demo, today=today)
    elif kind is TenantKind.TOPIC:
        topic = read_topic(fields)
    elif kind is TenantKind.LEGACY:
        legacy, aims = read_legacy(fields)
        approval = legacy.approval
    tenant = _tenant(fields, stem, kind, above.tenant.id, unified, demo=demo)
    tenant = replace(tenant, site=site, topic=topic, legacy=legacy, approval=approval)
    fields.finish()
    return Registered(tenant, fields, aims)


def _tenant(
    fields: Fields, stem: str, kind: TenantKind, portal: TenantId, unified: tuple[Column, ...] | None, *, demo: bool
) -> Tenant:
    office = kind in (TenantKind.BUREAU, TenantKind.TOWNSHIP, TenantKind.AGENCY_SITE)
    columns: tuple[Column, ...] = ()
    if kind is TenantKind.LEGACY:
        _refuse_columns(fields)
    else:
        columns = carried(fields, kind, unified)
    people = read_people(fields)
    judge_signers(fields, columns, people)
    name = fields.text("name")
    owner = fields.text("owner", missing=mistakes.NOBODY)
    return Tenant(
        id=TenantId(_id(fields, stem)),
        portal=portal,
        kind=kind,
        name=name,
        short_name=fields.text("short_name", required=False) or name,
        owner=owner,
        operator=fields.text("operator", required=office, missing=mistakes.NOBODY if office else None) or owner,
        status=read_status(fields),
        contact=read_contact(fields, required=office, demo=demo),
        accountable_officer=fields.text("accountable_officer", required=office, missing=mistakes.NOBODY),
        columns=columns,
        people=people,
        file=fields.report.path,
        informant=fields.text("informant", required=False),
    )


def _id(fields: Fields, stem: str) -> str:
    """The file name decides, so that a slip in one file does not move another unit."""
    text = fields.text("id")
    if text and not is_id(text):
        fields.note(mistakes.BAD_ID, "id", f"单位编号“{clip(text)}”写法不对。")
    elif text and text != stem:
        what = f"单位编号是“{text}”，文件名是“{stem}.yaml”，两者不一致。"
        fields.note(mistakes.ID_MISMATCH, "id", what, fix=f"把 id 改成“{stem}”，或把文件改名为“{text}.yaml”。")
    return stem


def _refuse_own_site(fields: Fields, kind: TenantKind) -> None:
    """A unit without a site of its own has no sign of one (47号 三(一); 西吉县制度 第八条)."""
    if kind in (TenantKind.AGENCY_SITE, TenantKind.LEGACY):
        return
    for key in _OWN_SITE_KEYS:
        fields.pass_over(key)
        if fields.has(key):
            what = f"{kind.chinese}不开设网站，不能有自己的 {called(key)}。"
            fields.note(mistakes.OWN_SITE, key, what, fix=f"删除 {key} 这一行，内容放在门户的子栏目里。")
    if fields.has("media_accounts"):
        fields.pass_over("media_accounts")
        what = "政务新媒体统一登记在门户的 portal.yaml 里，用 owner 写明主办单位。"
        fields.note(mistakes.SHAPE, "media_accounts", what, fix="把这一段移到 portal.yaml 的 media_accounts 里。")


def _refuse_columns(fields: Fields) -> None:
    if fields.has("columns"):
        fields.pass_over("columns")
        what = "整合迁移网站的内容已并入其他栏目，自己不再设栏目。"
        fields.note(mistakes.NOT_HERE, "columns", what, fix="删除 columns，去向写在 merge_into 里。")


def _judge_level(fields: Fields, above: Registered) -> None:
    if above.fields.peek("level") == Level.COUNTY.value:
        fields.note(mistakes.COUNTY_AGENCY, "kind", f"“{above.tenant.name}”是县级门户，县级部门不开设网站。")
