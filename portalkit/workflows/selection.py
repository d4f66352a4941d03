"""Which findings of a check are asked for: all, those of a unit, of named paths, or of what changed in git."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.model.finding import Finding
from portalkit.model.foreseen import Foreseen
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant
from portalkit.reports.account import mends, owner_of
from portalkit.workflows.changed import changed_files
from portalkit.workflows.workspace import Workspace

_DECIDES_FOR_ALL = frozenset(
    ("portal.yaml", "rulebook.yaml", "links.yaml", "waivers.yaml", "columns.yaml", "workdays.yaml")
)
"""Registry files that decide about more than one unit."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Paths as the findings name them. ``named`` is false where everything is asked for; ``unit`` narrows further."""

    named: bool = False
    content: frozenset[str] = frozenset()
    """Files and folders below the content root."""
    registry: frozenset[str] = frozenset()
    """Files of the registry."""
    portals: frozenset[str] = frozenset()
    """Portals of which everything is asked for; ``*`` for all."""
    unit: str = ""
    """Id of a unit, or ``portal``."""
    files: int = field(default=0, compare=False)
    """How many files were named or changed."""

    def concerns(self, tree: PortalTree) -> bool:
        """Whether anything of a portal is asked for."""
        if self.unit and self.tenant(tree) is None:
            return False
        if not self.named or self.portals & {tree.id, "*"}:
            return True
        return any(path.split("/")[0] == tree.id for path in (*self.content, *self.registry))

    def tenant(self, tree: PortalTree) -> Tenant | None:
        """The unit that was asked for, if the portal has it."""
        return next((t for t in tree if self.unit in (t.id, t.folder)), None)

    def takes(self, finding: Finding, tree: PortalTree) -> bool:
        """Whether a finding is asked for."""
        if self.unit:
            tenant = self.tenant(tree)
            of = (owner_of(finding.tenant, tree), mends(finding.where.path, finding.tenant, tree))
            if tenant is None or tenant not in of:
                return False
        if not self.named or self.portals & {tree.id, "*"}:
            return True
        path = finding.where.path
        if path in self.registry or _within(path, self.content):
            return True
        return any(file == f"{tree.id}/{finding.tenant}.yaml" for file in self.registry)

    def foresees(self, each: Foreseen, tree: PortalTree) -> bool:
        """Whether something that is to come is asked for."""
        if each.finding:
            return self.takes(each.finding, tree)
        tenant = self.tenant(tree)
        if self.unit and tenant not in (owner_of(each.tenant, tree), mends(each.path, each.tenant, tree)):
            return False
        whole = not self.named or bool(self.portals & {tree.id, "*"}) or each.path in self.registry
        return whole or _within(each.path, self.content)

    def units(self, tree: PortalTree) -> tuple[Tenant, ...]:
        """The units that are asked about."""
        if self.unit:
            return tuple(t for t in (self.tenant(tree),) if t)
        if not self.named or self.portals & {tree.id, "*"}:
            return tuple(tree)
        folders = {path.split("/")[1] for path in self.content if path.count("/") and path.split("/")[0] == tree.id}
        files = {path.removesuffix(".yaml") for path in self.registry}
        whole = any(path == tree.id for path in self.content)
        return tuple(t for t in tree if whole or t.folder in folders or f"{tree.id}/{t.id}" in files)

    def with_users(self, users: Iterable[str]) -> Selection:
        """The same, with the articles that use a picture or attachment that was named."""
        return replace(self, content=self.content | frozenset(users))


EVERYTHING = Selection()


def select(
    workspace: Workspace,
    *,
    paths: Iterable[str] = (),
    changed: bool = False,
    since: str = "",
    unit: str = "",
) -> Selection:
    """Make a selection from what was typed; raises ``UsageError`` for a path that is no part of the platform."""
    files = [_typed(workspace, path) for path in paths]
    if changed or since:
        roots = (workspace.content, workspace.tenants)
        files += [path for path in changed_files(roots, since=since) if _placed(workspace, path)]
    if not files and not (changed or since):
        return Selection(unit=unit)
    content: set[str] = set()
    registry: set[str] = set()
    portals: set[str] = set()
    for file in files:
        kind, path = _placed(workspace, file) or ("", "")
        if kind == "content":
            if path == ".":
                portals.add("*")
            else:
                content.add(path)
            continue
        registry.add(path)
        folder, slash, name = path.rpartition("/")
        if name in _DECIDES_FOR_ALL:
            portals.add(folder if slash else "*")
        elif not name.endswith(".yaml"):
            portals.add("*" if path == "." else path)
    return Selection(
        named=True,
        content=frozenset(content),
        registry=frozenset(registry),
        portals=frozenset(portals),
        unit=unit,
        files=len(set(files)),
    )


def of_platform(workspace: Workspace, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that lie in the content or the registry."""
    return tuple(path for path in paths if _placed(workspace, _absolute(Path(path))))


def _typed(workspace: Workspace, text: str) -> Path:
    """A path as typed: from here, or from the content or the registry root as findings write it."""
    for candidate in (Path(text), workspace.content / text, workspace.tenants / text):
        if candidate.exists():
            path = _absolute(candidate)
            if _placed(workspace, path):
                return path
    if Path(text).exists():
        raise UsageError(f"{text} 不在稿件目录或登记目录里。", "请指定这两个目录里的文件或文件夹。")
    raise UsageError(f"找不到 {text}。", "请核对路径，可以从稿件目录写起，如 shili/shichang/policy。")


def _placed(workspace: Workspace, path: Path) -> tuple[str, str] | None:
    """``content`` or ``tenants``, and the path below it; ``None`` for what is no part of the platform."""
    for kind, root in (("content", workspace.content), ("tenants", workspace.tenants)):
        try:
            return kind, path.relative_to(root.resolve()).as_posix()
        except ValueError:
            continue
    return None


def _absolute(path: Path) -> Path:
    """Without following a file that is a link, so that it is judged where it lies."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps ``..``
    return whole.resolve() if whole.is_dir() else whole.parent.resolve() / whole.name


def _within(path: str, places: Collection[str]) -> bool:
    """Whether a path is one of the places or lies below one."""
    while path:
        if path in places:
            return True
        path = path.rpartition("/")[0]
    return False
