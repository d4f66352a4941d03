"""The ledger of releases, checked, exported and told; who may do what, and who did what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from portalkit.content.ledger import read
from portalkit.release.ledger import LedgerFault, Line
from portalkit.reports.publication import access_table, activity_table, ledger_text
from portalkit.workflows.counter import Counter, the_counter
from portalkit.workflows.workspace import Workspace


def told(workspace: Workspace, *, since: date | None, until: date | None) -> str:
    """The ledger for people."""
    return ledger_text(_lines(the_counter(workspace), since, until))


def exported(workspace: Workspace) -> bytes:
    """The ledger as it is, chain and all: JSON, one line each."""
    file = the_counter(workspace).ledger.file
    return file.read_bytes() if file.is_file() else b""


def faults(workspace: Workspace) -> tuple[LedgerFault, ...]:
    """Where the ledger was tampered with: against its own chain, and against the releases that were signed."""
    counter = the_counter(workspace)
    heads = [(number, counter.depot.release(number).statement.ledger) for number in counter.depot.numbers()]
    return tuple(counter.ledger.faults(heads))


def activity(workspace: Workspace, *, since: date | None, until: date | None) -> str:
    """Releases and review signatures of a time, as CSV."""
    counter = the_counter(workspace)
    return activity_table(_lines(counter, since, until), _signatures(counter, since, until))


def access(workspace: Workspace) -> str:
    """Who may sign and where releases go, as CSV."""
    counter = the_counter(workspace)
    files = sorted(counter.keys.glob("*.pub")) if counter.keys.is_dir() else []
    keys = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:32] for file in files}
    return access_table(counter.tree, counter.publishing, keys)


def _lines(counter: Counter, since: date | None, until: date | None) -> tuple[Line, ...]:
    return tuple(line for line in counter.ledger.lines() if _within(line.at, since, until))


def _signatures(counter: Counter, since: date | None, until: date | None) -> Iterator[tuple[str, str, str, str, str]]:
    for tenant in counter.tree:
        names = {person.id: person.name for person in tenant.people}
        signatures = read(counter.workspace.content, counter.portal, tenant.folder).signatures
        for signature in (one for many in signatures.values() for one in many):
            if _within(signature.at, since, until):
                at = f"{signature.at:%Y-%m-%dT%H:%M}"
                who = names.get(signature.by, signature.by)
                yield at, tenant.short_name, who, signature.stage.value, signature.file


def _within(at: datetime, since: date | None, until: date | None) -> bool:
    return (since is None or at.date() >= since) and (until is None or at.date() <= until)
