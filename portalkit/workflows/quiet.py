"""The build that has nothing to do: found out from the library and the file system alone, before anything heavy is
loaded.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable

from portalkit.errors import LibraryError
from portalkit.library.corpus import Corpus
from portalkit.model.finding import Finding
from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.release.placing import Place
from portalkit.rules.waiving import part
from portalkit.workflows.keys import Keys
from portalkit.workflows.registry import Registered, advice_for
from portalkit.workflows.scanning import Scan, scan
from portalkit.workflows.workspace import Workspace, index_folder


def nothing_to_do(
    workspace: Workspace, tree: PortalTree, keys: Keys, registry: Registered, seen: Scan, *, index: bool
) -> Outcome | None:
    """How a build of a portal ends that finds everything as it left it; ``None`` when there is work."""
    began = time.monotonic()
    if not seen.quiet:
        return None
    try:
        corpus = Corpus(workspace.library)
    except LibraryError:
        return None
    with corpus:
        if not _settled(corpus, workspace, tree.id, keys, index=index):
            return None
        if corpus.findings_on_pages(tree.id):
            return None  # what stands on pages is told again, and the rules have to tell it
        seconds = time.monotonic() - began
        return summed_up(corpus, tree, (), workspace, registry, placed=True, written=0, seconds=seconds)


def look(workspace: Workspace, portal: str) -> Scan:
    """Ask the file system what changed since the last build."""
    try:
        with Corpus(workspace.library) as corpus:
            known = corpus.folders(portal)
    except LibraryError:
        known = {}
    return scan(workspace.content, portal, known, now=time.time_ns())


def _settled(corpus: Corpus, workspace: Workspace, portal: str, keys: Keys, *, index: bool) -> bool:
    """Whether the library, the output and the index are what the last build left, made with the same keys."""
    noted, today = corpus.notes(portal), workspace.today.isoformat()
    turns = corpus.next_turn(portal)
    return (
        noted.get("reading") == keys.reading
        and noted.get("judging") == keys.judging
        and noted.get("rendered") == keys.rendering
        and noted.get("today", "9") <= today
        and noted.get("judged on") == today
        and (not turns or turns > today)
        and not corpus.has_work(portal, index=index)
        and bool(noted.get("mark"))
        and noted.get("mark") == Place(workspace.output, portal).mark()
        and (not index or (noted.get("indexed") == keys.judging and index_folder(workspace, portal).is_dir()))
    )


def summed_up(
    view: Corpus,
    tree: PortalTree,
    findings: Iterable[Finding],
    workspace: Workspace,
    registry: Registered,
    *,
    placed: bool | None,
    written: int,
    seconds: float,
    unseen: Collection[str] = (),
) -> Outcome:
    """What a build (or, with ``placed`` left open, a check) ends with; ``findings`` come to those of the library and of
    the registry. ``unseen`` are the rules that were not run.
    """
    everything = (*advice_for(tree, registry.advice), *findings, *view.findings(tree.id))
    parted = part(everything, tree, workspace.today, registry.waived_rules, unseen=unseen)
    count, files = view.counted_files(tree.id) if placed is not None else (0, 0)
    return Outcome(
        portal=tree.id,
        name=tree.portal.name,
        counts=view.counts(tree.id),
        unpublished=view.unpublished(tree.id),
        findings=parted.standing,
        pages=count,
        files=files,
        written=written,
        indexed=view.count_published(tree.id) if placed is not None else 0,
        seconds=seconds,
        placed=placed,
        waived=parted.waived,
    )
