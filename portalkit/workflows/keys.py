"""With what something was read, judged and rendered: when a key changes, the work under it is done anew."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import msgspec

import portalkit
from portalkit.model.platform import PortalTree
from portalkit.render.notices import bar_is_due
from portalkit.render.settings import House

_PARTS = ("Markdown", "nh3", "lxml", "PyYAML", "Jinja2", "pelican")
"""Libraries whose version shows in what is read or rendered."""
_SOURCES = {".py", ".yaml", ".txt", ".csv"}


@dataclass(frozen=True, slots=True)
class Keys:
    """Digests. ``reading`` covers what decides how a file reads, ``judging`` what decides on an article beside it,
    ``rendering`` what every page depends on beside its own content.
    """

    reading: str
    judging: str
    rendering: str

    @classmethod
    def of(cls, tree: PortalTree, house: House, today: date) -> Keys:
        """Compute the keys for a portal on a day."""
        kit = kit_digest()
        registry = msgspec.json.encode(tree, order="deterministic")
        valid = [e.host for e in tree.rulebook.exemptions if e.until >= today]
        shape = [
            (t.folder, t.kind.value, t.name, t.short_name, [(c.id, c.name, c.type) for c in t.columns]) for t in tree
        ]
        limits = [(limit.name, limit.value) for limit in tree.rulebook.limits]
        judging = _digest(kit, registry, repr(valid))
        return cls(
            reading=_digest(kit, repr(shape), repr(limits)),
            judging=judging,
            rendering=_digest(judging, _files(house.theme), _files(house.plugins), repr(_of_the_day(tree, today))),
        )


def kit_digest() -> str:
    """Digest of the program itself and of the libraries whose output it passes on."""
    versions = [f"{name} {version(name)}" for name in _PARTS]
    return _digest(_files(Path(portalkit.__path__[0])), repr(versions), sys.version)


def _of_the_day(tree: PortalTree, today: date) -> list[tuple[object, ...]]:
    """What pages show differently because of the day alone."""
    days = tree.rulebook.limit("notice_keep_days").value
    facts: list[tuple[object, ...]] = []
    for tenant in tree.members:
        if tenant.legacy:
            legacy = tenant.legacy
            done = legacy.completed is not None and legacy.completed <= today
            facts.append((tenant.id, legacy.announced <= today, done, bar_is_due(legacy, days=days, today=today)))
        if tenant.topic:
            facts.append((tenant.id, tenant.topic.archived(today)))
    return facts


def _files(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            if root.name == "portalkit" and path.suffix not in _SOURCES:
                continue
            digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()
