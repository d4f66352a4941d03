"""The only writer of the library.

- A state of an article is admitted once; admitting it again changes nothing.
- The bytes of its pictures and attachments come in with it, checked against the digest that was read.
- Everything between ``begin`` and ``commit`` of one admission is seen together or not at all.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Self

import msgspec

from portalkit.errors import LibraryError
from portalkit.library.schema import LIBRARY_FILE, connect, file_path
from portalkit.model.entry import Entry
from portalkit.model.finding import Finding
from portalkit.model.record import LocalFile, Problem, ProblemKind, Record, Unreadable
from portalkit.model.review import Signature
from portalkit.model.standing import Decision


class Store:
    """The library, open for writing. ``folder`` holds the database and the files."""

    def __init__(self, folder: Path) -> None:
        """Open or make the library; raises ``LibraryError``."""
        self.folder = folder
        self._connection = connect(folder / LIBRARY_FILE)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Everything written inside is committed together; an exception takes it all back."""
        try:
            self._connection.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise LibraryError("资源库正被另一个程序写入。", "请等它结束后再试。") from error
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")

    # What lies in content/

    def reading_key(self, portal: str) -> str:
        """What the present sources of a portal were read with; empty for a new library."""
        row = self._connection.execute("select value from meta where key = ?", (f"reading {portal}",)).fetchone()
        return str(row[0]) if row else ""

    def remember_reading_key(self, portal: str, key: str) -> None:
        """Remember with which program and registry the sources of a portal were read."""
        self._connection.execute("insert or replace into meta values (?, ?)", (f"reading {portal}", key))

    def known(self, portal: str) -> dict[str, tuple[str, str | None]]:
        """Path → (digest of the text, revision) of what lay in ``content/`` at the last admission.

        The revision is ``None`` for a file that could not be read, and for one with a slip that another file may have
        mended since.
        """
        rows = self._connection.execute(
            "select path, digest, revision, problems from source where portal = ?", (portal,)
        )
        return {
            path: (digest, None if revision and _hangs_on_files(problems) else revision)
            for path, digest, revision, problems in rows
        }

    def files_of(self, path: str, revision: str) -> tuple[LocalFile, ...]:
        """The local files that a known state refers to."""
        row = self._connection.execute(
            "select record from revision where path = ? and revision = ?", (path, revision)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Record).files if row else ()

    def admit(self, record: Record, *, tenant_folder: Path) -> None:
        """Take in one state of an article with its files, which lie below ``tenant_folder``.

        Raises ``LibraryError`` when a file changed between reading and admitting.
        """
        for file in record.files:
            self._keep_file(tenant_folder / file.in_tenant, file.digest)
        path = record.path.text
        slim = replace(record, body="", text="")
        self._connection.execute(
            "insert or replace into revision values (?, ?, ?, ?, ?, ?, ?,"
            " coalesce((select admitted from revision where path = ?1 and revision = ?2),"
            " (select coalesce(max(admitted), 0) + 1 from revision)))",
            (
                path,
                record.revision,
                record.digest,
                _canonical(record.file_digests),
                msgspec.json.encode(slim),
                record.body,
                record.text,
            ),
        )
        self._place(path, record.path.portal, record.path.tenant, record.digest, record.revision, record.problems)

    def refuse(self, unreadable: Unreadable) -> None:
        """Note a file that could not be read."""
        portal, _, rest = unreadable.path.partition("/")
        self._place(unreadable.path, portal, rest.partition("/")[0], unreadable.digest, None, unreadable.problems)

    def withdraw(self, paths: Iterable[str]) -> None:
        """Forget that these files lie in ``content/``; their admitted states stay in the library."""
        rows = [(path,) for path in paths]
        self._connection.executemany("delete from source where path = ?", rows)
        self._connection.executemany("delete from standing where path = ?", rows)

    def _place(
        self, path: str, portal: str, tenant: str, digest: str, revision: str | None, problems: Sequence[Problem]
    ) -> None:
        self._connection.execute(
            "insert or replace into source values (?, ?, ?, ?, ?, ?)",
            (path, portal, tenant, digest, revision, msgspec.json.encode(problems)),
        )

    def _keep_file(self, origin: Path, digest: str) -> None:
        target = file_path(self.folder, digest)
        if target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        raw = origin.read_bytes()
        if hashlib.sha256(raw).hexdigest() != digest:
            raise LibraryError(f"附件 {origin.name} 在生成过程中被改动。", "请等文件保存完成后再运行一次。")
        fresh = target.with_name(f"{target.name}.{os.getpid()}")
        fresh.write_bytes(raw)
        fresh.replace(target)

    # Review, findings, decisions

    def keep_signatures(
        self,
        portal: str,
        tenant: str,
        signatures: Mapping[str, Sequence[Signature]],
        *,
        problems: Sequence[Problem],
    ) -> None:
        """Replace a tenant's signatures by those of its ledger file."""
        self._connection.execute("delete from signature where portal = ? and tenant = ?", (portal, tenant))
        self._connection.executemany(
            "insert into signature values (?, ?, ?, ?, ?)",
            (
                (portal, tenant, file, line, msgspec.json.encode(signature))
                for file, of_file in signatures.items()
                for line, signature in enumerate(of_file)
            ),
        )
        self._connection.execute(
            "insert or replace into ledger values (?, ?, ?)", (portal, tenant, msgspec.json.encode(problems))
        )

    def keep_findings(self, portal: str, findings: Iterable[Finding]) -> None:
        """Replace what the rules said of a portal."""
        self._connection.execute("delete from finding where portal = ?", (portal,))
        self._connection.executemany(
            "insert into finding values (?, ?, ?)", ((portal, f.where.path, msgspec.json.encode(f)) for f in findings)
        )

    def decide(self, portal: str, decisions: Iterable[tuple[Decision, Record | None]]) -> None:
        """Replace what is public of a portal. Each decision comes with the record that goes out, if one does."""
        for table in ("standing", "entry", "listing"):
            self._connection.execute(f"delete from {table} where portal = ?", (portal,))  # noqa: S608 - fixed names
        for decision, record in decisions:
            tenant, column = [*decision.path.split("/"), "", ""][1:3]
            self._connection.execute(
                "insert into standing values (?, ?, ?, ?, ?, ?, ?)",
                (decision.path, portal, tenant, column, decision.standing.value, decision.revision, decision.why),
            )
            if record is not None:
                self._list(record)

    def _list(self, record: Record) -> None:
        entry = Entry.of(record)
        at = record.published.isoformat()
        self._connection.execute(
            "insert into entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.path,
                record.path.portal,
                entry.tenant,
                entry.column,
                at,
                entry.url,
                entry.document.document_number if entry.document else "",
                entry.document.index_number if entry.document else "",
                entry.interprets,
                bool(entry.picture),
                entry.headline,
                _links_outside(record),
                entry.revision,
                msgspec.json.encode(entry),
            ),
        )
        places = {record.path.column_path, *record.also_in}
        self._connection.executemany(
            "insert into listing values (?, ?, ?, ?, ?)",
            ((record.path.portal, place.tenant, place.column, at, entry.path) for place in sorted(places)),
        )


def _hangs_on_files(problems: bytes) -> bool:
    if problems == b"[]":
        return False
    kinds = (ProblemKind.MISSING_FILE, ProblemKind.ESCAPING_FILE, ProblemKind.FORBIDDEN_FILE)
    return any(problem.kind in kinds for problem in msgspec.json.decode(problems, type=tuple[Problem, ...]))


def _links_outside(record: Record) -> bool:
    urls = [link.url for link in record.links]
    if record.reprint:
        urls.append(record.reprint.source_url)
    return any(url.startswith(("http://", "https://", "//")) for url in urls)


def _canonical(files: Mapping[str, str]) -> str:
    return "\n".join(f"{name}\t{digest}" for name, digest in sorted(files.items()))
