"""Laws over several files: one portal per county, one unit per path, one number per site, targets that exist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portalkit.model.column import ColumnPath
from portalkit.model.tenant import FormerColumn, Tenant, TenantKind
from portalkit.tenancy import mistakes
from portalkit.tenancy.registered import Aim, Registered, RegisteredPortal
from portalkit.tenancy.reserved import RESERVED
from portalkit.tenancy.words import called


def judge_portals(portals: tuple[RegisteredPortal, ...]) -> None:
    """One county has one portal, and no two sites share a domain or number."""
    heads = [one.portal for one in portals]
    seen: dict[tuple[str, str], Registered] = {}
    for head in heads:
        site = head.tenant.site
        if site is None:
            continue
        for key, value in (("division_code", site.division_code), ("place", site.place)):
            first = seen.setdefault((key, value), head) if value else head
            if first is not head:
                what = (
                    f"“{head.tenant.name}”与 {first.tenant.file} 登记的“{first.tenant.name}”是同一{_place(key)}的门户。"
                )
                head.fields.note(mistakes.SECOND_PORTAL, key, what)
                break
    sites = [member for one in portals for member in one.everybody() if member.tenant.site]
    for key in ("domain", "site_code", "police_number"):
        _judge_unique(sites, key)


def _place(key: str) -> str:
    return "行政区划" if key == "division_code" else "地区"


def _judge_unique(sites: Iterable[Registered], key: str) -> None:
    seen: dict[str, Registered] = {}
    for one in sites:
        value = one.fields.peek(key).lower()
        first = seen.setdefault(value, one) if value else one
        if first is not one:
            what = f"{called(key)} {value} 已由 {first.tenant.file} 使用。"
            one.fields.note(mistakes.SAME_IDENTITY, key, what)


def judge_members(one: RegisteredPortal, *, columns_known: bool) -> None:
    """On one portal: no two units on one path, no reserved names, no unit named twice, every target there."""
    by_path: dict[str, Registered] = {
        member.tenant.id: member for member in one.members if member.tenant.id == member.fields.peek("id")
    }
    by_name: dict[str, Registered] = {}
    for member in one.members:
        tenant, fields = member.tenant, member.fields
        if tenant.id in RESERVED:
            what = f"单位编号“{tenant.id}”是平台保留的名称：{RESERVED[tenant.id]}。"
            fields.note(mistakes.RESERVED, "id", what)
        written = fields.peek("id")
        first = by_path.setdefault(written, member)
        if first is not member:
            what = f"“{tenant.name}”与“{first.tenant.name}”（{first.tenant.file}）都在 /{written}/ 路径上。"
            fields.note(mistakes.SAME_PATH, "id", what)
        column = one.portal.tenant.column(tenant.id)
        if column is not None:
            what = f"“{tenant.name}”与门户栏目“{column.name}”都在 /{tenant.id}/ 路径上。"
            fields.note(mistakes.SAME_PATH, "id", what)
        named = by_name.setdefault(tenant.name, member) if tenant.name else member
        if named is not member:
            what = f"单位名称“{tenant.name}”与 {named.tenant.file} 相同。"
            fields.note(mistakes.SAME_NAME, "name", what)
        for aim in member.aims:
            if aim.path.tenant not in one.unread:
                _judge_aim(aim, member, one, columns_known=columns_known)


def _judge_aim(aim: Aim, member: Registered, one: RegisteredPortal, *, columns_known: bool) -> None:
    target = _tenant_of(aim.path, one)
    note = member.fields.report.note
    if target is None:
        what = f"去向“{aim.path}”里的单位“{aim.path.tenant}”没有登记。"
        note(mistakes.NO_TARGET, what, line=aim.where.line, field=aim.where.field)
    elif target.kind is TenantKind.LEGACY:
        what = f"去向“{aim.path}”也是一个整合迁移网站。"
        note(mistakes.NO_TARGET, what, line=aim.where.line, field=aim.where.field)
    elif columns_known and target.columns and target.column(aim.path.column) is None:
        ids = "、".join(column.id for column in target.columns)
        what = f"去向“{aim.path}”不存在，{target.short_name}没有栏目“{aim.path.column}”。"
        fix = f"改成{target.short_name}已有的栏目：{ids}。"
        note(mistakes.NO_TARGET, what, line=aim.where.line, field=aim.where.field, fix=fix)


def _tenant_of(path: ColumnPath, one: RegisteredPortal) -> Tenant | None:
    return next((each.tenant for each in one.everybody() if each.tenant.folder == path.tenant), None)


def with_former_columns(tenant: Tenant, one: RegisteredPortal) -> Tenant:
    """A legacy tenant that does not list its former columns tells of those it was merged into."""
    if tenant.legacy is None or tenant.legacy.former_columns:
        return tenant
    former = []
    for path in tenant.legacy.merge_into:
        target = _tenant_of(path, one)
        column = target.column(path.column) if target else None
        if column is not None:
            former.append(FormerColumn(column.name, path))
    return replace(tenant, legacy=replace(tenant.legacy, former_columns=tuple(former)))
