"""What a build or a check of one portal ends with: all that was found, with what was waived set apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from portalkit.library.corpus import Corpus
from portalkit.model.finding import Finding
from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.rules.waiving import part
from portalkit.workflows.registry import Registered, advice_for
from portalkit.workflows.workspace import Workspace


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
    failed: tuple[str, ...] = (),
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
        failed=failed,
        waived=parted.waived,
    )
