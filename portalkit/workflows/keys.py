"""With what something was read, judged and rendered: when a key changes, the work under it is done anew."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

import portalkit
from portalkit.model.house import House
from portalkit.model.platform import PortalTree
from portalkit.model.securitytxt import security_expires

_PARTS = (
    "markdown-", "nh3-", "lxml-", "pyyaml-", "jinja2-", "markupsafe-", "pelican-", "feedgenerator-", "msgspec-",
    "pillow-", "segno-",
)  # fmt: skip
"""Libraries whose version shows in what is read or rendered, as their metadata folders begin."""
_SOURCES = (".py", ".yaml", ".txt", ".csv")


@dataclass(frozen=True, slots=True)
class Keys:
    """Digests. ``reading`` covers what decides how a file reads, ``judging`` what decides on an article beside it,
    ``rendering`` what every page depends on beside its own content.
    """

    reading: str
    judging: str
    rendering: str

    @classmethod
    def of(cls, tree: PortalTree, house: House | None, today: date, *, kit: str, drafts: bool = False) -> Keys:
        """Compute the keys for a portal on a day; ``kit`` is the digest of the program. Without ``house`` nothing can
        be rendered, and ``rendering`` is empty.
        """
        # What is waived decides nothing about an article or a page: it is parted from the findings when they are told.
        deciding = replace(tree, rulebook=replace(tree.rulebook, waivers=()))
        registry = msgspec.json.encode(deciding, order="deterministic")
        valid = [e.host for e in tree.rulebook.exemptions if e.until >= today]
        shape = [
            (t.folder, t.kind.value, t.name, t.short_name, [(c.id, c.name, c.type) for c in t.columns]) for t in tree
        ]
        limits = [(limit.name, limit.value) for limit in tree.rulebook.limits]
        judging = _digest(kit, registry, repr(valid), repr(drafts))
        return cls(
            reading=_digest(kit, repr(shape), repr(limits)),
            judging=judging,
            rendering=_rendering(judging, tree, house, today) if house else "",
        )


def _rendering(judging: str, tree: PortalTree, house: House, today: date) -> str:
    return _digest(judging, files_digest(house.theme), files_digest(house.plugins), repr(_of_the_day(tree, today)))


def kit_digest() -> str:
    """Digest of the program itself and of the libraries whose output it passes on."""
    return _digest(files_digest(Path(portalkit.__path__[0])), repr(_versions()), sys.version)


def _versions() -> list[str]:
    """Names of metadata folders, which carry the versions; importlib.metadata takes a hundred times as long."""
    packages = Path(msgspec.__file__).parent.parent
    names = (entry.name for entry in os.scandir(packages) if entry.name.endswith(".dist-info"))
    return sorted(name for name in names if name.lower().startswith(_PARTS))


def _of_the_day(tree: PortalTree, today: date) -> list[tuple[object, ...]]:
    """What pages show differently because of the day alone."""
    days = tree.rulebook.limit("notice_keep_days").value
    facts: list[tuple[object, ...]] = [(security_expires(today),)]
    facts += [(tenant.id, tenant.site.mourns(today)) for tenant in tree if tenant.site]
    for tenant in tree.members:
        if tenant.legacy:
            legacy = tenant.legacy
            done = legacy.completed is not None and legacy.completed <= today
            facts.append((tenant.id, legacy.announced <= today, done, legacy.notice_is_due(days=days, today=today)))
        if tenant.topic:
            facts.append((tenant.id, tenant.topic.archived(today)))
    return facts


def files_digest(root: Path) -> str:
    """Digest of the names and bytes of every file below a folder; of the program, only of its sources."""
    digest = hashlib.sha256()
    _add_files(str(root), "", digest, only_sources=root.name == "portalkit")
    return digest.hexdigest()


def _add_files(folder: str, prefix: str, digest: hashlib._Hash, *, only_sources: bool) -> None:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                _add_files(entry.path, f"{prefix}{entry.name}/", digest, only_sources=only_sources)
        elif not only_sources or entry.name.endswith(_SOURCES):
            with open(entry.path, "rb") as file:  # noqa: PTH123 - this runs for every file of the kit on every build
                raw = file.read()
            digest.update(f"{prefix}{entry.name}\0{len(raw)}\0".encode())
            digest.update(raw)


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()
