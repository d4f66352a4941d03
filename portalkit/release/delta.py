"""What one release changes about another: what a target is told, and what the operator is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portalkit.model.release import SealedFile
from portalkit.release.depot import Sealed
from portalkit.release.manifest import entry_text


@dataclass(frozen=True, slots=True)
class Change:
    """Sorted by path: files that are new, files with another content, paths that are gone. ``base`` is what was
    compared with, ``contents`` a file for each content that it does not have, by SHA-256.
    """

    base: Sealed | None
    added: tuple[SealedFile, ...]
    changed: tuple[SealedFile, ...]
    removed: tuple[SealedFile, ...]
    before: int
    """How many files there were."""
    contents: Mapping[str, SealedFile]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.removed)

    def by_tenant(self) -> Mapping[str, tuple[int, int, int]]:
        """Tenant folder → how many were added, changed, removed."""
        counts: dict[str, list[int]] = {}
        for number, files in enumerate((self.added, self.changed, self.removed)):
            for file in files:
                counts.setdefault(file.tenant, [0, 0, 0])[number] += 1
        return {tenant: (a, c, r) for tenant, (a, c, r) in sorted(counts.items())}


def change_of(base: Sealed | None, sealed: Sealed) -> Change:
    """Compare two releases; without a base everything is added."""
    return change_to(base, sealed.files())


def change_to(base: Sealed | None, after: Iterable[SealedFile]) -> Change:
    """Compare a release with files that may become the next."""
    before = {file.path: file for file in base.files()} if base else {}
    left = dict(before)
    added, changed = [], []
    for file in after:
        old = left.pop(file.path, None)
        if old is None:
            added.append(file)
        elif old != file:
            changed.append(file)
    known = {file.sha256 for file in before.values()}
    contents = {file.sha256: file for file in (*added, *changed) if file.sha256 not in known}
    return Change(base, tuple(added), tuple(changed), tuple(left.values()), len(before), contents)


def delta_bytes(change: Change, sealed: Sealed, *, full: bool = False) -> bytes:
    """The change as ``activate.py`` reads it: it makes the whole lists from it and compares their digests.

    ``full`` asks it to hash every file, whatever it noted of them.
    """
    base, gone = change.base, set(sealed.gone())
    gone_before = set(change.base.gone()) if change.base else set()
    delta = {
        "base": base.statement.documents["MANIFEST"].sha256 if base else "",
        "removed": [file.path for file in change.removed],
        "entries": "".join(map(entry_text, (*change.added, *change.changed))),
        "gone_removed": sorted(gone_before - gone),
        "gone_added": sorted(gone - gone_before),
    }
    return json.dumps({**delta, "full": True} if full else delta, ensure_ascii=False).encode()
