"""政府信息公开 of the portal and of each organ: one form, the same five parts, in this order.

Source: 国办公开办函〔2019〕61号; 《政府信息公开条例》第十二、二十四、四十九条.
"""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import Column, ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.tenant import Tenant
from portalkit.render.bridge import Bridge
from portalkit.render.head import page_of
from portalkit.render.items import contact_rows, items_of
from portalkit.render.leaving import rewrite
from portalkit.render.lists import stretches
from portalkit.render.register import register_url
from portalkit.render.shell import DISCLOSURE_TYPES
from portalkit.render.views import Block, Crumb, DisclosureView, Page, Pager
from portalkit.render.work import Work

PARTS: tuple[tuple[str, str, str], ...] = (
    ("home", "政府信息公开", ""),
    ("guide", "政府信息公开指南", "guide.html"),
    ("rules", "政府信息公开制度", "rules.html"),
    ("catalogue", "法定主动公开内容", "catalogue.html"),
    ("reports", "政府信息公开年报", "reports.html"),
    ("request", "依申请公开", "request.html"),
)
"""Part, name, file; the names and their order are prescribed."""

_NOTHING_YET = {
    "rules": "本机关执行《中华人民共和国政府信息公开条例》和上级机关的有关规定。",
    "reports": "本机关尚未发布年度报告。",
}

_TYPES = {"guide": "信息公开指南", "rules": "信息公开制度", "reports": "信息公开年报", "request": "依法申请公开"}


def disclosure_pages(bridge: Bridge, tenant: Tenant, work: Work) -> Iterator[tuple[PageGroup, Page, DisclosureView]]:
    """The pages of an organ's 政府信息公开 that the work wants, with their groups."""
    group = PageGroup.of(GroupKind.DISCLOSURE, tenant.folder)
    if work.wants(group):
        for part, _, _ in PARTS:
            if part != "catalogue":
                yield group, _head(bridge, tenant, part, _url(tenant, part)), _part(bridge, tenant, part)
    for number, page, view in _catalogue(bridge, tenant, work):
        further = PageGroup.of(GroupKind.CATALOGUE, tenant.folder, "", number)
        yield further if number else group, page, view


def _part(bridge: Bridge, tenant: Tenant, part: str) -> DisclosureView:
    entries = _of_part(bridge, tenant, part)
    note = ""
    if part == "rules" and not entries and tenant is not bridge.tree.portal:
        entries = _of_part(bridge, bridge.tree.portal, part)
        note = f"本单位执行{bridge.tree.portal.name}统一的政府信息公开制度。"
    html = ""
    if part in ("guide", "request"):
        html = _whole(bridge, entries[0]) if entries else ""
        note = "" if entries else _stand_in(tenant, part)
        entries = entries[1:]
    if part == "home":
        entries = tuple(reversed(_newest_documents(bridge, tenant)))
        note = f"这里集中公开{tenant.name}制作或者获取的、依法应当主动公开的政府信息。"
    if not entries and not html and not note:
        note = _NOTHING_YET[part]
    data_url = _data_url(tenant) if part == "home" and entries else ""
    return _view(bridge, tenant, part, items=entries, html=html, note=note, data_url=data_url)


def _catalogue(bridge: Bridge, tenant: Tenant, work: Work) -> Iterator[tuple[int, Page, DisclosureView]]:
    total = bridge.corpus.count_documents(bridge.portal, tenant.folder)
    base = _url(tenant, "catalogue")

    def address(number: int | None) -> str:
        return base if number is None else base.replace(".html", f"-{number}.html")

    for stretch in stretches(total, bridge.limit("list_page_items"), address):
        number = stretch.number or 0
        kind = GroupKind.CATALOGUE if number else GroupKind.DISCLOSURE
        if not work.wants(PageGroup.of(kind, tenant.folder, "", number)):
            continue
        documents = bridge.corpus.documents(bridge.portal, tenant.folder, offset=stretch.offset, limit=stretch.limit)
        blocks = _column_blocks(bridge, tenant) if stretch.number is None else ()
        note = "" if documents or blocks else "本机关的主动公开内容正在入库审核，请先通过“依申请公开”渠道获取。"
        yield (
            number,
            _head(bridge, tenant, "catalogue", address(stretch.number)),
            _view(
                bridge,
                tenant,
                "catalogue",
                items=tuple(reversed(documents)),
                blocks=blocks,
                note=note,
                pager=stretch.pager,
                data_url=_data_url(tenant) if total and stretch.number is None else "",
            ),
        )


