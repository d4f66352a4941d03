"""入库: bring the library up to what lies under ``content/``.

Only files that may have changed are read, and only those whose digest did change are parsed. A new program, or a
registry in which units, columns or size limits changed, makes everything be read anew, because the same file may then
read differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portalkit.content.discover import Discovery, discover, printable, read
from portalkit.content.ledger import NAME as LEDGER
from portalkit.content.ledger import merged, read_on
from portalkit.content.ledger import read as read_ledger
from portalkit.library.store import Store
from portalkit.model.platform import PortalTree
from portalkit.model.record import RecordPath, Unreadable
from portalkit.workflows.progress import Bars, Step
from portalkit.workflows.reading import article_of, size_limit
from portalkit.workflows.scanning import Scan

_ARTICLE = re.compile(r".*\.(?:md|markdown|md\.txt)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Changes:
    """Changed files by what they are. ``articles`` are paths; ``ledgers`` folders of units; ``others`` the rest."""

    articles: frozenset[str]
    ledgers: frozenset[str]
    others: frozenset[str]

    @classmethod
    def of(cls, changed: Iterable[str]) -> _Changes:
        articles, ledgers, others = set(), set(), set()
        for path in changed:
            parts = path.split("/")
            if len(parts) == 3 and parts[2] == LEDGER:
                ledgers.add(parts[1])
            elif _ARTICLE.fullmatch(parts[-1]):
                articles.add(path)
            else:
                others.add(path)
        return cls(frozenset(articles), frozenset(ledgers), frozenset(others))


class Admission:
    """Takes in the changes of one portal; the caller holds the transaction."""

    def __init__(self, store: Store, tree: PortalTree, content: Path) -> None:
        self._store = store
        self._intake = store.intake
        self._tree = tree
        self._content = content
        self._limit = size_limit(tree)

    def everything(self, bars: Bars) -> None:
        """Read every article and every ledger anew."""
        found = discover(self._content, self._tree)
        present = {path.text for path in found.paths} | {unreadable.path for unreadable in found.unreadable}
        for gone in sorted(self._intake.paths(self._tree.id) - present):
            self._intake.withdraw(gone)
        with bars.stage(f"入库 {self._tree.portal.short_name}", len(found.paths)) as step:
            for path in found.paths:
                self._read(path)
                step()
        for unreadable in found.unreadable:
            self._intake.refuse(unreadable)
        for tenant in self._tree:
            self._ledger(tenant.folder)
        self._intake.drop_ledgers(self._tree.id, (tenant.folder for tenant in self._tree))

    def changes(self, scan: Scan, bars: Bars) -> None:
        """Read what the scan calls changed, and the articles that refer to changed pictures and attachments."""
        changes = _Changes.of(scan.changed)
        again = self._users(changes.others)
        wanted = changes.articles | again
        if wanted:
            found = discover(self._content, self._tree, wanted)
            with bars.stage(f"入库 {self._tree.portal.short_name}", len(wanted)) as step:
                self._place(found, wanted, again, step)
        registered = {tenant.folder for tenant in self._tree}
        for folder in sorted(changes.ledgers & registered):
            self._ledger_on(folder)

    def _users(self, files: Iterable[str]) -> frozenset[str]:
        users: set[str] = set()
        for path in files:
            parts = printable(path).split("/", 2)
            if len(parts) == 3:
                users |= self._intake.users(self._tree.id, parts[1], parts[2])
        return frozenset(users)

    def _place(self, found: Discovery, wanted: frozenset[str], again: frozenset[str], step: Step) -> None:
        paths = {path.text: path for path in found.paths}
        unreadable = {item.path: item for item in found.unreadable}
        for text in sorted(map(printable, wanted)):
            step()
            if text in paths:
                self._read(paths[text], again=text in again)
            elif text in unreadable:
                self._intake.refuse(unreadable[text])
            elif self._intake.known(text):
                self._intake.withdraw(text)

    def _read(self, path: RecordPath, *, again: bool = True) -> None:
        source = read(self._content, path, limit=self._limit)
        known = self._intake.known(path.text)
        if not again and known and known[1] and known[0] == source.digest:
            return
        result = article_of(source, content=self._content, tree=self._tree)
        if isinstance(result, Unreadable):
            self._intake.refuse(result)
        else:
            folder = self._content / path.portal / path.tenant if result.files else self._content
            self._intake.admit(result, tenant_folder=folder)

    def _ledger(self, folder: str) -> None:
        signatures, problems, mark = read_ledger(self._content, self._tree.id, folder)
        self._intake.keep_signatures(self._tree.id, folder, signatures, tuple(problems), mark=mark)

    def _ledger_on(self, folder: str) -> None:
        """Take in what came to a ledger; all of it if more than that happened."""
        portal, view = self._tree.id, self._store.view
        more = read_on(self._content, portal, folder, view.ledger_mark(portal, folder))
        if more is None:
            self._ledger(folder)
            return
        found = {file: merged(view.signatures(portal, folder, file), new) for file, new in more.signatures.items()}
        self._intake.add_signatures(portal, folder, found, mark=more.mark)
