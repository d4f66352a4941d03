"""Remove what was built; the library only when it is asked for by name."""

from __future__ import annotations

import shutil
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.release.placing import NOTES, portals_in
from portalkit.workflows.workspace import Workspace


def clean(workspace: Workspace, *, library: bool) -> tuple[str, ...]:
    """Remove the pages and the search index that this program made, and with ``library`` the library too.

    The library holds the last signed state of articles that are being changed; without it those pages go down until
    the change is signed. Returns what was removed, in words.
    """
    removed = []
    with workspace.alone():
        notes = workspace.output / NOTES
        for portal in portals_in(workspace.output):
            removed += _remove(workspace.output / portal, f"页面 {portal}")
        removed += _remove(notes, "生成记录")
        removed += _remove(workspace.index, "检索索引")
        if library:
            removed += _remove(workspace.library, "资源库")
    return tuple(removed)


def _remove(folder: Path, name: str) -> list[str]:
    if not folder.exists():
        return []
    if folder.is_symlink():
        raise UsageError(f"{folder.name} 是一个链接，没有删除。", "请自己确认后处理。")
    shutil.rmtree(folder)
    return [name]