def _data_url(tenant: Tenant) -> str:
    return register_url(tenant, "json").removesuffix(".json")


def _column_blocks(bridge: Bridge, tenant: Tenant) -> tuple[Block, ...]:
    return tuple(
        Block(
            column.name,
            tenant.column_url(column),
            items_of(bridge, bridge.corpus.newest(bridge.portal, ColumnPath(tenant.folder, column.id), 5)),
            column.description,
        )
        for column in bridge.visible_columns(tenant)
        if column.type not in DISCLOSURE_TYPES
    )


def _view(
    bridge: Bridge,
    tenant: Tenant,
    part: str,
    *,
    items: tuple[Entry, ...] = (),
    blocks: tuple[Block, ...] = (),
    html: str = "",
    note: str = "",
    pager: Pager | None = None,
    data_url: str = "",
) -> DisclosureView:
    return DisclosureView(
        owner=tenant.name,
        part=part,
        name=_name(part),
        menu=tuple(Crumb(name, _url(tenant, p)) for p, name, _ in PARTS if p != "home"),
        current=_url(tenant, part),
        items=items_of(bridge, items),
        blocks=blocks,
        html=html,
        contact=contact_rows(tenant),
        note=note,
        pager=pager,
        data_url=data_url,
        unit="" if tenant is bridge.tree.portal else tenant.id,
    )


def _head(bridge: Bridge, tenant: Tenant, part: str, url: str) -> Page:
    name = _name(part)
    trail = [Crumb("政府信息公开", _url(tenant, "home"))]
    if part != "home":
        trail.append(Crumb(name, _url(tenant, part)))
    column = _column(tenant, part)
    return page_of(
        bridge,
        tenant,
        kind="disclosure",
        title=name,
        url=url,
        trail=tuple(trail),
        column=(
            name,
            column.description if column else f"{tenant.name}{name}，依法公开政府信息",
            column.keywords if column else ("信息公开", name),
            _TYPES.get(part, "信息公开目录"),
        ),
    )


def _column(tenant: Tenant, part: str) -> Column | None:
    return next((c for c in tenant.columns if DISCLOSURE_TYPES.get(c.type) == part), None)


def _of_part(bridge: Bridge, tenant: Tenant, part: str) -> tuple[Entry, ...]:
    column = _column(tenant, part)
    if column is None:
        return ()
    return bridge.corpus.newest(bridge.portal, ColumnPath(tenant.folder, column.id), 100)


def _newest_documents(bridge: Bridge, tenant: Tenant) -> tuple[Entry, ...]:
    total = bridge.corpus.count_documents(bridge.portal, tenant.folder)
    limit = bridge.limit("home_items")
    return bridge.corpus.documents(bridge.portal, tenant.folder, offset=max(total - limit, 0), limit=limit)


def _whole(bridge: Bridge, entry: Entry) -> str:
    return rewrite(bridge, bridge.corpus.record(entry.path, entry.revision).body)


def _stand_in(tenant: Tenant, part: str) -> str:
    if part == "guide":
        return f"需要获取{tenant.name}政府信息的，可以查阅本页左侧各栏目，也可以按下列联系方式向信息公开工作机构咨询。"
    return f"需要{tenant.name}主动公开以外的政府信息的，可以按下列联系方式当面或者邮寄提交书面申请，我们依法按期答复。"


def _name(part: str) -> str:
    return next(name for p, name, _ in PARTS if p == part)


def _url(tenant: Tenant, part: str) -> str:
    file = next(file for p, _, file in PARTS if p == part)
    return f"{tenant.mount}disclosure/{file}"
