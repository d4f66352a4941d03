"""Articles that are at an address no more: what the archive remembers of them. Read through ``Corpus`` only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from portalkit.model.departed import Departed
from portalkit.model.seen import Seen

_seen = msgspec.json.Decoder(Seen).decode
_departed = msgspec.json.Decoder(Departed).decode


class DepartedArticles:
    """The archive beside what lies in the folders now."""

    _connection: sqlite3.Connection

    def left_behind(self, portal: str) -> Iterator[tuple[str, str]]:
        """Path and text digest of every admitted state whose file is at its place no more, oldest first."""
        rows = self._connection.execute(
            "select r.path, r.digest from revision r where substr(r.path, 1, ?) = ?"
            " and not exists (select 1 from source s where s.path = r.path) order by r.path, r.admitted",
            (len(portal) + 1, f"{portal}/"),
        )
        yield from rows

    def departed(self, portal: str) -> tuple[Departed, ...]:
        """Articles that were public and whose files are gone, by path."""
        rows = self._connection.execute("select departed from departed where portal = ? order by path", (portal,))
        return tuple(_departed(row[0]) for row in rows)

    def seen(self, portal: str) -> tuple[Seen, ...]:
        """What a portal was registered as, oldest first."""
        rows = self._connection.execute("select seen from seen where portal = ? order by number", (portal,))
        return tuple(_seen(row[0]) for row in rows)

    def public_texts(self, portal: str) -> Iterator[tuple[str, str]]:
        """Address and text digest of every public article, by path."""
        rows = self._connection.execute(
            "select e.url, r.digest from entry e join revision r on r.path = e.path and r.revision = e.revision"
            " where e.portal = ? order by e.path",
            (portal,),
        )
        yield from rows
