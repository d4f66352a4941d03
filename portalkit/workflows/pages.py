"""The third step: what is out of date is rendered, inspected, and put in place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from portalkit.forking import in_processes
from portalkit.library.corpus import Corpus
from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.finding import Finding
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.platform import PortalTree
from portalkit.release.placing import Place
from portalkit.render.addresses import output_file
from portalkit.render.assets import Assets, collect
from portalkit.render.bridge import Bridge
from portalkit.render.settings import Workshop
from portalkit.render.slices import everything, only
from portalkit.render.work import Work
from portalkit.render.worker import render
from portalkit.rules.engine import PageContext, PageHit, page_findings, page_hits
from portalkit.workflows.apart import Rendering, check_can_stay, clear_strays, keep_pages, parts_of, rendered_apart
from portalkit.workflows.decisions import TREE
from portalkit.workflows.keys import Keys
from portalkit.workflows.progress import Bars
from portalkit.workflows.workspace import Workspace

_MANY = 400
"""So many pages are looked at by one process; of more, each process gets its share."""
_SHARES = 4
"""Shares of a large portal for each core."""
_hit = msgspec.json.Decoder(PageHit).decode


@dataclass(frozen=True, slots=True)
class PagesOutcome:
    """``findings`` on pages; ``placed`` is ``False`` when a veto kept the old pages; ``written`` counts files that
    were put in place or removed; ``failed`` has a line for each unit whose pages could not be rendered.
    """

    findings: tuple[Finding, ...]
    placed: bool
    written: int
    failed: tuple[str, ...] = ()


class PageStep:
    """Renders the pages of one portal and puts them in place."""

    def __init__(self, store: Store, workspace: Workspace, tree: PortalTree, policy: LinkPolicy, keys: Keys) -> None:
        self._store = store
        self._workspace = workspace
        self._tree = tree
        self._policy = policy
        self._keys = keys
        self._portal = tree.id
        self._place = Place(workspace.output, tree.id)

    def repair(self) -> None:
        """Finish what a killed build began."""
        self._place.mend()
        moving = self._store.view.moving(self._portal)
        if moving:
            self._place.move((f for f, gone in moving if not gone), (f for f, gone in moving if gone))
            with self._store.atomic():
                self._store.placement.moved(self._portal)

    def is_whole(self) -> bool:
        """Whether everything has to be rendered: other keys, or another output than the last time."""
        view = self._store.view
        mark = self._place.mark()
        return (
            view.note(self._portal, "rendered") != self._keys.rendering
            or not mark
            or view.note(self._portal, "mark") != mark
        )

    def run(self, bars: Bars) -> PagesOutcome:
        """Render, inspect, place."""
        if self.is_whole():
            return self._whole(bars)
        groups = self._store.view.stale(self._portal)
        return self._some(groups, bars) if groups else PagesOutcome(self._kept_findings(), self._cleared(()), 0)

    def _whole(self, bars: Bars) -> PagesOutcome:
        shares = everything(self._tree, self._store.view, 2 * (os.cpu_count() or 1))
        rendering = self._render(shares, bars, only_changed=False)
        kept = keep_pages(rendering, self._store.view, self._place, self._portal) if rendering.failed else []
        files = sorted((*rendering.files, *kept), key=lambda file: file.file)
        names = frozenset(file.file for file in files)
        hits = self._inspect((name for name in names if name.endswith(".html")), names, bars)
        findings = page_findings(hits, self._tree)
        if not self._cleared(findings):
            return PagesOutcome(findings, placed=False, written=0)
        mark = secrets.token_hex(16)
        self._place.exchange(mark)
        with self._store.atomic():
            packed = [(hit.page, msgspec.json.encode(hit)) for hit in hits]
            self._store.placement.replace_everything(self._portal, files, packed)
            self._store.verdicts.rendered(self._portal)
            self._store.verdicts.mark_stale(self._portal, rendering.again)
            self._store.note(self._portal, "rendered", self._keys.rendering)
            self._store.note(self._portal, "mark", mark)
        return PagesOutcome(findings, placed=True, written=len(files), failed=rendering.words)

    def _some(self, groups: Iterable[PageGroup], bars: Bars) -> PagesOutcome:
        view = self._store.view
        rendering = self._render(only(self._tree, groups), bars, only_changed=True)
        files = rendering.files
        again = [group for group in groups if rendering.leaves(group)]
        parts = parts_of((group for group in groups if not rendering.leaves(group)), view, self._portal)
        before = {file.file: file for part in parts for file in view.built_by(self._portal, part)}
        after = {file.file: file for file in files}
        gone = sorted(before.keys() - after.keys())
        fresh = [
            name for name, file in sorted(after.items()) if name not in before or before[name].sha256 != file.sha256
        ]
        exists = _Files(view, self._portal, frozenset(after), frozenset(gone))
        pages = {name for name in fresh if name.endswith(".html")}
        pages |= self._leading_to({*gone, *(after.keys() - before.keys())}) - set(gone)
        hits = self._inspect(pages, exists, bars)
        kept = [
            hit for hit in map(_hit, view.hits_on_pages(self._portal)) if hit.page not in pages and hit.page not in gone
        ]
        findings = page_findings([*kept, *hits], self._tree)
        if not self._cleared(page_findings(hits, self._tree)):
            return PagesOutcome(findings, placed=False, written=0)
        with self._store.atomic():
            self._store.placement.begin(self._portal, fresh, gone)
            self._store.placement.replace_some(self._portal, parts, files)
            packed = [(hit.page, msgspec.json.encode(hit)) for hit in hits]
            self._store.placement.keep_hits(self._portal, {*pages, *gone}, packed)
            self._store.verdicts.rendered(self._portal)
            self._store.verdicts.mark_stale(self._portal, again)
        self._place.move(fresh, gone)
        with self._store.atomic():
            self._store.placement.moved(self._portal)
        return PagesOutcome(findings, placed=True, written=len(fresh) + len(gone), failed=rendering.words)

    def _render(self, shares: tuple[Work, ...], bars: Bars, *, only_changed: bool) -> Rendering:
        house, state = self._workspace.house, self._workspace.state
        workshop = Workshop(self._place.clear_staging(), state / "templates", state / "pictures", only_changed)
        make = partial(_bridge, self._workspace, self._tree, self._policy, collect(house.theme))
        with bars.stage(f"生成页面 {self._tree.portal.short_name}", len(shares)) as step:
            rendering = rendered_apart(shares, partial(render, make_bridge=make, house=house, workshop=workshop), step)
        if rendering.failed:
            check_can_stay(rendering.failed, self._store.view, self._place, self._portal)
            clear_strays(self._place.staging, rendering.files)
        return rendering

    def _inspect(self, pages: Iterable[str], files: object, bars: Bars) -> list[PageHit]:
        context = PageContext(tree=self._tree, today=self._workspace.today, files=files)  # type: ignore[arg-type]
        names = sorted(pages)

        def looked_at(share: Sequence[str]) -> list[PageHit]:
            return [hit for name in share for hit in page_hits(name, self._finished(name), context)]

        share = max(_MANY, len(names) // (_SHARES * (os.cpu_count() or 1)) + 1)
        shares = [names[start : start + share] for start in range(0, len(names), share)]
        hits: list[PageHit] = []
        with bars.stage(f"核对页面 {self._tree.portal.short_name}", len(shares)) as step:
            if len(shares) > 1:
                for of_share, found in in_processes(shares, looked_at):
                    # What a child did not finish is done here, where a bug shows itself.
                    hits += looked_at(of_share) if found is None else found
                    step()
            else:
                hits += looked_at(names)
        return sorted(hits, key=lambda hit: hit.page)

    def _finished(self, name: str) -> bytes:
        """A page as it will be: as rendered now, or as it is in place."""
        # Read without a path object and without a buffer: for ten thousand small files they cost more than the reading.
        try:
            file = open(f"{self._place.staging}/{name}", "rb", buffering=0)  # noqa: PTH123, SIM115
        except FileNotFoundError:
            file = open(f"{self._place.live}/{name}", "rb", buffering=0)  # noqa: PTH123, SIM115
        with file:
            return file.read()

    def _leading_to(self, names: Iterable[str]) -> set[str]:
        """Pages of articles that lead to addresses which came or went."""
        view = self._store.view
        pages: set[str] = set()
        for name in names:
            for address in _addresses(name):
                for path in view.linking_to(self._portal, address):
                    entry = view.entry(path)
                    if entry:
                        pages.add(output_file(entry.url))
                        part = PageGroup.of(GroupKind.DISCLOSURE, entry.tenant).key
                        pages |= {f.file for f in view.built_by(self._portal, part) if f.file.endswith(".html")}
        return {page for page in pages if view.built(self._portal, page)}

    def _kept_findings(self) -> tuple[Finding, ...]:
        return page_findings(map(_hit, self._store.view.hits_on_pages(self._portal)), self._tree)

    def _cleared(self, findings: tuple[Finding, ...]) -> bool:
        of_portal = self._store.view.findings_about(self._portal, TREE)
        return not any(finding.severity.blocks_publication for finding in (*findings, *of_portal))


@dataclass(frozen=True, slots=True)
class _Files:
    """The output as it will be: what is in place, with what comes and without what goes."""

    view: Corpus
    portal: str
    fresh: frozenset[str]
    gone: frozenset[str]

    def __contains__(self, name: object) -> bool:
        if name in self.fresh:
            return True
        return name not in self.gone and self.view.built(self.portal, str(name)) is not None


def _addresses(name: str) -> tuple[str, ...]:
    """The addresses under which a file answers."""
    if name.endswith("index.html"):
        folder = name.removesuffix("index.html")
        return (f"/{folder}", f"/{name}", f"/{folder.rstrip('/')}")
    return (f"/{name}",)


def _bridge(workspace: Workspace, tree: PortalTree, policy: LinkPolicy, assets: Assets) -> Bridge:
    # Made in each worker: an SQLite connection must not cross a fork.
    return Bridge.build(
        tree=tree, corpus=Corpus(workspace.library), assets=assets, policy=policy, today=workspace.today
    )
