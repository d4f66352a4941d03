"""The writer of the platform: one template, one page, its digest; files that have not changed are left alone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import jinja2
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from portalkit.model.group import BuiltFile, PageGroup
from portalkit.render.bridge import Bridge

_UPWARD = frozenset({"", ".", ".."})


class PortalWriter(Writer):  # type: ignore[misc] # Pelican has no types
    """Writes below the output folder and keeps a list of what belongs there.

    With ``PORTAL_ONLY_CHANGED`` a file that is in place with the same bytes is listed but not written again.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self._bridge: Bridge = settings["PORTAL_BRIDGE"]
        self._only_changed: bool = settings["PORTAL_ONLY_CHANGED"]
        self._folders: dict[str, str] = {}
        self.files: list[BuiltFile] = []
        self.current = ""
        """The file being rendered, for the one who has to mend its template."""

    def write_page(self, group: PageGroup, file: str, template: jinja2.Template, views: dict[str, object]) -> None:
        """Render one page; what it may read is what it is given."""
        self.current = file
        self.write_bytes(group, file, template.render(views).encode())
        signals.content_written.send(file, context=views)

    def write_bytes(self, group: PageGroup, file: str, raw: bytes) -> None:
        """Write a file to its place."""
        digest = hashlib.sha256(raw).hexdigest()
        if self._list(BuiltFile(file, group.key, len(raw), digest)):
            _write(self._target(file), raw)

    def place_file(self, group: PageGroup, file: str, origin: Path, digest: str, size: int) -> None:
        """Copy a file whose digest is known to its place."""
        if self._list(BuiltFile(file, group.key, size, digest)):
            _write(self._target(file), origin.read_bytes())

    def _list(self, built: BuiltFile) -> bool:
        """List a file; tells whether it has to be written."""
        if built.file in self._written_files:
            raise FileOverwriteFailedError(f"{built.file} 由两处生成")
        self._written_files.add(built.file)
        self.files.append(built)
        if not self._only_changed:
            return True
        there = self._bridge.corpus.built(self._bridge.portal, built.file)
        return there is None or there.sha256 != built.sha256

    def _target(self, file: str) -> str:
        # This runs for every file, so what is asked of the system is asked once for a folder.
        folder, _, name = file.rpartition("/")
        place = self._folders.get(folder)
        if place is None or name in _UPWARD:
            path: str = sanitised_join(self.output_path, file)
            place = os.path.dirname(path)  # noqa: PTH120
            os.makedirs(place, exist_ok=True)  # noqa: PTH103
            self._folders[folder] = place
        return f"{place}/{name}"


def _write(path: str, raw: bytes) -> None:
    # Unbuffered: for ten thousand small files the layers above cost more than the writing.
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        view = memoryview(raw)
        while view:
            view = view[file.write(view) :]
