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
from portalkit.render.stale import StaleWatch, same_in_lists, same_in_maps
from portalkit.workflows.consequences import Consequences, Public
from portalkit.workflows.departing import departing
from portalkit.workflows.judging import Judge
from portalkit.workflows.progress import Bars
from portalkit.workflows.words import Words
from portalkit.workflows.workspace import Workspace

TREE, LEDGERS = "@tree", "@ledgers"
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
        consequences = Consequences(view, portal, workspace.today)
        with words, bars.stage(f"检查 {tree.portal.short_name}", len(touched)) as step:
            gone: list[Entry] = []
            for path in touched:
                if _decide(store, view, judge, None if whole else watch, consequences, path, gone):
                    verdicts.mark_unindexed(portal, (path,))
                step()
        if gone:
            verdicts.keep_departed(portal, departing(view, gone, touched, workspace.today))
            consequences.departed()
        verdicts.judged(touched)
        verdicts.keep_findings(portal, TREE, judge.of_portal())
        verdicts.keep_findings(portal, LEDGERS, judge.of_ledgers())
        verdicts.keep_seen(portal, Seen.of(tree.portal, workspace.today))
        consequences.draw(store, judge)
        store.note(portal, "judged on", workspace.today.isoformat())
        groups = set() if whole else watch.groups()
        if whole or watch.everything:
            # Nothing is marked, or the menus changed: what was rendered before counts for nothing.
            store.note(portal, "rendered", "")
        verdicts.mark_stale(portal, groups)


def _decide(
    store: Store,
    view: Corpus,
    judge: Judge,
    watch: StaleWatch | None,
    consequences: Consequences,
    path: str,
    gone: list[Entry],
) -> bool:
    """Judge one article; tells whether something else is public now. ``gone`` gets what was public and has no file."""
    portal = path.partition("/")[0]
    before = _public(view, path)
    verdict = judge.verdict(path)
    record = verdict.record if verdict else None
    facts = judge.facts(record) if record else ()
    after = Public(Entry.of(record), _places(record), frozenset(facts)) if record else None
    changed = (before and before.entry) != (after and after.entry)
    listed = changed and not (before and after and _same_in_lists(before, after))
    mapped = not same_in_maps(before.entry if before else None, after.entry if after else None)
    if changed and watch and before:
        watch.leaves(before.entry, listed=listed, mapped=mapped)
    if verdict is None:
        store.verdicts.forget(portal, path)
        if before:
            gone.append(before.entry)
    else:
        if store.verdicts.returned(portal, path):
            consequences.departed()
        store.verdicts.decide(
            portal, verdict.decision, record, turns=verdict.turns, findings=verdict.findings, facts=facts
        )
    if changed:
        consequences.changed(before, after)
        if watch and after:
            watch.arrives(after.entry, listed=listed, mapped=mapped)
    return changed


def _public(view: Corpus, path: str) -> Public | None:
    entry = view.entry(path)
    if entry is None:
        return None
    portal = path.partition("/")[0]
    return Public(entry, frozenset(view.places(portal, path)), frozenset(view.facts_of(path)))


def _places(record: Record) -> frozenset[ColumnPath]:
    return frozenset({record.path.column_path, *record.also_in})


def _same_in_lists(before: Public, after: Public) -> bool:
    return same_in_lists(before.entry, after.entry) and before.places == after.places
