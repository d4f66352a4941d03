"""Take a release back: the older pages go out again under a new number, without what was withdrawn; new builds wait."""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.errors import LibraryError
from portalkit.library.corpus import Corpus
from portalkit.release.delivery import Receipt
from portalkit.release.delta import change_to
from portalkit.release.depot import Hold
from portalkit.release.keys import load_keyring, load_signer
from portalkit.release.opening import open_release
from portalkit.release.returning import choose, contents_to_return
from portalkit.release.sealing import seal
from portalkit.workflows.afterwards import Looked, look_afterwards
from portalkit.workflows.counter import Asked, Counter, the_counter
from portalkit.workflows.progress import Bars
from portalkit.workflows.publishing import Show, deliver_everywhere, look_everywhere
from portalkit.workflows.serversetup import moved_addresses
from portalkit.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RolledBack:
    """``number`` is the new release, ``to`` the one that it brings back. ``withdrawn`` files stay away, ``kept`` pages
    stay as they are because they speak of them.
    """

    portal: str
    number: int
    to: int
    withdrawn: tuple[str, ...]
    kept: tuple[str, ...]
    receipts: dict[str, Receipt]
    failed: tuple[str, ...]
    looked: tuple[Looked, ...] = ()
    unnamed: tuple[str, ...] = ()


def rollback(
    workspace: Workspace, bars: Bars, asked: Asked, *, number: int | None, only: str, dry: bool, show: Show
) -> RolledBack:
    """Bring an older release back. Raises ``ReleaseError`` when there is none that is whole."""
    counter = the_counter(workspace)
    with counter.depot.alone(), counter.deliveries(only) as deliveries:
        chosen = choose(counter.depot, number)
        open_release(chosen.documents(), load_keyring(counter.keys), portal=counter.portal)
        back = contents_to_return(counter.depot, chosen, _moved(counter))
        there, unreachable = look_everywhere(deliveries)
        for target, at in there.items():
            show(target, change_to(at.base, back.contents.files))
        if dry or not there:
            return RolledBack(counter.portal, 0, chosen.number, back.withdrawn, back.kept, {}, unreachable)
        least = max((at.highest for at in there.values()), default=0) + 1
        occasion = counter.occasion(asked, least=least, rollback_to=chosen.number)
        sealed = seal(counter.depot, back.contents, load_signer(counter.keys), occasion)
        moment = f"{asked.now:%Y-%m-%d %H:%M}"
        counter.depot.set_hold(Hold(chosen.number, asked.by, moment, asked.why))
        receipts, failed = deliver_everywhere(counter, deliveries, sealed, there, bars, asked, event="rolled-back")
        looked, unnamed = look_afterwards(counter, sealed, there, receipts, asked)
        return RolledBack(
            counter.portal,
            sealed.number,
            chosen.number,
            back.withdrawn,
            back.kept,
            receipts,
            (*unreachable, *failed),
            looked,
            unnamed,
        )


def _moved(counter: Counter) -> dict[str, str]:
    """Pages of articles whose file was moved: path that they had → path that they have."""
    try:
        corpus = Corpus(counter.workspace.library)
    except LibraryError:
        return {}
    with corpus:
        moved = moved_addresses(corpus, counter.tree)
    return {old.lstrip("/"): new.lstrip("/") for old, new in moved.items()}


def resume(workspace: Workspace, asked: Asked) -> bool:
    """Let new builds go out again; tells whether they were waiting."""
    counter = the_counter(workspace)
    with counter.depot.alone():
        if counter.depot.hold() is None:
            return False
        counter.depot.set_hold(None)
        counter.write("resumed", asked)
        return True
