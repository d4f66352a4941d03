"""Build every portal of a platform: admit, judge, render, inspect, put in place, index."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from portalkit.errors import ConfigError, UsageError
from portalkit.library.corpus import Corpus
from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.finding import Finding
from portalkit.model.outcome import Outcome
from portalkit.model.platform import Platform, PortalTree
from portalkit.model.release import Manifest
from portalkit.release.manifest import manifest_of
from portalkit.release.placing import place, staging_for
from portalkit.render.assets import collect
from portalkit.render.bridge import Bridge
from portalkit.render.slices import slices_of
from portalkit.render.worker import render
from portalkit.rules.engine import PageContext, check_pages
from portalkit.tenancy.load import load
from portalkit.workflows.admission import admit
from portalkit.workflows.indexing import index_portal
from portalkit.workflows.judging import Judge, Verdicts
from portalkit.workflows.progress import Bars
from portalkit.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Registered:
    """A usable registry, and what it was advised to mend."""

    platform: Platform
    advice: tuple[Finding, ...]


def registered(workspace: Workspace) -> Registered:
    """Read the registry; raises ``ConfigError`` with every mistake when it cannot be used."""
    platform, findings = load(workspace.tenants, today=workspace.today)
    if platform is None:
        raise ConfigError(findings)
    return Registered(platform, findings)


def chosen(workspace: Workspace, platform: Platform) -> tuple[PortalTree, ...]:
    """The portals to work on; raises ``UsageError`` for a name that is not registered."""
    if workspace.portal is None:
        return platform.portals
    tree = platform.tree(workspace.portal)
    if tree is None:
        names = "、".join(t.id for t in platform.portals)
        raise UsageError(f"没有登记过门户“{workspace.portal}”。", f"已登记的有：{names}。")
    return (tree,)


def build(workspace: Workspace, bars: Bars) -> tuple[Outcome, ...]:
    """Build the chosen portals; one that is stopped by a veto keeps its old pages and does not stop the next."""
    registry = registered(workspace)
    with workspace.alone():
        return tuple(
            _build_portal(workspace, tree, _advice_for(tree, registry.advice), bars)
            for tree in chosen(workspace, registry.platform)
        )


def judged(workspace: Workspace, tree: PortalTree, policy: LinkPolicy, bars: Bars) -> Verdicts:
    """Admit what is new and judge everything; findings and decisions are kept in the library."""
    with Store(workspace.library) as store:
        admit(store, tree, workspace.content, bars)
        with Corpus(workspace.library) as corpus:
            total = sum(1 for _ in corpus.placed(tree.id))
            with bars.stage(f"检查 {tree.portal.short_name}", total) as step:
                verdicts = Judge(corpus, tree, policy, workspace.today).verdicts(step)
        with store.atomic():
            store.keep_findings(tree.id, verdicts.findings)
            store.decide(tree.id, verdicts.decided)
    return verdicts


def _build_portal(workspace: Workspace, tree: PortalTree, advice: tuple[Finding, ...], bars: Bars) -> Outcome:
    began = time.monotonic()
    policy = LinkPolicy.load()
    verdicts = judged(workspace, tree, policy, bars)
    staging = staging_for(workspace.output, tree.id)
    _render(workspace, tree, policy, staging, bars)
    with bars.stage(f"核对页面 {tree.portal.short_name}"):
        on_pages = check_pages(staging, PageContext(tree=tree, today=workspace.today))
    stopped = any(finding.severity.blocks_publication for finding in (*on_pages, *verdicts.of_portal))
    manifest = manifest_of(staging)
    indexed = 0
    if not stopped:
        place(workspace.output, tree.id, staging, manifest)
        indexed = index_portal(workspace, tree, bars)
    return Outcome(
        portal=tree.id,
        name=tree.portal.name,
        decisions=tuple(decision for decision, _ in verdicts.decided),
        findings=_sorted((*advice, *verdicts.findings, *on_pages)),
        pages=_pages(manifest),
        files=len(manifest.lines),
        indexed=indexed,
        seconds=time.monotonic() - began,
        placed=not stopped,
    )


def _render(workspace: Workspace, tree: PortalTree, policy: LinkPolicy, staging: Path, bars: Bars) -> None:
    assets = collect(workspace.house.theme)
    make = partial(_bridge, workspace, tree, policy, assets)
    slices = slices_of(tree)
    with bars.stage(f"生成页面 {tree.portal.short_name}", len(slices)) as step:
        render(slices, make, workspace.house, output=staging, done=lambda _: step())


def _bridge(workspace: Workspace, tree: PortalTree, policy: LinkPolicy, assets: object) -> Bridge:
    # Made in each worker: an SQLite connection must not cross a fork.
    return Bridge.build(
        tree=tree,
        corpus=Corpus(workspace.library),
        assets=assets,  # type: ignore[arg-type]
        policy=policy,
        today=workspace.today,
    )


def _advice_for(tree: PortalTree, advice: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(f for f in advice if "/" not in f.where.path or f.where.path.startswith(f"{tree.id}/"))


def _pages(manifest: Manifest) -> int:
    return sum(line.path.endswith(".html") for line in manifest.lines)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))
