"""The index folder: Whoosh postings, and the texts beside them.

``postings/`` is the Whoosh index; ``documents.sqlite3`` holds what is shown and verified. Whoosh is the truth about
what can be found: texts come in before its commit and go out after it, so that a kill in between loses nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from whoosh import index as whoosh_index
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema

from portalkit.errors import SearchError
from portalkit.search.analyzer import PairTokenizer
from portalkit.search.document import SearchDocument
from portalkit.search.folding import number_key

FORMAT = "1"
POSTINGS = "postings"
DOCUMENTS = "documents.sqlite3"


def schema() -> Schema:
    """Fields of the index. Title and text are pairs of characters without positions."""
    return Schema(
        path=ID(unique=True, stored=True),
        key=STORED,
        portal=ID,
        tenant=ID,
        places=KEYWORD(commas=True),
        columns=KEYWORD(commas=True),
        day=NUMERIC(int, sortable=True),
        number=ID,
        title=TEXT(analyzer=PairTokenizer(), phrase=False, spelling=False),
        text=TEXT(analyzer=PairTokenizer(), phrase=False, spelling=False),
    )


def update(
    folder: Path,
    wanted: Iterable[tuple[str, str]],
    document: Callable[[str], SearchDocument],
    *,
    step: Callable[[], None] = lambda: None,
) -> tuple[int, int]:
    """Bring the index to exactly the articles in ``wanted`` (path, key); returns how many came in and went out.

    ``document`` is asked only for those that are new or changed. Raises ``SearchError`` when the index cannot be
    written. An index of another format is made anew.
    """
    postings = folder / POSTINGS
    postings.mkdir(parents=True, exist_ok=True)
    texts = _texts(folder)
    try:
        fresh = not whoosh_index.exists_in(postings) or _format(texts) != FORMAT
        store = whoosh_index.create_in(postings, schema()) if fresh else whoosh_index.open_dir(postings)
        if fresh:
            texts.execute("delete from document")
            texts.execute("insert or replace into meta values ('format', ?)", (FORMAT,))
            texts.commit()
        return _bring_up_to_date(store, texts, dict(wanted), document, step)
    except whoosh_index.LockError as error:
        raise SearchError("检索索引正被另一个程序写入。", "请等它结束后再试。") from error
    except (whoosh_index.IndexError, OSError, sqlite3.Error) as error:
        raise SearchError(f"检索索引无法写入（{error}）。", "请用 invoke clean --index 清空后重新生成。") from error
    finally:
        texts.close()


def _bring_up_to_date(
    store: Any,
    texts: sqlite3.Connection,
    wanted: dict[str, str],
    document: Callable[[str], SearchDocument],
    step: Callable[[], None],
) -> tuple[int, int]:
    with store.reader() as reader:
        present = {fields["path"]: fields["key"] for _, fields in reader.iter_docs()}
    gone = sorted(present.keys() - wanted.keys())
    changed = [path for path in sorted(wanted) if present.get(path) != wanted[path]]
    if not gone and not changed:
        return 0, 0
    writer = store.writer(limitmb=128)
    try:
        for path in gone:
            writer.delete_by_term("path", path)
        for path in changed:
            _add(writer, texts, document(path), replaces=path in present)
            step()
        texts.commit()
        writer.commit()
    except BaseException:
        writer.cancel()
        raise
    texts.executemany("delete from document where path = ?", ((path,) for path in gone))
    texts.commit()
    return len(changed), len(gone)


def _add(writer: Any, texts: sqlite3.Connection, document: SearchDocument, *, replaces: bool) -> None:
    fields = {
        "path": document.path,
        "key": document.key,
        "portal": document.portal,
        "tenant": document.tenant,
        "places": ",".join(document.places),
        "columns": ",".join(sorted({place.partition("/")[2] for place in document.places})),
        "day": document.published.toordinal(),
        "number": number_key(document.document_number),
        "title": document.title,
        "text": document.text,
    }
    (writer.update_document if replaces else writer.add_document)(**fields)
    texts.execute("insert or replace into document values (?, ?)", (document.path, msgspec.json.encode(document)))


def _texts(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / DOCUMENTS, timeout=5)
    connection.execute("create table if not exists meta (key text primary key, value text) without rowid")
    connection.execute("create table if not exists document (path text primary key, document blob not null)")
    return connection


def _format(texts: sqlite3.Connection) -> str:
    row = texts.execute("select value from meta where key = 'format'").fetchone()
    return str(row[0]) if row else ""
