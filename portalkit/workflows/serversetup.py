"""Write what a server needs for a portal: configuration of nginx, tables of moved addresses, units of systemd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portalkit.errors import LibraryError, UsageError
from portalkit.library.corpus import Corpus
from portalkit.model.column import ColumnPath
from portalkit.model.platform import PortalTree
from portalkit.model.record import RecordPath
from portalkit.model.review import clearance
from portalkit.server.nginx import filled, former_table, moved_table, shared_config, site_config
from portalkit.server.plan import Machine, ServerPlan, plan_for
from portalkit.server.units import units
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace
from portalkit.writing import write_whole

SITES = "/srv/portal"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: the folder to write to, and what the operator says of the server beside the usual.

    ``tenants`` and ``content`` are where the search service finds them, empty for those of the kit.
    """

    folder: Path
    given: Mapping[str, str]
    tenants: str = ""
    content: str = ""
    proxies: tuple[str, ...] = ()
    legacy_https: bool = False
    ipv6: bool = True
    ports: tuple[int, int] = (80, 443)


@dataclass(frozen=True, slots=True)
class Written:
    """Files that are new or different, and what the operator should know."""

    changed: tuple[Path, ...]
    notes: tuple[str, ...]


def write_server(workspace: Workspace, wanted: Wanted) -> Written:
    """Write the files of the chosen portals below ``etc/``; raises ``UsageError`` for what cannot be written."""
    trees = chosen(workspace, registered(workspace).platform)
    if len(trees) > 1 and "site" in wanted.given:
        raise UsageError("平台上有多个门户，--site 只能写一个。", "用 --portal 选一个，或不写 --site。")
    files: dict[str, str] = {}
    notes: list[str] = []
    for tree in trees:
        machine = _machine(tree, wanted)
        plan, moved = _with_library(workspace, tree, machine)
        files["nginx/conf.d/00-portalkit.conf"] = shared_config(machine)
        files[f"nginx/conf.d/portalkit-{tree.id}.conf"] = site_config(plan)
        files["logrotate.d/portalkit"] = filled("logrotate.j2", {"m": machine})
        files[f"nginx/portalkit/{tree.id}.moved.map"] = moved_table(moved)
        files[f"nginx/portalkit/{tree.id}.former.map"] = former_table(moved)
        for name, text in units(plan, tenants=wanted.tenants, content=wanted.content).items():
            files[f"systemd/system/{name}"] = text
        notes += [f"{host.host} 要有证书：{machine.certificates}/{host.host}/fullchain.pem" for host in plan.hosts]
    etc = wanted.folder / "etc"
    changed = tuple(etc / name for name, text in sorted(files.items()) if _write(etc / name, text))
    return Written(changed, tuple(notes))


def moved_addresses(corpus: Corpus, tree: PortalTree) -> dict[str, str]:
    """Old address → new address of articles whose file was moved: the very same text is public elsewhere now, and
    nothing is at the old place any more.
    """
    by_text: dict[str, list[str]] = {}
    for url, digest in corpus.public_texts(tree.id):
        by_text.setdefault(digest, []).append(url)
    moved: dict[str, str] = {}
    for path, digest in corpus.left_behind(tree.id):
        new = by_text.get(digest, [])
        if len(new) == 1 and _was_public(corpus, tree, path, digest):
            moved[RecordPath.parse(path).url] = new[0]
    return {old: new for old, new in moved.items() if old != new}


def _was_public(corpus: Corpus, tree: PortalTree, path: str, digest: str) -> bool:
    """Whether a state was signed as its column asked: what was never public has no address to be led away from."""
    place = RecordPath.parse(path)
    tenant = tree.by_folder(place.tenant)
    column = tenant.column(place.column) if tenant else None
    if tenant is None or column is None:
        return False
    for record in corpus.earlier(path, None):
        if record.digest != digest:
            continue
        signatures = corpus.signatures(tree.id, place.tenant, place.in_tenant)
        files = record.file_digests
        if clearance(digest, files, signatures=signatures, stages=column.stages, people=tenant.people).cleared:
            return True
    return False


def _machine(tree: PortalTree, wanted: Wanted) -> Machine:
    given = dict(wanted.given)
    return Machine(
        site=given.pop("site", f"{SITES}/{tree.id}"),
        proxies=wanted.proxies,
        legacy_https=wanted.legacy_https,
        ipv6=wanted.ipv6,
        http_port=wanted.ports[0],
        https_port=wanted.ports[1],
        **given,
    )


def _with_library(workspace: Workspace, tree: PortalTree, machine: Machine) -> tuple[ServerPlan, dict[str, str]]:
    """The plan, and what moved; before the first build nothing is known of pages."""
    try:
        corpus = Corpus(workspace.library)
    except LibraryError:
        return plan_for(tree, machine, today=workspace.today), {}
    with corpus:

        def shown(place: ColumnPath) -> bool:
            return corpus.lists_any(tree.id, place)

        return plan_for(tree, machine, today=workspace.today, shown=shown), moved_addresses(corpus, tree)


def _write(file: Path, text: str) -> bool:
    raw = text.encode()
    if file.is_file() and file.read_bytes() == raw:
        return False
    write_whole(file, raw)
    return True
