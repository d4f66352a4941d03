"""入库: bring the library up to what lies under ``content/``.

A file whose text and files are known to the library is not parsed again; a new program or a changed registry makes
everything be read anew, because the same file may then read differently.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import portalkit.content
from portalkit import __version__
from portalkit.content.discover import collision, collisions, discover, read
from portalkit.content.ledger import read as read_ledger
from portalkit.library.store import Store
from portalkit.model.platform import PortalTree
from portalkit.model.record import Record, RecordPath, Unreadable
from portalkit.workflows.progress import Bars
from portalkit.workflows.reading import article_of, size_limit


def admit(store: Store, tree: PortalTree, content: Path, bars: Bars) -> int:
    """Take in everything new or changed of one portal; returns how many files were parsed."""
    key = reading_key(tree)
    limit = size_limit(tree)
    found = discover(content, tree)
    parsed = 0
    with store.atomic(), bars.stage(f"入库 {tree.portal.short_name}", len(found.paths)) as step:
        known = store.known(tree.id)
        trusted = known if store.reading_key(tree.id) == key else {}
        clashing = collisions(found.paths)
        seen: set[str] = set()
        for path in found.paths:
            seen.add(path.text)
            step()
            if path in clashing:
                problem = collision(path, clashing[path])
                store.refuse(Unreadable(path.text, "", (problem,)))
                continue
            source = read(content, path, limit=limit)
            digest, revision = trusted.get(path.text, ("", None))
            if revision and digest == source.digest and _files_unchanged(store, content, path, revision):
                continue
            parsed += 1
            result = article_of(source, content=content, tree=tree)
            _take(store, result, tenant_folder=content / path.portal / path.tenant)
        for unreadable in found.unreadable:
            seen.add(unreadable.path)
            store.refuse(unreadable)
        store.withdraw(known.keys() - seen)
        _take_ledgers(store, tree, content)
        store.remember_reading_key(tree.id, key)
    return parsed


def reading_key(tree: PortalTree) -> str:
    """Digest of everything beside the file that decides how a file reads."""
    digest = hashlib.sha256(__version__.encode())
    for source in sorted(Path(portalkit.content.__path__[0]).glob("*.py")):
        digest.update(source.read_bytes())
    for tenant in tree:
        digest.update(repr((tenant.folder, tenant.kind.value, [c.id for c in tenant.columns])).encode())
    for name in ("article_kilobytes", "attachment_megabytes"):
        digest.update(f"{name}={tree.rulebook.limit(name).value}".encode())
    return digest.hexdigest()


def _files_unchanged(store: Store, content: Path, path: RecordPath, revision: str) -> bool:
    folder = content / path.portal / path.tenant
    for file in store.files_of(path.text, revision):
        try:
            raw = (folder / file.in_tenant).read_bytes()
        except OSError:
            return False
        if hashlib.sha256(raw).hexdigest() != file.digest:
            return False
    return True


def _take(store: Store, result: Record | Unreadable, *, tenant_folder: Path) -> None:
    if isinstance(result, Unreadable):
        store.refuse(result)
    else:
        store.admit(result, tenant_folder=tenant_folder)


def _take_ledgers(store: Store, tree: PortalTree, content: Path) -> None:
    for tenant in tree:
        signatures, problems = read_ledger(content, tree.id, tenant.folder)
        store.keep_signatures(tree.id, tenant.folder, signatures, problems=tuple(problems))
