"""Which groups of pages a change makes out of date.

A page reads its own record, the lists it declares, and the shell around it; nothing else. So when an article comes,
goes or changes, this is what can look different:

- its own page; the pages of its neighbours in the column; pages of the document it explains or that explain it
- in each column that lists it: the pages from its place to the newest, and those of its year; the feeds of the column
  (they belong to its first page); the homes of the units, the portal's home
- the disclosure pages of its unit, the catalogue from its place on, and as data; feeds; pages before outside addresses
- the maps of its unit, when its address or its day is another
- when a column becomes long enough to be divided into years, or gets or loses one: all its years
- when a column gets its first article or loses its last: the menus, and with them every page that carries them

One watch follows all changes of a build, one after the other, as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from portalkit.library.corpus import Corpus
from portalkit.model.column import ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import PORTAL_FOLDER, Tenant, TenantKind
from portalkit.render.lists import divided, full_pages, years_of
from portalkit.render.maps import shards
from portalkit.render.shell import DISCLOSURE_TYPES

Key = TypeVar("Key")


@dataclass(slots=True)
class _List:
    """A list that changed: the lowest place that did, its greatest length, and its length before the first change."""

    lowest: int
    longest: int
    before: int


@dataclass(slots=True)
class StaleWatch:
    """Collects the groups. Call ``leaves`` before a change is written and ``arrives`` after."""

    corpus: Corpus
    tree: PortalTree
    everything: bool = False
    """Set when the menus of the whole portal changed."""
    _groups: set[PageGroup] = field(default_factory=set)
    _columns: dict[ColumnPath, _List] = field(default_factory=dict)
    _catalogues: dict[str, _List] = field(default_factory=dict)
    _years: dict[tuple[ColumnPath, int], int] = field(default_factory=dict)
    """Year of a column → how many articles it had before the first change."""
    _articles: dict[str, int] = field(default_factory=dict)
    """Unit → how many articles it had before the first change."""

    def leaves(self, entry: Entry, *, listed: bool, mapped: bool) -> None:
        """An article is about to change or to go. ``listed`` tells whether lists show it differently afterwards,
        ``mapped`` whether maps do.
        """
        self._around(entry, listed=listed, mapped=mapped, arriving=False)

    def arrives(self, entry: Entry, *, listed: bool, mapped: bool) -> None:
        """An article has changed or come."""
        self._around(entry, listed=listed, mapped=mapped, arriving=True)

    def groups(self) -> set[PageGroup]:
        """Everything that is out of date; to be asked once, after the last change."""
        found = set(self._groups)
        size = self.tree.rulebook.limit("list_page_items").value
        for place, changed in self._columns.items():
            total = self.corpus.count(self.tree.id, place)
            found |= set(self._pages(GroupKind.COLUMN, place.tenant, place.column, changed, total, size))
            found |= set(self._years_of(place, changed, total, size))
            if (total == 0) != (changed.before == 0):
                self._menu_changed(place, found)
        for tenant, before in self._articles.items():
            if shards(before) != shards(self.corpus.count_published_by(self.tree.id, tenant)):
                found.add(PageGroup.of(GroupKind.COMMON, PORTAL_FOLDER))
        for tenant, changed in self._catalogues.items():
            total = self.corpus.count_documents(self.tree.id, tenant)
            found |= set(self._pages(GroupKind.CATALOGUE, tenant, "", changed, total, size))
        return found

    def _around(self, entry: Entry, *, listed: bool, mapped: bool, arriving: bool) -> None:
        portal = self.tree.id
        add = self._groups.add
        add(PageGroup.of(GroupKind.ARTICLE, entry.tenant, entry.path))
        for target in self.corpus.targets(entry.path):
            if not target.startswith("/") or target.startswith("//"):
                add(PageGroup.of(GroupKind.LEAVING, PORTAL_FOLDER, target))
        if self._shown_whole(entry):
            add(PageGroup.of(GroupKind.DISCLOSURE, entry.tenant))
        if mapped:
            add(PageGroup.of(GroupKind.MAP, entry.tenant))
        if not listed:
            return
        for related in self._related(entry):
            add(PageGroup.of(GroupKind.ARTICLE, related.tenant, related.path))
        for place in self.corpus.places(portal, entry.path):
            self._in_column(place, entry, arriving=arriving)
        if entry.document and entry.document.index_number:
            length = self.corpus.count_documents(portal, entry.tenant)
            self._note(
                self._catalogues, entry.tenant, self.corpus.document_position(portal, entry), length, length - arriving
            )
            add(PageGroup.of(GroupKind.REGISTER, entry.tenant))
        self._articles.setdefault(entry.tenant, self.corpus.count_published_by(portal, entry.tenant) - arriving)
        add(PageGroup.of(GroupKind.UNIT, PORTAL_FOLDER))
        for folder in {entry.tenant, PORTAL_FOLDER}:
            add(PageGroup.of(GroupKind.FEEDS, folder))

    def _in_column(self, place: ColumnPath, entry: Entry, *, arriving: bool) -> None:
        portal = self.tree.id
        length = self.corpus.count(portal, place)
        before = length - 1 if arriving else length
        self._note(self._columns, place, self.corpus.position(portal, place, entry), length, before)
        year = entry.published.year
        self._years.setdefault((place, year), self.corpus.count(portal, place, year=year) - arriving)
        for neighbour in self.corpus.neighbours(portal, entry, place):
            if neighbour:
                self._groups.add(PageGroup.of(GroupKind.ARTICLE, neighbour.tenant, neighbour.path))
        self._groups.add(PageGroup.of(GroupKind.UNIT, place.tenant))
        self._groups.add(PageGroup.of(GroupKind.DISCLOSURE, place.tenant))
        found = self.tree.column(place)
        if found and place.tenant == PORTAL_FOLDER and DISCLOSURE_TYPES.get(found[1].type) == "rules":
            # Units without rules of their own show the portal's.
            for tenant in self.tree:
                self._groups.add(PageGroup.of(GroupKind.DISCLOSURE, tenant.folder))

    @staticmethod
    def _note(lists: dict[Key, _List], key: Key, position: int, length: int, before: int) -> None:
        known = lists.get(key)
        if known is None:
            lists[key] = _List(position, length, before)
        else:
            known.lowest = min(known.lowest, position)
            known.longest = max(known.longest, length)

    def _pages(
        self, kind: GroupKind, tenant: str, name: str, changed: _List, total: int, size: int
    ) -> Iterator[PageGroup]:
        """From the page that holds the lowest changed place to the newest that there is or was."""
        if kind is GroupKind.COLUMN:
            yield PageGroup.of(kind, tenant, name)
        last = full_pages(max(changed.longest, total), size)
        # The page before the changed one leads on to it; the newest one leads to the first page until there is a newer.
        newest = min(full_pages(changed.before, size), full_pages(total, size))
        first = max(min(changed.lowest // size, newest), 1)
        for number in range(first, last + 2):
            yield PageGroup.of(kind, tenant, name, number)

    def _years_of(self, place: ColumnPath, changed: _List, total: int, size: int) -> Iterator[PageGroup]:
        """The years that a change touches; all of them when their row looks different afterwards."""
        if not (divided(total, size) or divided(changed.before, size)):
            return
        touched = {year: before for (column, year), before in self._years.items() if column == place}
        another = divided(total, size) != divided(changed.before, size) or any(
            (before == 0) != (self.corpus.count(self.tree.id, place, year=year) == 0)
            for year, before in touched.items()
        )
        for year in {*touched, *(self.corpus.years(self.tree.id, place) if another else ())}:
            yield PageGroup.of(GroupKind.YEAR, place.tenant, place.column, year)

    def _related(self, entry: Entry) -> Iterator[Entry]:
        portal = self.tree.id
        if entry.document and entry.document.document_number:
            yield from self.corpus.interpretations(portal, entry.document.document_number)
        if entry.interprets:
            yield from self.corpus.with_document_number(portal, entry.interprets)

    def _shown_whole(self, entry: Entry) -> bool:
        """Whether a disclosure page shows the article itself."""
        tenant = self.tree.by_folder(entry.tenant)
        column = tenant.column(entry.column) if tenant else None
        return column is not None and DISCLOSURE_TYPES.get(column.type) in ("guide", "request")

    def _menu_changed(self, place: ColumnPath, found: set[PageGroup]) -> None:
        if place.tenant == PORTAL_FOLDER:
            self.everything = True
            return
        tenant = self.tree.by_folder(place.tenant)
        if tenant:
            found |= set(groups_of_tenant(self.corpus, self.tree, tenant))
        found.add(PageGroup.of(GroupKind.COMMON, PORTAL_FOLDER))
        for legacy in self.tree.of_kind(TenantKind.LEGACY):
            found.add(PageGroup.of(GroupKind.NOTICE, legacy.folder))


def same_in_lists(one: Entry | None, other: Entry | None) -> bool:
    """Whether lists show two states of an article alike."""
    return one is not None and other is not None and replace(one, revision="") == replace(other, revision="")


def same_in_maps(one: Entry | None, other: Entry | None) -> bool:
    """Whether maps show two states of an article alike."""
    return bool(one and other) and _mapped(one) == _mapped(other)


def _mapped(entry: Entry | None) -> tuple[object, ...]:
    return (entry.url, entry.published.date()) if entry else ()


def groups_of_tenant(corpus: Corpus, tree: PortalTree, tenant: Tenant) -> Iterator[PageGroup]:
    """Every group of one tenant."""
    size = tree.rulebook.limit("list_page_items").value
    folder = tenant.folder
    yield PageGroup.of(GroupKind.UNIT, folder)
    yield PageGroup.of(GroupKind.DISCLOSURE, folder)
    yield PageGroup.of(GroupKind.REGISTER, folder)
    yield PageGroup.of(GroupKind.FEEDS, folder)
    yield PageGroup.of(GroupKind.MAP, folder)
    for column in tenant.columns:
        place = ColumnPath(folder, column.id)
        total = corpus.count(tree.id, place)
        for number in range(full_pages(total, size) + 1):
            yield PageGroup.of(GroupKind.COLUMN, folder, column.id, number)
        for year in years_of(corpus, tree.id, place, total=total, size=size):
            yield PageGroup.of(GroupKind.YEAR, folder, column.id, year)
    for number in range(1, full_pages(corpus.count_documents(tree.id, folder), size) + 1):
        yield PageGroup.of(GroupKind.CATALOGUE, folder, "", number)
    for entry in corpus.published(tree.id, folder):
        yield PageGroup.of(GroupKind.ARTICLE, folder, entry.path)
