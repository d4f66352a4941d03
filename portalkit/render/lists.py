"""Column lists in pages that are numbered from the oldest.

A full page never changes its content again: when an article comes in at the top, only the first page and, now and
then, one new page are written. The first page shows the newest full page together with what came after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from portalkit.library.corpus import Corpus
from portalkit.model.column import Column, ColumnPath
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.tenant import Tenant
from portalkit.render.bridge import Bridge
from portalkit.render.forms import FORMS, ordered
from portalkit.render.head import column_tags, page_of
from portalkit.render.items import items_of
from portalkit.render.views import ColumnView, Crumb, Page, Pager
from portalkit.render.work import Work


@dataclass(frozen=True, slots=True)
class Stretch:
    """One page of a list: ``number`` is ``None`` for the first page; ``offset`` and ``limit`` count from the oldest."""

    number: int | None
    offset: int
    limit: int
    pager: Pager | None


def stretches(total: int, size: int, address: Callable[[int | None], str]) -> Iterator[Stretch]:
    """Cut a list of ``total`` into pages of ``size``, the newest first.

    ``address(n)`` is the address of page ``n`` counted from the oldest, ``address(None)`` that of the first page.
    """
    full = full_pages(total, size)
    offset = full * size
    several = full > 0
    yield Stretch(
        None,
        offset,
        total - offset,
        Pager("最新", None, None, address(full), address(1)) if several else None,
    )
    for number in range(full, 0, -1):
        pager = Pager(
            f"第 {number} 页",
            newest=address(None),
            newer=address(number + 1 if number < full else None),
            older=address(number - 1) if number > 1 else None,
            oldest=address(1) if number > 1 else None,
        )
        yield Stretch(number, (number - 1) * size, size, pager)


def full_pages(total: int, size: int) -> int:
    """How many numbered pages a list of ``total`` has beside its first page."""
    return max(total // size - 1, 0)


def numbered(base: str, number: int | None) -> str:
    """``/notices/`` → ``/notices/page-3.html``."""
    return base if number is None else f"{base}page-{number}.html"


def years_of(corpus: Corpus, portal: str, place: ColumnPath, *, total: int, size: int) -> tuple[int, ...]:
    """The years that a column with ``total`` articles is divided into, newest first; none for a short or young one."""
    if not divided(total, size):
        return ()
    years = corpus.years(portal, place)
    return years if len(years) > 1 else ()


def divided(total: int, size: int) -> bool:
    """Whether a column of so many articles may be divided into years: one page shows a shorter one whole."""
    return full_pages(total, size) > 0


def year_url(base: str, year: int, number: int | None = None) -> str:
    """``/notices/`` → ``/notices/year-2026.html``, ``/notices/year-2026-3.html``."""
    return f"{base}year-{year}.html" if number is None else f"{base}year-{year}-{number}.html"


def year_links(base: str, years: tuple[int, ...]) -> tuple[Crumb, ...]:
    """The row of years; the column's own first page stands for all of them."""
    return (Crumb("全部", base), *(Crumb(f"{year}年", year_url(base, year)) for year in years)) if years else ()


def column_pages(bridge: Bridge, tenant: Tenant, column: Column, work: Work) -> Iterator[tuple[int, Page, ColumnView]]:
    """The pages of a column that the work wants, with their numbers (0 for the first); none of an empty column."""
    place = ColumnPath(tenant.folder, column.id)
    total = bridge.corpus.count(bridge.portal, place)
    if not total:
        return
    base, size = tenant.column_url(column), bridge.limit("list_page_items")
    pages = stretches(total, size, lambda n: numbered(base, n))
    everything = bridge.corpus.column(bridge.portal, place) if work.groups is None else None
    for stretch in sorted(pages, key=lambda page: page.offset):
        number = stretch.number or 0
        if not work.wants(PageGroup.of(GroupKind.COLUMN, tenant.folder, column.id, number)):
            continue
        url = numbered(base, stretch.number)
        if everything is None:
            entries = bridge.corpus.from_oldest(bridge.portal, place, offset=stretch.offset, limit=stretch.limit)
        else:
            entries = tuple(reversed(tuple(islice(everything, stretch.limit))))
        title = column.name if stretch.number is None else f"{column.name}（第 {stretch.number} 页）"
        page = page_of(
            bridge,
            tenant,
            kind="column",
            title=title,
            url=url,
            trail=(Crumb(column.name, base),),
            column=column_tags(column),
            feed=base,
        )
        # Only the first page knows the years: it is written anew with every article, the numbered ones are not.
        years = () if number else years_of(bridge.corpus, bridge.portal, place, total=total, size=size)
        form = FORMS.get(column.type, "")
        yield (
            number,
            page,
            ColumnView(
                column.name,
                column.description,
                base,
                ordered(items_of(bridge, entries), form),
                stretch.pager,
                years=year_links(base, years),
                form=form,
            ),
        )
