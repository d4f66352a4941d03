"""List a built portal so that anybody can check it with ``sha256sum``."""

from __future__ import annotations

from portalkit.errors import UsageError
from portalkit.release.manifest import manifest_of
from portalkit.release.placing import Place
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace


def manifest(workspace: Workspace) -> str:
    """The files of one portal's output with their digests, in the form that ``sha256sum -c`` reads.

    Raises ``UsageError`` when nothing was built, or when several portals could be meant.
    """
    trees = chosen(workspace, registered(workspace).platform)
    if len(trees) > 1:
        raise UsageError("平台上有多个门户。", f"请用 --portal 选一个：{'、'.join(tree.id for tree in trees)}。")
    place = Place(workspace.output, trees[0].id)
    if not place.mark():
        raise UsageError("还没有生成过页面。", "请先运行 invoke build。")
    return manifest_of(place.live).text
