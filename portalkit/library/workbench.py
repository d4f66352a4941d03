"""What was admitted, found, decided and built, and the work that waits. Read through ``Corpus`` only."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import msgspec

from portalkit.model.extract import Extract
from portalkit.model.finding import Finding, Severity
from portalkit.model.group import BuiltFile, PageGroup
from portalkit.model.record import Problem, Record
from portalkit.model.review import Signature
from portalkit.model.standing import Decision, Standing

_record = msgspec.json.Decoder(Record).decode
_BLOCKING = ", ".join(f"'{severity.value}'" for severity in Severity if severity.blocks_publication)
_WEIGHTY = f"severity in ({_BLOCKING}) or code in (select value from json_each(?2))"
_finding = msgspec.json.Decoder(Finding).decode
_signatures = msgspec.json.Decoder(tuple[Signature, ...]).decode
_extract = msgspec.json.Decoder(Extract).decode
_problems = msgspec.json.Decoder(tuple[Problem, ...]).decode


_OTHERS = ", ".join(f"'{standing.value}'" for standing in Standing if standing is not Standing.PUBLISHED)
_UNPUBLISHED = (
    f"select path, standing, revision, why from standing where portal = ? and standing in ({_OTHERS}) order by path"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """What lies at one path now: ``revision`` is ``None`` for a file that cannot be read."""

    path: str
    tenant: str
    url: str
    digest: str
    revision: str | None
    problems: tuple[Problem, ...]


class Workbench:
    """The state of the work."""

    _connection: sqlite3.Connection

    def folders(self, portal: str) -> dict[str, str]:
        """Folder → digest of what the file system said of its files at the last scan."""
        # Each row of a portal found by its key would be read to its end, with all that is known of its files.
        rows = self._connection.execute("select path, digest from folder where +portal = ?", (portal,))
        return {os.fsdecode(path): digest for path, digest in rows}

    def scanned(self, portal: str, path: str) -> bytes:
        """What the file system said of the files of a folder at the last scan; raises ``KeyError`` for one unknown."""
        row = self._connection.execute(
            "select files from folder where portal = ? and path = ?", (portal, os.fsencode(path))
        ).fetchone()
        if row is None:
            raise KeyError(path)
        return bytes(row[0])

    def has_work(self, portal: str, *, index: bool) -> bool:
        """Whether something waits to be judged, rendered or moved, or with ``index`` to be indexed."""
        tables = ("touched", "stale", "moving", *(("unindexed",) if index else ()))
        return any(
            self._connection.execute(f"select 1 from {table} where portal = ? limit 1", (portal,)).fetchone()
            for table in tables
        )

    def next_turn(self, portal: str) -> str:
        """The next day on which something changes by itself; empty when there is none."""
        row = self._connection.execute("select min(turns) from standing where portal = ?", (portal,)).fetchone()
        return str(row[0] or "")

    def placed(self, path: str) -> Placed | None:
        """What lies at one path now; ``None`` when nothing does."""
        row = self._connection.execute(
            "select path, tenant, url, digest, revision, problems from source where path = ?", (path,)
        ).fetchone()
        return Placed(row[0], row[1], row[2], row[3], row[4], _problems(row[5])) if row else None

    def using(self, portal: str, tenant: str, file: str) -> tuple[str, ...]:
        """Articles that refer to a picture or attachment, sorted."""
        rows = self._connection.execute(
            "select path from use where portal = ? and tenant = ? and file = ? order by path", (portal, tenant, file)
        )
        return tuple(path for (path,) in rows)

    def sharing_address(self, portal: str, url: str) -> tuple[str, ...]:
        """Paths of the files that would be published at one address, sorted."""
        rows = self._connection.execute(
            "select path from source where portal = ? and url = ? order by path", (portal, url)
        )
        return tuple(path for (path,) in rows)

    def touched(self, portal: str) -> tuple[str, ...]:
        """Paths that wait to be judged, sorted."""
        rows = self._connection.execute("select path from touched where portal = ? order by path", (portal,))
        return tuple(path for (path,) in rows)

    def stale(self, portal: str) -> tuple[PageGroup, ...]:
        """Groups of pages that have to be rendered again, sorted."""
        rows = self._connection.execute(
            "select kind, tenant, name, number from stale where portal = ? order by kind, tenant, name, number",
            (portal,),
        )
        return tuple(PageGroup(*row) for row in rows)

    def unindexed(self, portal: str) -> tuple[str, ...]:
        """Paths that the search index does not have as they are now, sorted."""
        rows = self._connection.execute("select path from unindexed where portal = ? order by path", (portal,))
        return tuple(path for (path,) in rows)

    def notes(self, portal: str) -> dict[str, str]:
        """Everything that was remembered about a portal."""
        start = f"{portal} "
        rows = self._connection.execute("select key, value from meta where substr(key, 1, ?) = ?", (len(start), start))
        return {key.removeprefix(start): value for key, value in rows}

    def note(self, portal: str, name: str) -> str:
        """A word that was remembered about a portal; empty when there is none."""
        row = self._connection.execute("select value from meta where key = ?", (f"{portal} {name}",)).fetchone()
        return str(row[0]) if row else ""

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

    def signatures(self, portal: str, tenant: str, file: str) -> tuple[Signature, ...]:
        """Signatures of a file (relative to the tenant's folder), in the order of the ledger."""
        row = self._connection.execute(
            "select signatures from signature where portal = ? and tenant = ? and file = ?", (portal, tenant, file)
        ).fetchone()
        return _signatures(row[0]) if row else ()

    def ledger_mark(self, portal: str, tenant: str) -> str:
        """How far a tenant's ledger was read, in the words of its reader."""
        row = self._connection.execute(
            "select mark from ledger where portal = ? and tenant = ?", (portal, tenant)
        ).fetchone()
        return str(row[0]) if row else ""

    def extract(self, digest: str, suffix: str, maker: str) -> Extract | None:
        """The words of a file, if the same maker read them before."""
        row = self._connection.execute(
            "select extract from extract where digest = ? and suffix = ? and maker = ?", (digest, suffix, maker)
        ).fetchone()
        return _extract(row[0]) if row else None

    def ledger_problems(self, portal: str) -> Iterator[tuple[str, Problem]]:
        """Tenant folder and problem, for every ledger that has one."""
        rows = self._connection.execute(
            "select tenant, problems from ledger where portal = ? order by tenant", (portal,)
        )
        for tenant, problems in rows:
            for problem in _problems(problems):
                yield tenant, problem

    def findings(self, portal: str) -> tuple[Finding, ...]:
        """What the last check said, by what it was said of."""
        rows = self._connection.execute("select finding from finding where portal = ? order by path, rowid", (portal,))
        return tuple(_finding(row[0]) for row in rows)

    def weighty_findings(self, portal: str, rules: Collection[str]) -> tuple[Finding, ...]:
        """Those of ``findings`` that block publication, and those of the given rules."""
        # The few that weigh are picked from an index: read in order, each finding would be asked.
        rows = self._connection.execute(
            f"select finding from finding where rowid in"
            f" (select rowid from finding where portal = ?1 and ({_WEIGHTY})) order by path, rowid",
            (portal, json.dumps([*rules])),
        )
        return tuple(_finding(row[0]) for row in rows)

    def lighter_findings(self, portal: str, rules: Collection[str]) -> Counter[Severity]:
        """How many of ``findings`` are not among the weighty ones."""
        rows = self._connection.execute(
            f"select severity, count(*) from finding where portal = ?1 and not ({_WEIGHTY}) group by severity",
            (portal, json.dumps([*rules])),
        )
        return Counter({Severity(severity): count for severity, count in rows})

    def findings_about(self, portal: str, about: str) -> tuple[Finding, ...]:
        """What the last check said about one path, or under one of the names that are no path."""
        rows = self._connection.execute("select finding from finding where portal = ? and path = ?", (portal, about))
        return tuple(_finding(row[0]) for row in rows)

    def decisions(self, portal: str) -> tuple[Decision, ...]:
        """Where every article stands, by path."""
        return self._decisions(
            "select path, standing, revision, why from standing where portal = ? order by path", portal
        )

    def unpublished(self, portal: str) -> tuple[Decision, ...]:
        """Articles that are not out as they lie in the folder, by path."""
        return self._decisions(_UNPUBLISHED, portal)

    def counts(self, portal: str) -> dict[Standing, int]:
        """How many articles there are of each standing."""
        rows = self._connection.execute(
            "select name, count from tally where portal = ? and of = 'standing' and count > 0", (portal,)
        )
        return {Standing(standing): count for standing, count in rows}

    def _decisions(self, sql: str, portal: str) -> tuple[Decision, ...]:
        rows = self._connection.execute(sql, (portal,))
        return tuple(Decision(path, Standing(standing), revision, why) for path, standing, revision, why in rows)

    # What is in place

    def built(self, portal: str, file: str) -> BuiltFile | None:
        """A file of the output."""
        row = self._connection.execute(
            "select file, part, size, sha256 from built where portal = ? and file = ?", (portal, file)
        ).fetchone()
        return BuiltFile(*row) if row else None

    def built_by(self, portal: str, part: str) -> tuple[BuiltFile, ...]:
        """The files that one group made."""
        rows = self._connection.execute(
            "select file, part, size, sha256 from built indexed by built_part where portal = ? and part = ?"
            " order by file",
            (portal, part),
        )
        return tuple(BuiltFile(*row) for row in rows)

    def everything_built(self, portal: str) -> Iterator[BuiltFile]:
        """Every file of the output, by path."""
        rows = self._connection.execute(
            "select file, part, size, sha256 from built where portal = ? order by file", (portal,)
        )
        return map(BuiltFile._make, rows)

    def counted_files(self, portal: str) -> tuple[int, int]:
        """How many pages and how many files are in place."""
        counts = dict(
            self._connection.execute("select name, count from tally where portal = ? and of = 'built'", (portal,))
        )
        pages = counts.get("page", 0)
        return pages, pages + counts.get("file", 0)

    def moving(self, portal: str) -> tuple[tuple[str, bool], ...]:
        """A change of the output that was begun and not finished: file, and whether it goes away."""
        rows = self._connection.execute("select file, gone from moving where portal = ? order by file", (portal,))
        return tuple((file, bool(gone)) for file, gone in rows)

    def findings_on_pages(self, portal: str) -> bool:
        """Whether anything was found on the pages in place."""
        return (
            self._connection.execute("select 1 from on_page where portal = ? limit 1", (portal,)).fetchone() is not None
        )

    def hits_on_pages(self, portal: str) -> Iterator[bytes]:
        """What was found on the pages in place, in the order of their files."""
        rows = self._connection.execute("select hit from on_page where portal = ? order by file, hit", (portal,))
        return (hit for (hit,) in rows)


def _whole(row: tuple[bytes, str, str]) -> Record:
    record = _record(row[0])
    # Nobody has seen it yet. To make a second one of its thirty fields would take as long as to read the first.
    object.__setattr__(record, "body", row[1])
    object.__setattr__(record, "text", row[2])
    return record
