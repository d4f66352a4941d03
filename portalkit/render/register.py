"""The catalogue of an organ's disclosed documents as data: to be searched and filtered on its page, and taken home."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec

from portalkit.model.entry import Entry
from portalkit.model.tenant import Tenant
from portalkit.render.bridge import Bridge

HEADS = ("索引号", "标题", "文号", "发文机关", "成文日期", "主题分类", "有效性", "发布日期", "网址")
"""What the catalogue tells of a document, in this order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the start of a formula."""


def register_url(tenant: Tenant, kind: str) -> str:
    """Site path of the catalogue as ``csv`` or ``json``."""
    return f"{tenant.mount}disclosure/catalogue.{kind}"


def register_files(bridge: Bridge, tenant: Tenant) -> Iterator[tuple[str, str]]:
    """Site path and text of the catalogue of an organ, newest first; nothing without documents."""
    documents = bridge.corpus.documents(bridge.portal, tenant.folder)
    if not documents:
        return
    root = bridge.shell(tenant).root_url
    rows = [_row(entry) for entry in reversed(documents)]
    yield register_url(tenant, "json"), _json(tenant, rows)
    yield register_url(tenant, "csv"), _csv([(*row[:-1], root + row[-1]) for row in rows])


def _row(entry: Entry) -> tuple[str, ...]:
    document = entry.document
    assert document is not None  # only articles with a document head are asked for
    return (
        document.index_number,
        entry.title,
        document.document_number,
        document.issuer,
        document.signed_on.isoformat() if document.signed_on else "",
        document.subject,
        document.validity,
        f"{entry.published:%Y-%m-%d}",
        entry.url,
    )


def _json(tenant: Tenant, rows: list[tuple[str, ...]]) -> str:
    return msgspec.json.encode({"owner": tenant.name, "heads": HEADS, "rows": rows}).decode() + "\n"


def _csv(rows: list[tuple[str, ...]]) -> str:
    """With a mark of its encoding, by which Excel knows it; nothing in a cell is ever a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()
