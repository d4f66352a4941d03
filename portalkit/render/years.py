"""The years of a column: a list of its own for each, where a column is long and older than a year.

Like the column itself each is numbered from the oldest; a new article changes the pages of its year only.
"""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import Column, ColumnPath
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.tenant import Tenant
from portalkit.render.bridge import Bridge
from portalkit.render.forms import FORMS, ordered
from portalkit.render.head import column_tags, page_of
from portalkit.render.items import items_of
from portalkit.render.lists import stretches, year_links, year_url, years_of
from portalkit.render.views import ColumnView, Crumb, Page
from portalkit.render.work import Work


def year_pages(
    bridge: Bridge, tenant: Tenant, column: Column, work: Work
) -> Iterator[tuple[PageGroup, Page, ColumnView]]:
    """The pages of the years that the work wants, with their groups."""
    place, size = ColumnPath(tenant.folder, column.id), bridge.limit("list_page_items")
    total = bridge.corpus.count(bridge.portal, place)
    years = years_of(bridge.corpus, bridge.portal, place, total=total, size=size)
    base = tenant.column_url(column)
    for year in years:
        group = PageGroup.of(GroupKind.YEAR, tenant.folder, column.id, year)
        if not work.wants(group):
            continue
        count = bridge.corpus.count(bridge.portal, place, year=year)

        def address(number: int | None, year: int = year) -> str:
            return year_url(base, year, number)

        for stretch in stretches(count, size, address):
            entries = bridge.corpus.from_oldest(
                bridge.portal, place, offset=stretch.offset, limit=stretch.limit, year=year
            )
            part = f"{year}年" if stretch.number is None else f"{year}年，第 {stretch.number} 页"
            page = page_of(
                bridge,
                tenant,
                kind="column",
                title=f"{column.name}（{part}）",
                url=address(stretch.number),
                trail=(Crumb(column.name, base), Crumb(f"{year}年", year_url(base, year))),
                column=column_tags(column),
            )
            form = FORMS.get(column.type, "")
            view = ColumnView(
                column.name,
                column.description,
                base,
                ordered(items_of(bridge, entries), form),
                stretch.pager,
                years=year_links(base, years),
                year=year_url(base, year),
                form=form,
            )
            yield group, page, view
