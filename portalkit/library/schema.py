"""The tables of the library, as steps that are applied in order and remembered.

One SQLite file holds, for the whole platform:

- ``folder``    what the file system said of each folder at the last scan: a hint that spares reading, never a truth
- ``source``    what lies under ``content/`` now: one row per article file, readable or not
- ``revision``  every state of an article ever admitted: the last signed one stays up while a new one waits
- ``departed``  articles that were public and whose files are gone, and since when
- ``seen``      what each portal was registered as, and since when
- ``use``       which article refers to which picture or attachment
- ``signature`` the review ledgers
- ``standing``, ``finding``  what was decided for each article, and what the rules said
- ``entry``, ``listing``, ``link``  the published articles as lists see them, by column, and where they link to
- ``fact``      what single published articles say that others are held against
- ``extract``   the words of pictures and attachments, by digest: read once
- ``touched``, ``stale``, ``unindexed``  work that is known and not yet done: judging, rendering, indexing
- ``built``, ``on_page``, ``moving``  the files that are in place, what was found on them, and a change under way
- ``tally``     how many standings, public articles and files there are, counted as they come and go

The bytes of pictures and attachments lie beside it in ``files/``, named by their SHA-256.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from portalkit.errors import LibraryError

LIBRARY_FILE = "library.sqlite3"
FILES_FOLDER = "files"
SERIAL = "@serial"
"""Counts what was ever committed."""

STEPS: tuple[str, ...] = (
    # The archive: what no other place remembers.
    """
    create table meta (key text primary key, value text not null) without rowid;
    create table revision (
        path text not null, revision text not null, digest text not null, files text not null,
        record blob not null, body text not null, text text not null, admitted integer not null,
        primary key (path, revision)
    );
    """,
    # The working tables: all of it is found out again from the folders and the archive.
    """
    drop table if exists folder;
    drop table if exists source;
    drop table if exists use;
    drop table if exists signature;
    drop table if exists ledger;
    drop table if exists finding;
    drop table if exists standing;
    drop table if exists entry;
    drop table if exists listing;
    drop table if exists link;
    drop table if exists touched;
    drop table if exists stale;
    drop table if exists unindexed;
    drop table if exists built;
    drop table if exists on_page;
    drop table if exists moving;
    delete from meta;
    create index if not exists revision_admitted on revision (admitted);
    create table folder (portal text not null, path text not null, files blob not null, primary key (portal, path))
        without rowid;
    create table source (
        path text primary key, portal text not null, tenant text not null, url text not null,
        digest text not null, revision text, problems blob not null
    ) without rowid;
    create index source_portal on source (portal, path);
    create index source_url on source (portal, url);
    create table use (portal text not null, tenant text not null, file text not null, path text not null,
        primary key (portal, tenant, file, path)) without rowid;
    create index use_path on use (path);
    create table signature (
        portal text not null, tenant text not null, file text not null, signatures blob not null,
        primary key (portal, tenant, file)
    ) without rowid;
    create table ledger (portal text not null, tenant text not null, problems blob not null,
        primary key (portal, tenant)) without rowid;
    create table finding (portal text not null, path text not null, finding blob not null);
    create index finding_path on finding (portal, path);
    create table standing (
        path text primary key, portal text not null, standing text not null, revision text, why text not null,
        turns text
    ) without rowid;
    create index standing_portal on standing (portal, standing);
    create index standing_turns on standing (portal, turns) where turns is not null;
    create table entry (
        path text primary key, portal text not null, tenant text not null, column_id text not null,
        published text not null, url text not null, document_number text not null, index_number text not null,
        interprets text not null, picture integer not null, headline integer not null, outside integer not null,
        revision text not null, entry blob not null
    ) without rowid;
    create index entry_path on entry (portal, path);
    create index entry_tenant on entry (portal, tenant, path);
    create index entry_published on entry (portal, published, path);
    create index entry_tenant_published on entry (portal, tenant, published, path);
    create index entry_document on entry (portal, document_number, published, path);
    create index entry_index on entry (portal, tenant, published, path) where index_number <> '';
    create index entry_index_number on entry (portal, index_number) where index_number <> '';
    create index entry_interprets on entry (portal, interprets, published, path);
    create table listing (
        portal text not null, tenant text not null, column_id text not null,
        published text not null, path text not null,
        primary key (portal, tenant, column_id, published, path)
    ) without rowid;
    create index listing_path on listing (path);
    create table link (portal text not null, target text not null, path text not null,
        primary key (portal, target, path)) without rowid;
    create index link_path on link (path);
    create table touched (path text primary key, portal text not null) without rowid;
    create table stale (portal text not null, kind text not null, tenant text not null, name text not null,
        number integer not null, primary key (portal, kind, tenant, name, number)) without rowid;
    create table unindexed (portal text not null, path text not null, primary key (portal, path)) without rowid;
    create table built (portal text not null, file text not null, part text not null, size integer not null,
        sha256 text not null, primary key (portal, file)) without rowid;
    create index built_part on built (portal, part, file);
    create table on_page (portal text not null, file text not null, hit blob not null);
    create index on_page_file on on_page (portal, file);
    create table moving (portal text not null, file text not null, gone integer not null,
        primary key (portal, file)) without rowid;
    """,
    """
    drop table if exists fact;
    drop table if exists extract;
    create table fact (path text not null, portal text not null, kind text not null, value text not null,
        primary key (path, kind, value)) without rowid;
    create index fact_kind on fact (portal, kind, value, path);
    create table extract (digest text not null, suffix text not null, maker text not null, extract blob not null,
        primary key (digest, suffix)) without rowid;
    update meta set value = '' where key like '% judging';
    """,
    # Part of the archive.
    """
    create table if not exists departed (portal text not null, path text not null, departed blob not null,
        primary key (portal, path)) without rowid;
    """,
    """
    create table if not exists seen (portal text not null, number integer not null, seen blob not null,
        primary key (portal, number)) without rowid;
    """,
    # A ledger is read on from where it ended; standings and files are counted as they come and go.
    """
    delete from folder;  -- their names are bytes from now on, as the file system has them
    drop table if exists tally;
    alter table ledger add column mark text not null default '';
    create table tally (portal text not null, of text not null, name text not null, count integer not null,
        primary key (portal, of, name)) without rowid;
    insert into tally select portal, 'standing', standing, count(*) from standing group by portal, standing;
    insert into tally select portal, 'public', '', count(*) from entry group by portal;
    insert into tally select portal, 'built', case when file like '%.html' then 'page' else 'file' end, count(*)
        from built group by 1, 3;
    create trigger standing_comes after insert on standing begin
        insert into tally values (new.portal, 'standing', new.standing, 1)
            on conflict do update set count = count + 1; end;
    create trigger standing_goes after delete on standing begin
        update tally set count = count - 1
            where portal = old.portal and of = 'standing' and name = old.standing; end;
    create trigger entry_comes after insert on entry begin
        insert into tally values (new.portal, 'public', '', 1) on conflict do update set count = count + 1; end;
    create trigger entry_goes after delete on entry begin
        update tally set count = count - 1 where portal = old.portal and of = 'public'; end;
    create trigger built_comes after insert on built begin
        insert into tally values (new.portal, 'built', case when new.file like '%.html' then 'page' else 'file' end, 1)
            on conflict do update set count = count + 1; end;
    create trigger built_goes after delete on built begin
        update tally set count = count - 1 where portal = old.portal and of = 'built'
            and name = case when old.file like '%.html' then 'page' else 'file' end; end;
    """,
    # A folder is compared by its digest, and findings are counted, without either being read.
    """
    drop table folder;
    create table folder (portal text not null, path text not null, digest text not null, files blob not null,
        primary key (portal, path)) without rowid;
    alter table finding add column severity text not null default '';
    alter table finding add column code text not null default '';
    update finding set severity = json_extract(cast(finding as text), '$.severity'),
        code = json_extract(cast(finding as text), '$.code');
    create index finding_severity on finding (portal, severity, code);
    """,
)


def file_path(folder: Path, digest: str) -> Path:
    """Where the library at ``folder`` keeps the file with this SHA-256."""
    return folder / FILES_FOLDER / digest[:2] / digest


def connect(file: Path) -> sqlite3.Connection:
    """Open the library for writing, bringing its tables up to date; each step is one transaction with its mark.

    Raises ``LibraryError`` when the file is no library, is newer than this program, or another program writes to it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, isolation_level=None, timeout=5)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma recursive_triggers = on")  # a row that is replaced goes before the new one comes
        applied = int(connection.execute("pragma user_version").fetchone()[0])
        if applied > len(STEPS):
            raise LibraryError(
                f"资源库是由更新版本的程序建立的（第 {applied} 步，本程序只到第 {len(STEPS)} 步）。",
                "请把 portalkit 升级到建库时的版本，或从备份恢复资源库。",
            )
        for number, step in enumerate(STEPS[applied:], applied + 1):
            connection.executescript(f"begin immediate; {step}; pragma user_version = {number}; commit;")
    except sqlite3.Error as error:
        connection.close()
        raise _translated(error) from error
    except LibraryError:
        connection.close()
        raise
    return connection


def connect_for_reading(file: Path) -> sqlite3.Connection:
    """Open the library so that nothing can be changed by mistake."""
    if not file.is_file():
        raise LibraryError("还没有资源库。", "请先运行 invoke build。")
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=5)
        applied = int(connection.execute("pragma user_version").fetchone()[0])
    except sqlite3.Error as error:
        raise _translated(error) from error
    if applied != len(STEPS):
        connection.close()
        raise LibraryError("资源库是另一个版本的程序建立的。", "请先用现在的程序运行 invoke build。")
    return connection


def serial(folder: Path) -> int:
    """A number that grows with everything that is written to the library in ``folder``; raises ``LibraryError``."""
    connection = connect_for_reading(folder / LIBRARY_FILE)
    try:
        row = connection.execute("select value from meta where key = ?", (SERIAL,)).fetchone()
        return int(row[0]) if row else 0
    finally:
        connection.close()


def _translated(error: sqlite3.Error) -> LibraryError:
    if "locked" in str(error):
        return LibraryError("资源库正被另一个程序写入。", "请等它结束后再试。")
    return LibraryError(
        f"资源库文件无法使用（{error}）。", "请从备份恢复资源库；没有备份时，用 invoke clean --library 清空后重新生成。"
    )
