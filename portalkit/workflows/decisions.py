"""The second step: every touched article is judged, and what follows from the decision is written down with it."""

from __future__ import annotations

from portalkit.library.corpus import Corpus
from portalkit.library.store import Store
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.column import ColumnPath
from portalkit.model.entry import Entry
from portalkit.model.platform import PortalTree
from portalkit.model.record import Record
from portalkit.model.seen import Seen
from portalkit.render.stale import StaleWatch, same_in_lists
from portalkit.workflows.departing import departing
from portalkit.workflows.judging import Judge
from portalkit.workflows.progress import Bars
from portalkit.workflows.words import Words
from portalkit.workflows.workspace import Workspace

TREE, LEDGERS, CORPUS, UPKEEP = "@tree", "@ledgers", "@corpus", "@upkeep"
"""Names under which findings are kept that are not about one article."""


def decide(
    store: Store, workspace: Workspace, tree: PortalTree, policy: LinkPolicy, bars: Bars, *, whole: bool
) -> None:
    """Judge what was touched. With ``whole`` every page will be rendered anyway, and nothing is marked stale."""
    portal, verdicts = tree.id, store.verdicts
    with store.atomic():
        view = store.view
        touched = view.touched(portal)
        words = Words(store)
        judge = Judge(view, tree, policy, workspace.today, words_in=words.of, drafts=workspace.drafts)
        watch = StaleWatch(view, tree)
        with words, bars.stage(f"检查 {tree.portal.short_name}", len(touched)) as step:
            gone: list[Entry] = []
            for path in touched:
                if _decide(store, view, judge, None if whole else watch, portal, path, gone):
                    verdicts.mark_unindexed(portal, (path,))
                step()
        verdicts.keep_departed(portal, departing(view, gone, touched, workspace.today))
        verdicts.judged(touched)
        verdicts.keep_findings(portal, TREE, judge.of_portal())
        verdicts.keep_findings(portal, LEDGERS, judge.of_ledgers())
        if touched:  # what articles are to each other does not change with the day
            verdicts.keep_findings(portal, CORPUS, judge.of_corpus())
        verdicts.keep_seen(portal, Seen.of(tree.portal, workspace.today))
        verdicts.keep_findings(portal, UPKEEP, judge.of_upkeep())
        store.note(portal, "judged on", workspace.today.isoformat())
        groups = set() if whole else watch.groups()
        if whole or watch.everything:
            # Nothing is marked, or the menus changed: what was rendered before counts for nothing.
            store.note(portal, "rendered", "")
        verdicts.mark_stale(portal, groups)


def _decide(
    store: Store, view: Corpus, judge: Judge, watch: StaleWatch | None, portal: str, path: str, gone: list[Entry]
) -> bool:
    """Judge one article; tells whether something else is public now. ``gone`` gets what was public and has no file."""
    before = view.entry(path)
    verdict = judge.verdict(path)
    record = verdict.record if verdict else None
    after = Entry.of(record) if record else None
    changed = before != after
    listed = changed and not (same_in_lists(before, after) and _places(record) == set(view.places(portal, path)))
    if changed and watch and before:
        watch.leaves(before, listed=listed)
    if verdict is None:
        store.verdicts.forget(portal, path)
        if before:
            gone.append(before)
    else:
        store.verdicts.returned(portal, path)
        facts = judge.facts(record) if record else ()
        store.verdicts.decide(
            portal, verdict.decision, record, turns=verdict.turns, findings=verdict.findings, facts=facts
        )
    if changed and watch and after:
        watch.arrives(after, listed=listed)
    return changed


def _places(record: Record | None) -> set[ColumnPath]:
    return {record.path.column_path, *record.also_in} if record else set()
