"""What is public, in the order that pages need it. Read through ``Corpus`` only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from portalkit.model.column import ColumnPath
from portalkit.model.entry import Entry

_entry = msgspec.json.Decoder(Entry).decode


_START, _END = "", ":"
"""Before and after every time of publication, as the library writes them."""


class Published:
    """Lists of published articles."""

    _connection: sqlite3.Connection

    def published(self, portal: str, tenant: str | None = None) -> Iterator[Entry]:
        """Every public article of a portal (or of one tenant folder), by path."""
        of_tenant = "" if tenant is None else " and tenant = ?2"
        rows = self._connection.execute(
            f"select entry from entry where portal = ?1{of_tenant} order by path",
            (portal,) if tenant is None else (portal, tenant),
        )
        return (_entry(row[0]) for row in rows)

    def addresses(self, portal: str, tenant: str) -> Iterator[tuple[str, str]]:
        """Site path and day (ISO) of every public article of a tenant folder, by path."""
        yield from self._connection.execute(
            "select url, substr(published, 1, 10) from entry where portal = ? and tenant = ? order by path",
            (portal, tenant),
        )

    def newest_published(self, portal: str, tenant: str | None, limit: int) -> tuple[Entry, ...]:
        """The newest public articles of a portal, or of one tenant folder."""
        if tenant is None:
            sql = "select entry from entry where portal = ? order by published desc, path desc limit ?"
            return self._entries(sql, (portal, limit))
        return self._entries(
            "select entry from entry where portal = ? and tenant = ? order by published desc, path desc limit ?",
            (portal, tenant, limit),
        )

    def places(self, portal: str, path: str) -> tuple[ColumnPath, ...]:
        """The columns that list a public article."""
        rows = self._connection.execute(
            "select tenant, column_id from listing where portal = ? and path = ? order by tenant, column_id",
            (portal, path),
        )
        return tuple(ColumnPath(tenant, column) for tenant, column in rows)

    def count(self, portal: str, place: ColumnPath, *, year: int | None = None) -> int:
        """How many public articles a column lists, of one year if it is given."""
        return int(
            self._connection.execute(
                "select count(*) from listing where portal = ? and tenant = ? and column_id = ?"
                " and published >= ? and published < ?",
                (portal, place.tenant, place.column, *_span(year)),
            ).fetchone()[0]
        )

    def lists_any(self, portal: str, place: ColumnPath) -> bool:
        """Whether a column lists any article."""
        row = self._connection.execute(
            "select 1 from listing where portal = ? and tenant = ? and column_id = ? limit 1",
            (portal, place.tenant, place.column),
        ).fetchone()
        return row is not None

    def years(self, portal: str, place: ColumnPath) -> tuple[int, ...]:
        """The years in which the articles of a column were published, newest first; found by jumps, not by counting."""
        found: list[int] = []
        before = _END
        while True:
            row = self._connection.execute(
                "select max(published) from listing where portal = ? and tenant = ? and column_id = ?"
                " and published < ?",
                (portal, place.tenant, place.column, before),
            ).fetchone()
            if row[0] is None:
                return tuple(found)
            found.append(int(row[0][:4]))
            before = row[0][:4]

    def newest(self, portal: str, place: ColumnPath, limit: int) -> tuple[Entry, ...]:
        """The newest articles that a column lists, newest first."""
        return self._entries(
            "select e.entry from listing l join entry e using (path)"
            " where l.portal = ? and l.tenant = ? and l.column_id = ?"
            " order by l.published desc, l.path desc limit ?",
            (portal, place.tenant, place.column, limit),
        )

    def from_oldest(
        self, portal: str, place: ColumnPath, *, offset: int, limit: int, year: int | None = None
    ) -> tuple[Entry, ...]:
        """A stretch of a column (or of one year of it) counted from its oldest article, newest first."""
        found = self._entries(
            "select e.entry from listing l join entry e using (path)"
            " where l.portal = ? and l.tenant = ? and l.column_id = ? and l.published >= ? and l.published < ?"
            " order by l.published, l.path limit ? offset ?",
            (portal, place.tenant, place.column, *_span(year), limit, offset),
        )
        return tuple(reversed(found))

    def column(self, portal: str, place: ColumnPath) -> Iterator[Entry]:
        """Every article that a column lists, oldest first."""
        rows = self._connection.execute(
            "select e.entry from listing l join entry e using (path)"
            " where l.portal = ? and l.tenant = ? and l.column_id = ? order by l.published, l.path",
            (portal, place.tenant, place.column),
        )
        return (_entry(row[0]) for row in rows)

    def neighbours(
        self, portal: str, entry: Entry, place: ColumnPath | None = None
    ) -> tuple[Entry | None, Entry | None]:
        """The next older and the next newer article in the entry's own column, or in another that lists it."""
        at = entry.published.isoformat()
        column = place or ColumnPath(entry.tenant, entry.column)
        values = (portal, column.tenant, column.column, at, entry.path)
        where = "where e.portal = ?1 and l.portal = ?1 and l.tenant = ?2 and l.column_id = ?3"
        source = "select e.entry from listing l join entry e using (path)"
        older = self._entries(
            f"{source} {where} and (l.published, l.path) < (?4, ?5) order by l.published desc, l.path desc limit 1",
            values,
        )
        newer = self._entries(
            f"{source} {where} and (l.published, l.path) > (?4, ?5) order by l.published, l.path limit 1", values
        )
        return (older[0] if older else None, newer[0] if newer else None)

    def newest_of_columns(self, portal: str, places: tuple[ColumnPath, ...], limit: int) -> tuple[Entry, ...]:
        """The newest articles over several columns together, each once, newest first."""
        found: set[tuple[str, str]] = set()
        for place in places:
            found.update(
                self._connection.execute(
                    "select published, path from listing where portal = ? and tenant = ? and column_id = ?"
                    " order by published desc, path desc limit ?",
                    (portal, place.tenant, place.column, limit),
                )
            )
        newest = (self.entry(path) for _, path in sorted(found, reverse=True)[:limit])
        return tuple(entry for entry in newest if entry)

    def with_picture(self, portal: str, place: ColumnPath, limit: int) -> tuple[Entry, ...]:
        """The newest articles of a column that have a picture."""
        return self._entries(
            "select e.entry from listing l join entry e using (path)"
            " where l.portal = ? and l.tenant = ? and l.column_id = ? and e.picture"
            " order by l.published desc, l.path desc limit ?",
            (portal, place.tenant, place.column, limit),
        )

    def documents(self, portal: str, tenant: str, *, offset: int = 0, limit: int = -1) -> tuple[Entry, ...]:
        """A tenant's articles with a document head, oldest first."""
        return self._entries(
            "select entry from entry where portal = ? and tenant = ? and index_number <> ''"
            " order by published, path limit ? offset ?",
            (portal, tenant, limit, offset),
        )

    def count_documents(self, portal: str, tenant: str) -> int:
        """How many articles with a document head a tenant has."""
        return int(
            self._connection.execute(
                "select count(*) from entry where portal = ? and tenant = ? and index_number <> ''", (portal, tenant)
            ).fetchone()[0]
        )

    def by_document_number(self, portal: str, number: str) -> Entry | None:
        """The public document of that number; the tenant's own comes before a copy."""
        found = self._entries(
            "select entry from entry where portal = ? and document_number = ? order by published, path limit 1",
            (portal, number),
        )
        return found[0] if found else None

    def interpretations(self, portal: str, number: str) -> tuple[Entry, ...]:
        """Public articles that explain the document of that number, oldest first."""
        return self._entries(
            "select entry from entry where portal = ? and interprets = ? order by published, path", (portal, number)
        )

    def entry(self, path: str) -> Entry | None:
        """The public article of a path."""
        row = self._connection.execute("select entry from entry where path = ?", (path,)).fetchone()
        return _entry(row[0]) if row else None

    def position(self, portal: str, place: ColumnPath, entry: Entry) -> int:
        """How many articles that the column lists are older than ``entry``."""
        return int(
            self._connection.execute(
                "select count(*) from listing where portal = ? and tenant = ? and column_id = ?"
                " and (published, path) < (?, ?)",
                (portal, place.tenant, place.column, entry.published.isoformat(), entry.path),
            ).fetchone()[0]
        )

    def document_position(self, portal: str, entry: Entry) -> int:
        """How many articles with a document head of the same tenant are older than ``entry``."""
        return int(
            self._connection.execute(
                "select count(*) from entry where portal = ? and tenant = ? and index_number <> ''"
                " and (published, path) < (?, ?)",
                (portal, entry.tenant, entry.published.isoformat(), entry.path),
            ).fetchone()[0]
        )

    def with_document_number(self, portal: str, number: str) -> tuple[Entry, ...]:
        """Every public document of that number."""
        return self._entries("select entry from entry where portal = ? and document_number = ?", (portal, number))

    def targets(self, path: str) -> tuple[str, ...]:
        """Where a public article leads, as the library keeps it."""
        rows = self._connection.execute("select target from link where path = ? order by target", (path,))
        return tuple(target for (target,) in rows)

    def linking_to(self, portal: str, target: str) -> tuple[str, ...]:
        """Paths of public articles that lead to an address."""
        rows = self._connection.execute("select path from link where portal = ? and target = ?", (portal, target))
        return tuple(path for (path,) in rows)

    def outside_addresses(self, portal: str) -> Iterator[str]:
        """Every address on another host that a public article leads to, each once, sorted."""
        rows = self._connection.execute(
            "select distinct target from link where portal = ? and target not like '/%' or portal = ?"
            " and target like '//%' order by target",
            (portal, portal),
        )
        return (target for (target,) in rows)

    def count_published_by(self, portal: str, tenant: str) -> int:
        """How many public articles a tenant folder has."""
        row = self._connection.execute(
            "select count(*) from entry where portal = ? and tenant = ?", (portal, tenant)
        ).fetchone()
        return int(row[0])

    def count_published(self, portal: str) -> int:
        """How many articles are public."""
        row = self._connection.execute(
            "select count from tally where portal = ? and of = 'public'", (portal,)
        ).fetchone()
        return int(row[0]) if row else 0

    def _entries(self, sql: str, values: tuple[object, ...]) -> tuple[Entry, ...]:
        return tuple(_entry(row[0]) for row in self._connection.execute(sql, values))


def _span(year: int | None) -> tuple[str, str]:
    """The times of a year, or all times."""
    return (_START, _END) if year is None else (f"{year:04}", f"{year + 1:04}")
