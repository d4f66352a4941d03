"""The only reader of the library: what is public, in the order that pages need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import msgspec

from portalkit.library.schema import LIBRARY_FILE, connect_for_reading, file_path
from portalkit.model.column import ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.finding import Finding
from portalkit.model.record import Problem, Record
from portalkit.model.review import Signature
from portalkit.model.standing import Decision, Standing

_entry = msgspec.json.Decoder(Entry).decode
_record = msgspec.json.Decoder(Record).decode
_finding = msgspec.json.Decoder(Finding).decode
_signature = msgspec.json.Decoder(Signature).decode
_problems = msgspec.json.Decoder(tuple[Problem, ...]).decode


@dataclass(frozen=True, slots=True)
class Placed:
    """What lies at one path now: ``revision`` is ``None`` for a file that cannot be read."""

    path: str
    tenant: str
    digest: str
    revision: str | None
    problems: tuple[Problem, ...]


class Corpus:
    """The library, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Raises ``LibraryError`` when there is no library at ``folder``."""
        self.folder = folder
        self._connection = connect_for_reading(folder / LIBRARY_FILE)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def file(self, digest: str) -> Path:
        """Where the bytes of a picture or attachment lie."""
        return file_path(self.folder, digest)

    # What was admitted

    def placed(self, portal: str) -> Iterator[Placed]:
        """What lies under ``content/<portal>/``, by path."""
        rows = self._connection.execute(
            "select path, tenant, digest, revision, problems from source where portal = ? order by path", (portal,)
        )
        for path, tenant, digest, revision, problems in rows:
            yield Placed(path, tenant, digest, revision, _problems(problems))

    def record(self, path: str, revision: str) -> Record:
        """One admitted state with its body; an unknown one is a programming error (``KeyError``)."""
        row = self._connection.execute(
            "select record, body, text from revision where path = ? and revision = ?", (path, revision)
        ).fetchone()
        if row is None:
            raise KeyError(path, revision)
        return _whole(row)

    def earlier(self, path: str, revision: str | None) -> Iterator[Record]:
        """Other admitted states of an article, newest admission first."""
        rows = self._connection.execute(
            "select record, body, text from revision where path = ? and revision is not ? order by admitted desc",
            (path, revision),
        )
        yield from map(_whole, rows)

    def signatures(self, portal: str, tenant: str) -> dict[str, list[Signature]]:
        """File (relative to the tenant's folder) → its signatures in the order of the ledger."""
        found: dict[str, list[Signature]] = {}
        for file, signature in self._connection.execute(
            "select file, signature from signature where portal = ? and tenant = ? order by file, line",
            (portal, tenant),
        ):
            found.setdefault(file, []).append(_signature(signature))
        return found

    def ledger_problems(self, portal: str) -> Iterator[tuple[str, Problem]]:
        """Tenant folder and problem, for every ledger that has one."""
        rows = self._connection.execute(
            "select tenant, problems from ledger where portal = ? order by tenant", (portal,)
        )
        for tenant, problems in rows:
            for problem in _problems(problems):
                yield tenant, problem

    # What was found and decided

    def findings(self, portal: str) -> tuple[Finding, ...]:
        """What the last check said, gravest first."""
        rows = self._connection.execute("select finding from finding where portal = ?", (portal,))
        return tuple(sorted((_finding(row[0]) for row in rows), key=lambda finding: finding.sort_key))

    def decisions(self, portal: str) -> tuple[Decision, ...]:
        """Where every article stands, by path."""
        rows = self._connection.execute(
            "select path, standing, revision, why from standing where portal = ? order by path", (portal,)
        )
        return tuple(Decision(path, Standing(standing), revision, why) for path, standing, revision, why in rows)

    # What is public

    def published(self, portal: str, tenant: str | None = None) -> Iterator[Entry]:
        """Every public article of a portal (or of one tenant folder), by path."""
        rows = self._connection.execute(
            "select entry from entry where portal = ?1 and (?2 is null or tenant = ?2) order by path", (portal, tenant)
        )
        return (_entry(row[0]) for row in rows)

    def newest_published(self, portal: str, tenant: str | None, limit: int) -> tuple[Entry, ...]:
        """The newest public articles of a portal, or of one tenant folder."""
        return self._entries(
            "select entry from entry where portal = ?1 and (?2 is null or tenant = ?2)"
            " order by published desc, path desc limit ?3",
            (portal, tenant, limit),
        )

    def places(self, portal: str, path: str) -> tuple[ColumnPath, ...]:
        """The columns that list a public article."""
        rows = self._connection.execute(
            "select tenant, column_id from listing where portal = ? and path = ? order by tenant, column_id",
            (portal, path),
        )
        return tuple(ColumnPath(tenant, column) for tenant, column in rows)

    def linking_outside(self, portal: str) -> tuple[Entry, ...]:
        """Public articles with an address of another host, by path."""
        return self._entries("select entry from entry where portal = ? and outside order by path", (portal,))

    def count(self, portal: str, place: ColumnPath) -> int:
        """How many public articles a column lists."""
        return int(
            self._connection.execute(
                "select count(*) from listing where portal = ? and tenant = ? and column_id = ?",
                (portal, place.tenant, place.column),
            ).fetchone()[0]
        )

    def newest(self, portal: str, place: ColumnPath, limit: int) -> tuple[Entry, ...]:
        """The newest articles that a column lists, newest first."""
        return self._entries(
            "select e.entry from listing l join entry e using (path)"
            " where l.portal = ? and l.tenant = ? and l.column_id = ?"
            " order by l.published desc, l.path desc limit ?",
            (portal, place.tenant, place.column, limit),
        )

    def from_oldest(self, portal: str, place: ColumnPath, *, offset: int, limit: int) -> tuple[Entry, ...]:
        """A stretch of a column counted from its oldest article, newest first."""
        found = self._entries(
            "select e.entry from listing l join entry e using (path)"
            " where l.portal = ? and l.tenant = ? and l.column_id = ?"
            " order by l.published, l.path limit ? offset ?",
            (portal, place.tenant, place.column, limit, offset),
        )
        return tuple(reversed(found))

    def neighbours(self, portal: str, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The next older and the next newer article of the entry's own column."""
        at = entry.published.isoformat()
        values = (portal, entry.tenant, entry.column, at, entry.path)
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
        found = {entry.path: entry for place in places for entry in self.newest(portal, place, limit)}
        ordered = sorted(found.values(), key=lambda entry: (entry.published, entry.path), reverse=True)
        return tuple(ordered[:limit])

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

    def _entries(self, sql: str, values: tuple[object, ...]) -> tuple[Entry, ...]:
        return tuple(_entry(row[0]) for row in self._connection.execute(sql, values))


def _whole(row: tuple[bytes, str, str]) -> Record:
    return replace(_record(row[0]), body=row[1], text=row[2])
