"""Digests of folders and of the program. Imports nothing that takes time: every build begins here."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import portalkit

if TYPE_CHECKING:
    from portalkit.workflows.workspace import Workspace

_PARTS = (
    "markdown-", "nh3-", "lxml-", "pyyaml-", "jinja2-", "markupsafe-", "pelican-", "feedgenerator-", "msgspec-",
    "pillow-", "segno-", "ahocorasick_rs-", "chinesecalendar-", "idna-", "pypdf-",
    "whoosh_reloaded-",
)  # fmt: skip
"""Libraries whose version shows in what is read, judged, rendered or indexed, as their metadata folders begin."""
_SOURCES = (".py", ".yaml", ".txt", ".csv")


@dataclass(frozen=True, slots=True)
class Tools:
    """Digests of what a platform is built with, as they were when it began: program, registry, theme, plugins."""

    kit: str
    tenants: str
    theme: str
    plugins: str

    @classmethod
    def of(cls, workspace: Workspace) -> Tools:
        """Read everything now."""
        house = workspace.house
        return cls(kit_digest(), *map(files_digest, (workspace.tenants, house.theme, house.plugins)))


def kit_digest() -> str:
    """Digest of the program itself and of the libraries whose output it passes on."""
    return digest_of(files_digest(Path(portalkit.__path__[0])), repr(_versions()), sys.version)


def _versions() -> list[str]:
    """Names of metadata folders, which carry the versions; importlib.metadata takes a hundred times as long."""
    found = importlib.util.find_spec("msgspec")
    packages = Path(str(found.origin if found else "")).parent.parent
    names = (entry.name for entry in os.scandir(packages) if entry.name.endswith(".dist-info"))
    return sorted(name for name in names if name.lower().startswith(_PARTS))


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


def digest_of(*parts: str | bytes) -> str:
    """One digest over several words."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()
