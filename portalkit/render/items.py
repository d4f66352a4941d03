"""Published articles as lines of lists and blocks."""

from __future__ import annotations

from collections.abc import Iterable

from portalkit.model.column import ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.picture import source_set
from portalkit.model.tenant import Tenant
from portalkit.render.bridge import Bridge
from portalkit.render.views import Block, ContactRow, Item


def item_of(bridge: Bridge, entry: Entry) -> Item:
    """One line of a list; the unit is named for articles of bureaus and townships."""
    tenant = bridge.tenant(entry.tenant)
    document = entry.document
    return Item(
        title=entry.title,
        url=entry.url,
        date=f"{entry.published:%Y-%m-%d}",
        source=entry.source,
        summary=entry.summary,
        picture=entry.picture,
        picture_title=entry.picture_title,
        picture_copies=source_set(entry.picture, entry.picture_pixels) if entry.picture else "",
        picture_pixels=entry.picture_pixels,
        tenant=tenant.short_name if tenant and tenant is not bridge.tree.portal else "",
        document_number=document.document_number if document else "",
        index_number=document.index_number if document else "",
        issuer=document.issuer if document else "",
        signed_on=document.signed_on.isoformat() if document and document.signed_on else "",
        validity=document.validity if document else "",
        headline=entry.headline,
        facts=entry.facts,
    )


def items_of(bridge: Bridge, entries: Iterable[Entry]) -> tuple[Item, ...]:
    """Lines in the order given."""
    return tuple(item_of(bridge, entry) for entry in entries)


def column_block(bridge: Bridge, tenant: Tenant, types: tuple[str, ...], limit: int) -> Block | None:
    """The newest of the tenant's first column of one of the types, or nothing when it is empty."""
    for column in tenant.columns:
        if column.type in types:
            entries = bridge.corpus.newest(bridge.portal, ColumnPath(tenant.folder, column.id), limit)
            if entries:
                items = items_of(bridge, entries)
                return Block(column.name, tenant.column_url(column), items, column.description)
    return None


def shared_block(
    bridge: Bridge, tenants: Iterable[Tenant], types: tuple[str, ...], *, name: str, url: str, limit: int
) -> Block | None:
    """The newest over the columns of one kind of several tenants together."""
    places = tuple(
        ColumnPath(tenant.folder, column.id) for tenant in tenants for column in tenant.columns if column.type in types
    )
    entries = bridge.corpus.newest_of_columns(bridge.portal, places, limit)
    return Block(name, url, items_of(bridge, entries)) if entries else None


def contact_rows(tenant: Tenant) -> tuple[ContactRow, ...]:
    """How the public reaches a unit, as rows; what is not registered is left out."""
    contact = tenant.contact
    rows = (
        ("负责人", tenant.accountable_officer),
        ("办公地址", contact.address if contact else ""),
        ("办公时间", contact.hours if contact else ""),
        ("联系电话", contact.phone if contact else ""),
        ("传真", contact.fax if contact else ""),
        ("电子邮箱", contact.email if contact else ""),
        ("邮政编码", contact.postcode if contact else ""),
    )
    return tuple(ContactRow(name, value) for name, value in rows if value)
