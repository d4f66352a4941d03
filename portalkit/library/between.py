"""What rules between articles are held against: numbers that articles share, and a portal summed up. Read through
``Corpus`` only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from portalkit.library.departed import DepartedArticles
from portalkit.model.column import ColumnPath
from portalkit.model.departed import Departed
from portalkit.model.entry import Entry
from portalkit.model.holdings import Fact, FactKind, Holdings, Shelf
from portalkit.model.relatives import Relatives, related
from portalkit.model.seen import Seen

_entry = msgspec.json.Decoder(Entry).decode


class Between(DepartedArticles):
    """Public articles as they stand to each other."""

    _connection: sqlite3.Connection

    def relatives(self, portal: str, number: str) -> Relatives:
        """Everything public in which a number stands."""
        return Relatives(
            number,
            documents=self._sharing("document_number", portal, number),
            indexed=self._sharing("index_number", portal, number),
            explaining=self._sharing("interprets", portal, number),
            repealing=tuple(
                Fact(path, FactKind.REPEALS.value, number)
                for (path,) in self._connection.execute(
                    "select path from fact where portal = ? and kind = ? and value = ? order by path",
                    (portal, FactKind.REPEALS.value, number),
                )
            ),
        )

    def every_relatives(self, portal: str) -> Iterator[Relatives]:
        """The same for every number that brings articles together, by number."""
        entries = {
            entry.path: entry
            for (raw,) in self._connection.execute(_CONCERNING_EACH_OTHER, (portal,))
            if (entry := _entry(raw))
        }
        for relatives in related(entries.values(), self.facts(portal, FactKind.REPEALS)):
            if not relatives.alone:
                yield relatives

    def facts(self, portal: str, kind: FactKind) -> tuple[Fact, ...]:
        """What single articles say, of one kind, by path."""
        rows = self._connection.execute(
            "select path, kind, value from fact where portal = ? and kind = ? order by path, value",
            (portal, kind.value),
        )
        return tuple(Fact(*row) for row in rows)

    def facts_of(self, path: str) -> tuple[Fact, ...]:
        """What one public article says, in order."""
        rows = self._connection.execute(
            "select path, kind, value from fact where path = ? order by kind, value", (path,)
        )
        return tuple(Fact(*row) for row in rows)

    def holdings(self, portal: str, since: date) -> Holdings:
        """A portal summed up, as far as it is asked for; ``since`` is the first day of what is recent."""
        return Holdings(_Summary(self, portal, since))

    def columns_summed_up(self, portal: str) -> Mapping[ColumnPath, Shelf]:
        """How much each column lists, and how new it is."""
        rows = self._connection.execute(
            "select tenant, column_id, count(*), max(published) from listing where portal = ?"
            " group by tenant, column_id",
            (portal,),
        )
        return {ColumnPath(row[0], row[1]): Shelf(row[2], date.fromisoformat(row[3][:10])) for row in rows}

    def recently(self, portal: str, since: date) -> tuple[tuple[str, date], ...]:
        """Unit folder and day of the articles that were published since a day, oldest first."""
        rows = self._connection.execute(
            "select tenant, substr(published, 1, 10) from entry where portal = ? and published >= ?"
            " order by published, path",
            (portal, since.isoformat()),
        )
        return tuple((tenant, date.fromisoformat(day)) for tenant, day in rows)

    def numbered_alike(self, portal: str, number: str) -> tuple[tuple[str, str], ...]:
        """Path and title of every public document that has a number as its document number or its index number."""
        found = self.relatives(portal, number)
        return tuple(sorted({(entry.path, entry.title) for entry in (*found.documents, *found.indexed)}))

    def _sharing(self, column: str, portal: str, number: str) -> tuple[Entry, ...]:
        if not number:
            return ()
        # Not "order by path": for that order the whole portal would be gone through.
        rows = self._connection.execute(
            f"select path, entry from entry where portal = ? and {column} = ? and {column} <> ''", (portal, number)
        )
        return tuple(_entry(raw) for _, raw in sorted(rows))


@dataclass(frozen=True, slots=True)
class _Summary:
    corpus: Between
    portal: str
    since: date

    def columns(self) -> Mapping[ColumnPath, Shelf]:
        return self.corpus.columns_summed_up(self.portal)

    def facts(self, kind: FactKind) -> tuple[Fact, ...]:
        return self.corpus.facts(self.portal, kind)

    def recent(self) -> tuple[tuple[str, date], ...]:
        return self.corpus.recently(self.portal, self.since)

    def departed(self) -> tuple[Departed, ...]:
        return self.corpus.departed(self.portal)

    def seen(self) -> tuple[Seen, ...]:
        return self.corpus.seen(self.portal)

    def numbered(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        numbers = {n for gone in self.departed() for n in (gone.document_number, gone.index_number) if n}
        return {number: self.corpus.numbered_alike(self.portal, number) for number in sorted(numbers)}


_CONCERNING_EACH_OTHER = """
    with brought (number) as (
        select index_number from entry
            where portal = ?1 and index_number <> '' group by index_number having count(*) > 1
        union select document_number from entry
            where portal = ?1 and document_number <> '' group by document_number having count(*) > 1
        union select interprets from entry where portal = ?1 and interprets <> ''
        union select value from fact where portal = ?1 and kind = 'repeals'
    )
    select entry from entry where portal = ?1 and index_number <> '' and index_number in (select number from brought)
    union all select entry from entry where portal = ?1 and document_number in (select number from brought)
    union all select entry from entry where portal = ?1 and interprets <> ''
"""
"""Articles with a number that brings several together: two have it, or one explains or repeals what has it."""
