"""The law, checked on a real platform: what was built step by step equals what a clean build gives, byte for byte.

Clean means: from the folders, the ledgers and the archive of admitted states; nothing else of the library is used.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from portalkit.library.store import Store
from portalkit.model.outcome import Outcome
from portalkit.model.platform import PortalTree
from portalkit.search.document import SearchRequest
from portalkit.search.query import Searcher
from portalkit.workflows.build import build
from portalkit.workflows.progress import Bars
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace, index_folder

QUESTIONS = 50
"""How many titles are asked of both search indexes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the two builds differ: a file of the output, a question to the search, a finding."""

    portal: str
    where: str
    what: str


def verify_clean(workspace: Workspace, bars: Bars) -> tuple[Difference, ...]:
    """Build everything anew in a temporary folder and compare pages, answers and findings.

    To be called after a build of the same workspace, which has nothing left to do.
    """
    with tempfile.TemporaryDirectory(prefix="portalkit-verify-") as folder:
        clean = replace(workspace, output=Path(folder) / "output", state=Path(folder) / "state")
        with Store(clean.library) as store:
            store.adopt_archive(workspace.library)
        theirs = {outcome.portal: outcome for outcome in build(clean, bars)}
        ours = {outcome.portal: outcome for outcome in build(workspace, bars)}
        trees = chosen(workspace, registered(workspace).platform)
        return tuple(
            difference
            for tree in trees
            for difference in (
                *_differences(workspace, clean, tree),
                *_differing_findings(ours[tree.id], theirs[tree.id]),
            )
        )


def _differences(workspace: Workspace, clean: Workspace, tree: PortalTree) -> Iterator[Difference]:
    ours, theirs = _files(workspace.output / tree.id), _files(clean.output / tree.id)
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            yield Difference(tree.id, name, "多余：全新生成时没有这个文件")
        elif name not in ours:
            yield Difference(tree.id, name, "缺少：全新生成时有这个文件")
        elif ours[name].read_bytes() != theirs[name].read_bytes():
            yield Difference(tree.id, name, "内容不同")
    yield from _differing_answers(workspace, clean, tree)


def _differing_answers(workspace: Workspace, clean: Workspace, tree: PortalTree) -> Iterator[Difference]:
    with Store(workspace.library) as store:
        titles = [entry.title for entry in store.view.newest_published(tree.id, None, QUESTIONS)]
    here, there = index_folder(workspace, tree.id), index_folder(clean, tree.id)
    with Searcher(here) as one, Searcher(there) as other:
        for title in titles:
            request = SearchRequest(title, portal=tree.id)
            if [h.url for h in one.search(request).hits] != [h.url for h in other.search(request).hits]:
                yield Difference(tree.id, f"检索“{title}”", "结果不同")


def _differing_findings(ours: Outcome, theirs: Outcome) -> Iterator[Difference]:
    for finding in sorted({*ours.findings, *theirs.findings}, key=lambda finding: finding.sort_key):
        here, there = ours.findings.count(finding), theirs.findings.count(finding)
        if here != there:
            where = f"{finding.where} {finding.code}"
            yield Difference(ours.portal, where, f"检查结果不同：{finding.what}（现有 {here}，全新生成 {there}）")
    if ours.waived != theirs.waived:
        yield Difference(ours.portal, "waivers.yaml", "豁免的问题不同")
    if (ours.counts, ours.unpublished) != (theirs.counts, theirs.unpublished):
        yield Difference(ours.portal, "稿件状态", "不同")


def _files(root: Path) -> dict[str, Path]:
    return {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
