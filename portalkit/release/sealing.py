"""Seal a built tree: MANIFEST, GONE, statement, signatures. What was sealed before is not read again.

- Digests come from the library, which wrote them down when each file was made; SM3 comes from the release before
  wherever the content is the same. Only new contents are read, and their digests are checked on the way.
- The same tree gives the same MANIFEST and the same tree digests; number and time stand in the statement alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portalkit.errors import ReleaseError
from portalkit.model.group import BuiltFile, GroupKind, PageGroup
from portalkit.model.release import Previous, SealedFile, Statement
from portalkit.release.depot import Depot, Sealed
from portalkit.release.manifest import digests_of, manifest_text, sealed_file, tree_digests
from portalkit.release.opening import Documents
from portalkit.release.signing import Signer
from portalkit.release.statement import FORMAT, GONE, MANIFEST, statement_bytes

_ARTICLE = GroupKind.ARTICLE.value
SHARE = 500
"""Contents that a process takes in at a time."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """For whom, when and from what a release is made. ``least`` is the lowest number that may be given."""

    portal: str
    domain: str
    now: datetime
    valid: timedelta
    commit: str
    ledger: str = ""
    least: int = 1
    rollback_to: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release is to hold."""

    files: tuple[SealedFile, ...]
    gone: tuple[str, ...]


def contents_of(
    depot: Depot, root: Path, built: Iterable[BuiltFile], *, full: bool = False, step: Callable[[], None] = lambda: None
) -> Contents:
    """Take the contents of a built tree into the depot; with ``full`` every file is read and checked again.

    Raises ``ReleaseError`` when a file is not what was built.
    """
    newest = depot.newest()
    before = newest.files() if newest else ()
    known = {} if full else {file.sha256: file.sm3 for file in before}
    built = tuple(built)
    fresh = [file for file in built if file.sha256 not in known]
    if not full:
        fresh = list({file.sha256: file for file in fresh}.values())
    known.update(_admitted(depot, root, fresh, step))
    files = [sealed_file((path, size, digest, known[digest], *_whose(part))) for path, part, size, digest in built]
    files.sort()
    return Contents(tuple(files), _gone(depot, newest, before, {file.path for file in files}))


def _admitted(depot: Depot, root: Path, files: list[BuiltFile], step: Callable[[], None]) -> Iterator[tuple[str, str]]:
    """Take in the contents of these files; SHA-256 and SM3 of each. Many are shared among processes."""

    def admit(share: list[BuiltFile]) -> list[tuple[str, str]]:
        return [(f.sha256, _sm3(depot.admit(f"{root}/{f.file}", f.sha256))) for f in share]

    def answer(share: list[BuiltFile]) -> list[tuple[str, str]] | None:
        try:
            return admit(share)
        except ReleaseError:
            return None  # raised again where somebody hears it

    if len(files) < 2 * SHARE:
        for file in files:
            yield from admit([file])
            step()
        return
    from portalkit.forking import in_processes  # costs more than sealing one article does

    for share, answered in in_processes((files[at : at + SHARE] for at in range(0, len(files), SHARE)), answer):
        yield from answered or admit(share)
        for _ in share:
            step()


def _sm3(raw: bytes) -> str:
    return hashlib.new("sm3", raw).hexdigest()


def seal(depot: Depot, contents: Contents, signer: Signer, occasion: Occasion) -> Sealed:
    """Give the contents a number and sign them; the same contents again are a renewal with a number of its own."""
    newest = depot.newest()
    manifest = manifest_text(contents.files).encode()
    gone = "".join(f"{path}\n" for path in contents.gone).encode()
    number = max(occasion.least, newest.number + 1 if newest else 1)
    statement = Statement(
        format=FORMAT,
        portal=occasion.portal,
        domain=occasion.domain,
        number=number,
        previous=Previous(newest.number, newest.digest) if newest else None,
        rollback_to=occasion.rollback_to,
        made=occasion.now,
        expires=occasion.now + occasion.valid,
        commit=occasion.commit,
        files=len(contents.files),
        bytes=sum(file.size for file in contents.files),
        tree=tree_digests(contents.files),
        documents={MANIFEST: digests_of(manifest), GONE: digests_of(gone)},
        ledger=occasion.ledger,
    )
    raw = statement_bytes(statement)
    return depot.keep(number, Documents(raw, signer.sign(raw), manifest, gone), contents.files)


def is_current(depot: Depot, contents: Contents, *, now: datetime) -> bool:
    """Whether the newest release holds exactly this, and has more than half of its time left."""
    newest = depot.newest()
    if newest is None or newest.statement.rollback_to is not None:
        return False
    statement = newest.statement
    half = statement.made + (statement.expires - statement.made) / 2
    return now < half and newest.files() == contents.files and newest.gone() == contents.gone


def _whose(part: str) -> tuple[str, str]:
    """Tenant and source of the files of a group."""
    kind, tenant, name = PageGroup.origin(part)
    if kind == _ARTICLE:
        return tenant, name
    return tenant, f"@{kind}/{name}" if name else f"@{kind}"


def _gone(depot: Depot, newest: Sealed | None, before: tuple[SealedFile, ...], paths: set[str]) -> tuple[str, ...]:
    """Files of articles that were out and are not any more. A rollback does not hide what was out before it."""
    if newest is None:
        return ()
    out = {*newest.gone(), *(file.path for file in before if file.of_article)}
    earlier: Sealed = newest
    numbers = iter(depot.numbers()[1:])
    while earlier.statement.rollback_to is not None and (number := next(numbers, None)):
        earlier = depot.release(number)
        out |= {file.path for file in earlier.files() if file.of_article}
    return tuple(sorted(out - paths))
