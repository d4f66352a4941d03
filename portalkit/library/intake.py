"""What comes into the library: folders as scanned, articles, their files, signatures. Used through ``Store`` only."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec

from portalkit.errors import LibraryError
from portalkit.library.schema import file_path
from portalkit.model.record import Problem, ProblemKind, Record, Unreadable
from portalkit.model.review import Signature
from portalkit.model.scanned import ScannedFolder

_HANGING = (ProblemKind.MISSING_FILE, ProblemKind.ESCAPING_FILE, ProblemKind.FORBIDDEN_FILE)
"""Slips that another file may mend."""


class Intake:
    """Everything that changes when ``content/`` does. Whatever it changes is touched: it waits to be judged."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._touches = True

    @contextmanager
    def everything_touched(self, portal: str) -> Iterator[None]:
        """For when every article is judged afterwards anyway: nothing is touched by itself inside, all of it then."""
        self._touches = False
        try:
            yield
        finally:
            self._touches = True
        self.touch_everything(portal)

    # Folders

    def keep_folders(self, portal: str, folders: Mapping[str, ScannedFolder], gone: Iterable[str]) -> None:
        """Remember folders as scanned now."""
        self._connection.executemany(
            "insert or replace into folder values (?, ?, ?, ?)",
            ((portal, os.fsencode(path), folder.digest, folder.files) for path, folder in folders.items()),
        )
        self._connection.executemany(
            "delete from folder where portal = ? and path = ?", ((portal, os.fsencode(path)) for path in gone)
        )

    # Articles

    def known(self, path: str) -> tuple[str, str | None] | None:
        """Digest and revision of what lay at ``path`` at the last admission."""
        row = self._connection.execute("select digest, revision from source where path = ?", (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def paths(self, portal: str) -> set[str]:
        """Every path that lies under ``content/`` as the library knows it."""
        return {row[0] for row in self._connection.execute("select path from source where portal = ?", (portal,))}

    def users(self, portal: str, tenant: str, file: str) -> set[str]:
        """Articles that refer to a file, or to one that was missing and may be this one."""
        rows = self._connection.execute(
            "select path from use where portal = ? and tenant = ? and file in (?, '')", (portal, tenant, file)
        )
        return {row[0] for row in rows}

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
        place = record.path
        self._place(path, place.portal, place.tenant, place.url, record.digest, record.revision, record.problems)
        used = {file.in_tenant for file in record.files}
        if any(problem.kind in _HANGING for problem in record.problems):
            used.add("")
        self._connection.executemany(
            "insert into use values (?, ?, ?, ?)", ((place.portal, place.tenant, file, path) for file in sorted(used))
        )

    def refuse(self, unreadable: Unreadable) -> None:
        """Note a file that could not be read."""
        portal, _, rest = unreadable.path.partition("/")
        tenant = rest.partition("/")[0]
        self._place(unreadable.path, portal, tenant, "", unreadable.digest, None, unreadable.problems)
        if any(problem.kind in _HANGING for problem in unreadable.problems):
            self._connection.execute("insert into use values (?, ?, '', ?)", (portal, tenant, unreadable.path))

    def withdraw(self, path: str) -> None:
        """Forget that a file lies in ``content/``; its admitted states stay in the library."""
        self._touch_neighbours(path, "")
        self._connection.execute("delete from source where path = ?", (path,))
        self._connection.execute("delete from use where path = ?", (path,))

    def _place(
        self,
        path: str,
        portal: str,
        tenant: str,
        url: str,
        digest: str,
        revision: str | None,
        problems: Sequence[Problem],
    ) -> None:
        self._touch_neighbours(path, url)
        self._connection.execute("delete from use where path = ?", (path,))
        self._connection.execute(
            "insert or replace into source values (?, ?, ?, ?, ?, ?, ?)",
            (path, portal, tenant, url, digest, revision, msgspec.json.encode(problems)),
        )

    def _touch_neighbours(self, path: str, url: str) -> None:
        """Touch the file, and whatever has or had the same address."""
        if not self._touches:
            return
        portal = path.partition("/")[0]
        row = self._connection.execute("select url from source where path = ?", (path,)).fetchone()
        addresses = {address for address in (url, row[0] if row else "") if address}
        same = {path}
        for address in addresses:
            rows = self._connection.execute("select path from source where portal = ? and url = ?", (portal, address))
            same |= {other for (other,) in rows}
        self.touch(portal, same)

    def _keep_file(self, origin: Path, digest: str) -> None:
        target = file_path(self._folder, digest)
        if target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        raw = origin.read_bytes()
        if hashlib.sha256(raw).hexdigest() != digest:
            raise LibraryError(f"附件 {origin.name} 在生成过程中被改动。", "请等文件保存完成后再运行一次。")
        fresh = target.with_name(f"{target.name}.{os.getpid()}")
        fresh.write_bytes(raw)
        fresh.replace(target)

    # Signatures

    def keep_signatures(
        self,
        portal: str,
        tenant: str,
        signatures: Mapping[str, Sequence[Signature]],
        problems: Sequence[Problem],
        *,
        mark: str = "",
    ) -> None:
        """Replace a tenant's signatures by those of its ledger; articles whose signatures changed are touched.

        ``mark`` tells how far the ledger was read.
        """
        rows = self._connection.execute(
            "select file, signatures from signature where portal = ? and tenant = ?", (portal, tenant)
        )
        before: dict[str, bytes] = dict(rows)
        after = {file: msgspec.json.encode(of_file) for file, of_file in signatures.items()}
        self._replace_signatures(portal, tenant, before, after)
        self._connection.execute(
            "insert or replace into ledger values (?, ?, ?, ?)", (portal, tenant, msgspec.json.encode(problems), mark)
        )

    def add_signatures(
        self, portal: str, tenant: str, signatures: Mapping[str, Sequence[Signature]], *, mark: str
    ) -> None:
        """Replace the signatures of some files of a tenant, whose ledger was read on up to ``mark``."""
        before = {
            file: raw
            for file in signatures
            for (raw,) in self._connection.execute(
                "select signatures from signature where portal = ? and tenant = ? and file = ?", (portal, tenant, file)
            )
        }
        after = {file: msgspec.json.encode(of_file) for file, of_file in signatures.items()}
        self._replace_signatures(portal, tenant, before, after)
        self._connection.execute("update ledger set mark = ? where portal = ? and tenant = ?", (mark, portal, tenant))

    def _replace_signatures(
        self, portal: str, tenant: str, before: Mapping[str, bytes], after: Mapping[str, bytes]
    ) -> None:
        changed = {file for file in before.keys() | after.keys() if before.get(file) != after.get(file)}
        self._connection.executemany(
            "delete from signature where portal = ? and tenant = ? and file = ?", ((portal, tenant, f) for f in changed)
        )
        self._connection.executemany(
            "insert into signature values (?, ?, ?, ?)",
            ((portal, tenant, file, after[file]) for file in sorted(changed) if file in after),
        )
        self.touch(portal, {f"{portal}/{tenant}/{file}" for file in changed})

    def drop_ledgers(self, portal: str, keep: Iterable[str]) -> None:
        """Forget the ledgers of units that are not registered any more."""
        kept = set(keep)
        rows = self._connection.execute("select tenant from ledger where portal = ?", (portal,)).fetchall()
        for (tenant,) in rows:
            if tenant not in kept:
                self.keep_signatures(portal, tenant, {}, ())
                self._connection.execute("delete from ledger where portal = ? and tenant = ?", (portal, tenant))

    # What has to be judged

    def touch(self, portal: str, paths: Iterable[str]) -> None:
        """These wait to be judged."""
        if not self._touches:
            return
        self._connection.executemany(
            "insert or ignore into touched values (?, ?)", ((path, portal) for path in sorted(paths))
        )

    def touch_everything(self, portal: str) -> None:
        """Every article waits to be judged, and what was decided for those that are gone."""
        self._connection.execute(
            "insert or ignore into touched select path, portal from source where portal = ?1"
            " union select path, portal from standing where portal = ?1",
            (portal,),
        )

    def touch_mentioning(self, portal: str, word: str) -> None:
        """Articles with a state that has a word somewhere in it, in small or capital letters."""
        sign = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        self._connection.execute(
            "insert or ignore into touched select source.path, source.portal from source"
            " where source.portal = ?1 and exists (select 1 from revision where revision.path = source.path"
            " and (body like ?2 escape '!' or cast(record as text) like ?2 escape '!'))",
            (portal, f"%{sign}%"),
        )

    def touch_turned(self, portal: str, today: str) -> None:
        """Articles whose standing changes with the day, up to and including ``today``."""
        self._connection.execute(
            "insert or ignore into touched select path, portal from standing"
            " where portal = ? and turns is not null and turns <= ?",
            (portal, today),
        )


def _canonical(files: Mapping[str, str]) -> str:
    return "\n".join(f"{name}\t{digest}" for name, digest in sorted(files.items()))
