"""What was decided: standings, findings, the published entries, and the work that follows. Used through ``Store``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from portalkit.model.departed import Departed
from portalkit.model.entry import Entry
from portalkit.model.extract import Extract
from portalkit.model.finding import Finding
from portalkit.model.group import PageGroup
from portalkit.model.holdings import Fact
from portalkit.model.record import Record
from portalkit.model.seen import Seen
from portalkit.model.standing import Decision


class VerdictBook:
    """Replaces what is known of one article at a time; the caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def decide(
        self,
        portal: str,
        decision: Decision,
        record: Record | None,
        *,
        turns: date | None,
        findings: Sequence[Finding],
        facts: Sequence[Fact] = (),
    ) -> None:
        """Write down what was decided for one path; ``record`` is what goes out, if anything does."""
        if self._connection.execute("select 1 from standing where path = ?", (decision.path,)).fetchone():
            self.forget(portal, decision.path)
        self._connection.execute(
            "insert into standing values (?, ?, ?, ?, ?, ?)",
            (
                decision.path,
                portal,
                decision.standing.value,
                decision.revision,
                decision.why,
                turns.isoformat() if turns else None,
            ),
        )
        self._add_findings(portal, decision.path, findings)
        if record is not None:
            self._publish(portal, record)
            self._connection.executemany(
                "insert or ignore into fact values (?, ?, ?, ?)", ((f.path, portal, f.kind, f.value) for f in facts)
            )

    def forget(self, portal: str, path: str) -> None:
        """Nothing of this path is public, and nothing is said of it."""
        for table in ("standing", "entry", "listing", "link", "fact"):
            self._connection.execute(f"delete from {table} where path = ?", (path,))
        self._connection.execute("delete from finding where portal = ? and path = ?", (portal, path))

    def keep_findings(self, portal: str, about: str, findings: Sequence[Finding]) -> None:
        """Replace what was said about one path, or about the portal under a name of its own (``@tree``)."""
        self._connection.execute("delete from finding where portal = ? and path = ?", (portal, about))
        self._add_findings(portal, about, findings)

    def _add_findings(self, portal: str, about: str, findings: Sequence[Finding]) -> None:
        self._connection.executemany(
            "insert into finding (portal, path, finding, severity, code) values (?, ?, ?, ?, ?)",
            ((portal, about, msgspec.json.encode(f), f.severity.value, f.code) for f in findings),
        )

    def forget_findings(self, portal: str, about: str) -> None:
        """Forget what was said under a name that is no path, and under all names that begin with it and a space."""
        self._connection.execute(
            "delete from finding where portal = ?1 and (path = ?2 or path >= ?2 || ' ' and path < ?2 || '!')",
            (portal, about),
        )

    def _publish(self, portal: str, record: Record) -> None:
        entry = Entry.of(record)
        at = record.published.isoformat()
        targets = sorted(set(link_targets(record)))
        self._connection.execute(
            "insert into entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.path,
                portal,
                entry.tenant,
                entry.column,
                at,
                entry.url,
                entry.document.document_number if entry.document else "",
                entry.document.index_number if entry.document else "",
                entry.interprets,
                bool(entry.picture),
                entry.headline,
                any(not target.startswith("/") for target in targets),
                entry.revision,
                msgspec.json.encode(entry),
            ),
        )
        places = {record.path.column_path, *record.also_in}
        self._connection.executemany(
            "insert into listing values (?, ?, ?, ?, ?)",
            ((portal, place.tenant, place.column, at, entry.path) for place in sorted(places)),
        )
        self._connection.executemany(
            "insert into link values (?, ?, ?)", ((portal, target, entry.path) for target in targets)
        )

    def keep_departed(self, portal: str, departed: Iterable[Departed]) -> None:
        """Remember articles that were public and whose files are gone."""
        self._connection.executemany(
            "insert or replace into departed values (?, ?, ?)",
            ((portal, each.path, msgspec.json.encode(each)) for each in departed),
        )

    def keep_seen(self, portal: str, seen: Seen) -> None:
        """Remember what a portal is registered as, where that is something else than before."""
        row = self._connection.execute(
            "select number, seen from seen where portal = ? order by number desc limit 1", (portal,)
        ).fetchone()
        if row is None or msgspec.json.decode(row[1], type=Seen).values != seen.values:
            number = row[0] + 1 if row else 1
            self._connection.execute("insert into seen values (?, ?, ?)", (portal, number, msgspec.json.encode(seen)))

    def returned(self, portal: str, path: str) -> bool:
        """A file is there; tells whether it had been gone."""
        deleted = self._connection.execute("delete from departed where portal = ? and path = ?", (portal, path))
        return deleted.rowcount > 0

    def keep_extract(self, digest: str, suffix: str, maker: str, extract: Extract) -> None:
        """Remember the words of a file; ``maker`` names what read them."""
        self._connection.execute(
            "insert or replace into extract values (?, ?, ?, ?)", (digest, suffix, maker, msgspec.json.encode(extract))
        )

    # Work that follows

    def judged(self, paths: Iterable[str]) -> None:
        """These no longer wait to be judged."""
        self._connection.executemany("delete from touched where path = ?", ((path,) for path in paths))

    def mark_stale(self, portal: str, groups: Iterable[PageGroup]) -> None:
        """These groups have to be rendered again."""
        self._connection.executemany(
            "insert or ignore into stale values (?, ?, ?, ?, ?)",
            ((portal, g.kind, g.tenant, g.name, g.number) for g in sorted(groups)),
        )

    def rendered(self, portal: str) -> None:
        """Nothing is stale any more."""
        self._connection.execute("delete from stale where portal = ?", (portal,))

    def mark_unindexed(self, portal: str, paths: Iterable[str]) -> None:
        """The search index does not have these as they are now."""
        self._connection.executemany("insert or ignore into unindexed values (?, ?)", ((portal, p) for p in paths))

    def indexed(self, portal: str) -> None:
        """The search index is up to date."""
        self._connection.execute("delete from unindexed where portal = ?", (portal,))


def link_targets(record: Record) -> Iterable[str]:
    """Where an article leads: outside addresses as written, site paths without what follows ``?`` or ``#``."""
    for link in record.links:
        if link.url.startswith(("http://", "https://", "//")):
            yield link.url
        elif link.url.startswith("/"):
            yield link.url.partition("#")[0].partition("?")[0]
    if record.reprint and record.reprint.source_url:
        yield record.reprint.source_url
