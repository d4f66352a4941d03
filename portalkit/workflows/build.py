"""Build every portal of a platform: bring in, decide, render and place, index. What has not changed is left alone."""

from __future__ import annotations

import time
from collections.abc import Iterable

from portalkit.library.corpus import Corpus
from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.finding import Finding
from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.workflows.decisions import decide
from portalkit.workflows.indexing import index_portal
from portalkit.workflows.intake import bring_in
from portalkit.workflows.keys import Keys
from portalkit.workflows.pages import PagesOutcome, PageStep
from portalkit.workflows.progress import Bars
from portalkit.workflows.registry import advice_for, chosen, registered
from portalkit.workflows.workspace import Workspace


def build(workspace: Workspace, bars: Bars, *, index: bool = True) -> tuple[Outcome, ...]:
    """Build the chosen portals; one that is stopped by a veto keeps its old pages and does not stop the next.

    Without ``index`` the search index is left as it is; the next build with it catches up.
    """
    registry = registered(workspace)
    with workspace.alone():
        return tuple(
            _build_portal(workspace, tree, advice_for(tree, registry.advice), bars, index=index)
            for tree in chosen(workspace, registry.platform)
        )


def _build_portal(
    workspace: Workspace, tree: PortalTree, advice: tuple[Finding, ...], bars: Bars, *, index: bool
) -> Outcome:
    began = time.monotonic()
    policy = LinkPolicy.load()
    keys = Keys.of(tree, workspace.house, workspace.today)
    with Store(workspace.library) as store:
        pages = PageStep(store, workspace, tree, policy, keys)
        pages.repair()
        bring_in(store, workspace, tree, keys, bars)
        decide(store, workspace, tree, policy, bars, whole=pages.is_whole())
        outcome = pages.run(bars)
        if outcome.placed and index:
            index_portal(store, workspace, tree, keys, bars)
        return summed_up(store.view, tree, advice, outcome, seconds=time.monotonic() - began)


def summed_up(
    view: Corpus, tree: PortalTree, advice: Iterable[Finding], pages: PagesOutcome | None, *, seconds: float
) -> Outcome:
    """What a build (or, without ``pages``, a check) ends with."""
    findings = (*advice, *view.findings(tree.id), *(pages.findings if pages else ()))
    count, files = view.counted_files(tree.id) if pages else (0, 0)
    return Outcome(
        portal=tree.id,
        name=tree.portal.name,
        counts=view.counts(tree.id),
        unpublished=view.unpublished(tree.id),
        findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        pages=count,
        files=files,
        written=pages.written if pages else 0,
        indexed=view.count_published(tree.id) if pages else 0,
        seconds=seconds,
        placed=pages.placed if pages else None,
    )
