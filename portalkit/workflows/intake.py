"""The first step of a build: what changed in the folders comes into the library."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial

from portalkit.errors import LibraryError
from portalkit.library.corpus import Corpus
from portalkit.library.store import Store
from portalkit.model.platform import PortalTree
from portalkit.model.scanned import ScannedFolder
from portalkit.workflows.admission import Admission
from portalkit.workflows.keys import Keys
from portalkit.workflows.progress import Bars
from portalkit.workflows.scanning import Scan, compared, walk
from portalkit.workflows.workspace import Workspace


def look(workspace: Workspace, portal: str, folders: Mapping[str, ScannedFolder] | None = None) -> Scan:
    """Ask the file system what changed since the last build; ``folders`` if it was asked a moment ago."""
    if folders is None:
        folders = walk(workspace.content, portal, now=time.time_ns())
    try:
        with Corpus(workspace.library) as corpus:
            return compared(corpus.folders(portal), folders, partial(corpus.scanned, portal))
    except LibraryError:
        nothing: dict[str, bytes] = {}
        return compared({}, folders, nothing.__getitem__)


def bring_in(store: Store, workspace: Workspace, tree: PortalTree, keys: Keys, seen: Scan, bars: Bars) -> None:
    """Bring the library up to the folders, and touch every article whose standing may have changed."""
    portal, today = tree.id, workspace.today.isoformat()
    with store.atomic():
        view, intake = store.view, store.intake
        admission = Admission(store, tree, workspace.content)
        anew = view.note(portal, "judging") != keys.judging or today < view.note(portal, "today")
        with intake.everything_touched(portal) if anew else nullcontext():
            if view.note(portal, "reading") != keys.reading:
                admission.everything(bars)
            elif not seen.quiet:
                admission.changes(seen, bars)
        intake.keep_folders(portal, seen.fresh, seen.gone)
        if not anew:
            intake.touch_turned(portal, today)
        store.note(portal, "reading", keys.reading)
        store.note(portal, "judging", keys.judging)
        store.note(portal, "today", today)
