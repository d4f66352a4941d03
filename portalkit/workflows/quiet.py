"""The build that has nothing to do: found out before anything heavy is loaded.

A build that put everything in place leaves a note of what it was made from (digests of program, theme and registry, the
day, the folders as scanned, the library's serial number) and of what it told. As long as all of that is the same, the
next build tells the same again.
"""

from __future__ import annotations

import json
import marshal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from portalkit.errors import LibraryError
from portalkit.library.schema import serial
from portalkit.model.scanned import ScannedFolder
from portalkit.release.placing import Place
from portalkit.workflows.digests import Tools, digest_of
from portalkit.workflows.scanning import walk
from portalkit.workflows.workspace import Workspace, index_folder
from portalkit.writing import write_whole

NOTE = "unchanged.json"


@dataclass(frozen=True, slots=True)
class Told:
    """The closing words of a build, and the gravest severity among its findings (its Chinese name, or empty)."""

    text: str
    worst: str


@dataclass(frozen=True, slots=True)
class Glance:
    """What was looked at before a build, so that it need not look again: ``tools``, and the folders of portals as far
    as they were walked, with their digests.
    """

    tools: Tools
    walked: dict[str, Mapping[str, ScannedFolder]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def keep(self, portal: str, folders: Mapping[str, ScannedFolder]) -> str:
        """Keep the folders of a portal as they were walked; returns their digest."""
        if portal not in self.digests:
            self.walked[portal] = folders
            self.digests[portal] = folders_digest(folders)
        return self.digests[portal]


def told_before(workspace: Workspace, glance: Glance, *, index: bool) -> Told | None:
    """What the last build told, if nothing has changed since; ``None`` when there may be work, and then the folders
    that were looked at are in ``glance``.
    """
    try:
        noted = json.loads((workspace.state / NOTE).read_bytes())
        if noted["indexed"] < index or noted["key"] != _key(workspace, glance.tools):
            return None
        if noted["serial"] != serial(workspace.library):
            return None
        for portal, known in noted["portals"].items():
            folders = walk(workspace.content, portal, now=time.time_ns())
            here = [Place(workspace.output, portal).mark(), glance.keep(portal, folders)]
            if here != known or (index and not index_folder(workspace, portal).is_dir()):
                return None
        return Told(noted["text"], noted["worst"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, LibraryError):
        return None


def remember(workspace: Workspace, glance: Glance, told: Told, *, index: bool) -> None:
    """Leave the note of a build that put everything in place; ``glance`` has what it began with."""
    noted = {
        "key": _key(workspace, glance.tools),
        "serial": serial(workspace.library),
        "indexed": index,
        "portals": {
            portal: [Place(workspace.output, portal).mark(), digest] for portal, digest in glance.digests.items()
        },
        "text": told.text,
        "worst": told.worst,
    }
    target = workspace.state / NOTE
    write_whole(target, json.dumps(noted, ensure_ascii=False).encode())


def folders_digest(folders: Mapping[str, ScannedFolder]) -> str:
    """Digest of folders as scanned."""
    return digest_of(marshal.dumps(sorted((path, folder.digest) for path, folder in folders.items()), 2))


def _key(workspace: Workspace, tools: Tools) -> str:
    words = (
        workspace.output.resolve(),
        workspace.content.resolve(),
        workspace.today,
        workspace.portal,
        workspace.drafts,
    )
    return digest_of(tools.kit, tools.tenants, tools.theme, tools.plugins, *map(str, words))
