"""What a build or a check of one portal ends with: all that was found, with what was waived set apart."""

from __future__ import annotations

from collections import Counter
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
    brief: bool = False,
) -> Outcome:
    """What a build (or, with ``placed`` left open, a check) ends with; ``findings`` come to those of the library and of
    the registry. ``unseen`` are the rules that were not run.

    A ``brief`` account counts what nobody has to be told and no waiver can concern, without reading it.
    """
    waived = registry.waived_rules
    known = view.weighty_findings(tree.id, waived) if brief else view.findings(tree.id)
    parted = part((*advice_for(tree, registry.advice), *findings, *known), tree, workspace.today, waived, unseen=unseen)
    found = Counter(finding.severity for finding in parted.standing)
    if brief:
        found += view.lighter_findings(tree.id, waived)
    count, files = view.counted_files(tree.id) if placed is not None else (0, 0)
    return Outcome(
        portal=tree.id,
        name=tree.portal.name,
        counts=view.counts(tree.id),
        unpublished=view.unpublished(tree.id),
        findings=tuple(f for f in parted.standing if f.severity.blocks_publication) if brief else parted.standing,
        found=found,
        pages=count,
        files=files,
        written=written,
        indexed=view.count_published(tree.id) if placed is not None else 0,
        seconds=seconds,
        placed=placed,
        failed=failed,
        waived=parted.waived,
    )
