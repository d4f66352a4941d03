"""Publish: build, seal, show what changes, send, switch, look again, write the ledger; portal by portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from portalkit.errors import PortalError, ReleaseError, UsageError
from portalkit.library.corpus import Corpus
from portalkit.model.outcome import Outcome
from portalkit.release.delivery import Delivery, Receipt, There
from portalkit.release.delta import Change, change_of, change_to
from portalkit.release.depot import Sealed
from portalkit.release.keys import load_signer
from portalkit.release.placing import Place
from portalkit.release.sealing import Contents, contents_of, is_current, seal
from portalkit.workflows.afterwards import Looked, look_afterwards
from portalkit.workflows.build import build
from portalkit.workflows.counter import Asked, Counter, counters
from portalkit.workflows.progress import Bars
from portalkit.workflows.workspace import Workspace

MASS_REMOVAL = 0.2
"""Share of the files that is in place which may go without being asked for."""

Show = Callable[[str, Change], None]
"""Shows the operator what will change at a target, before it does."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to publish. ``full`` reads and hashes every file again, and has targets do so; ``only`` is one target."""

    dry: bool = False
    full: bool = False
    resume: bool = False
    allow_mass_removal: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """How it ended for one portal: ``number`` is 0 where nothing was sealed, ``failed`` why it did not get out.

    ``looked`` is what was seen from outside after the switch; ``unnamed`` are targets that name no website to look at.
    """

    portal: str
    name: str
    number: int = 0
    receipts: dict[str, Receipt] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    outcome: Outcome | None = None
    looked: tuple[Looked, ...] = ()
    unnamed: tuple[str, ...] = ()


def release(workspace: Workspace, bars: Bars, asked: Asked, *, full: bool) -> tuple[Sealed, ...]:
    """Seal what is built, without bringing it anywhere. What is sealed already and fresh is not sealed again."""
    sealed = []
    for counter in counters(workspace):
        with counter.depot.alone():
            require_built(counter)
            sealed.append(_sealed(counter, _contents(counter, bars, full=full), asked, least=1))
    return tuple(sealed)


def publish(workspace: Workspace, bars: Bars, asked: Asked, options: Options, show: Show) -> tuple[Published, ...]:
    """Publish the chosen portals. What stops one portal is in its result and does not stop the next."""
    chosen = counters(workspace)
    if not any(counter.publishing.names for counter in chosen):
        chosen[0].require_targets(options.only)
    ready = [counter for counter in chosen if counter.publishing.names]
    outcomes = {outcome.portal: outcome for outcome in build(workspace, bars, brief=True)}
    results = []
    for counter in ready:
        outcome = outcomes[counter.portal]
        name = counter.tree.portal.name
        try:
            results.append(_publish(counter, bars, asked, options, show, outcome))
        except PortalError as error:
            results.append(Published(counter.portal, name, failed=(str(error),), outcome=outcome))
    return tuple(results)


def _publish(counter: Counter, bars: Bars, asked: Asked, options: Options, show: Show, outcome: Outcome) -> Published:
    name = counter.tree.portal.name
    if not outcome.placed:
        raise ReleaseError("有单项否决问题，没有发布，网上保持原样。", "按提示改好再发布。")
    allowed = options.allow_mass_removal
    opened = counter.deliveries(options.only, allow_mass_removal=allowed)
    with counter.depot.alone(), opened as deliveries:
        _require_released(counter, asked, options)
        contents = _contents(counter, bars, full=options.full)
        there, unreachable = look_everywhere(deliveries)
        for target, at in there.items():
            change = change_to(at.base, contents.files)
            show(target, change)
            require_no_mass_removal(change, allowed=allowed)
        if options.dry or not there:
            return Published(counter.portal, name, failed=unreachable, outcome=outcome)
        least = max((at.highest for at in there.values()), default=0) + 1
        if not options.full and _needs_no_seal(counter, contents, there, asked):
            sealed = counter.depot.newest()
            assert sealed is not None
        else:
            sealed = _sealed(counter, contents, asked, least=least, again=True)
        receipts, failed = deliver_everywhere(
            counter, deliveries, sealed, there, bars, asked, event="published", full=options.full
        )
        counter.depot.prune(counter.publishing.keep + 1)
        looked, unnamed = look_afterwards(counter, sealed, there, receipts, asked)
        failures = (*unreachable, *failed)
        return Published(counter.portal, name, sealed.number, receipts, failures, outcome, looked, unnamed)


def look_everywhere(deliveries: tuple[Delivery, ...]) -> tuple[dict[str, There], tuple[str, ...]]:
    """What each target has; and which cannot be reached, with the reason."""
    there: dict[str, There] = {}
    unreachable: list[str] = []
    for delivery in deliveries:
        try:
            there[delivery.name] = delivery.look()
        except PortalError as error:
            unreachable.append(f"{delivery.name}：{error}")
    return there, tuple(unreachable)


def deliver_everywhere(
    counter: Counter,
    deliveries: tuple[Delivery, ...],
    sealed: Sealed,
    there: dict[str, There],
    bars: Bars,
    asked: Asked,
    *,
    event: str,
    full: bool = False,
) -> tuple[dict[str, Receipt], tuple[str, ...]]:
    """Bring a release to every target that has not got it; one that fails does not stop the next."""
    receipts: dict[str, Receipt] = {}
    failed: list[str] = []
    for delivery in deliveries:
        at = there.get(delivery.name)
        if at is None or at.number == sealed.number:
            continue
        change = change_of(at.base, sealed)
        counts = (len(change.added), len(change.changed), len(change.removed))
        try:
            with bars.stage(f"上传 {delivery.name}", len(change.contents)) as step:
                receipts[delivery.name] = delivery.deliver(sealed, change, step, full=full)
        except PortalError as error:
            failed.append(f"{delivery.name}：{error}")
            counter.write("failed", asked, target=delivery.name, counts=counts)
        else:
            counter.write(event, asked, target=delivery.name, counts=counts)
    return receipts, tuple(failed)


def require_no_mass_removal(change: Change, *, allowed: bool) -> None:
    """Raises ``ReleaseError`` when more would go than a day's work explains."""
    if not allowed and change.before and len(change.removed) > MASS_REMOVAL * change.before:
        raise ReleaseError(
            f"这次发布会删去网上 {change.before} 个文件中的 {len(change.removed)} 个。",
            "确实要删，加 --allow-mass-removal；不是的话，检查稿件目录是不是没有取全。",
        )


def require_built(counter: Counter) -> None:
    """Raises ``UsageError`` where the output is not what the last build left."""
    workspace, portal = counter.workspace, counter.portal
    with Corpus(workspace.library) as corpus:
        mark = Place(workspace.output, portal).mark()
        settled = mark and mark == corpus.note(portal, "mark") and not corpus.moving(portal)
    if not settled:
        raise UsageError(f"门户 {portal} 的生成结果不完整，或不是最近一次生成的。", "请先运行 invoke build。")


def _contents(counter: Counter, bars: Bars, *, full: bool) -> Contents:
    root: Path = counter.workspace.output / counter.portal
    with Corpus(counter.workspace.library) as corpus:
        built = tuple(corpus.everything_built(counter.portal))
    total = len(built) if full or counter.depot.newest() is None else None
    with bars.stage(f"封存 {counter.tree.portal.short_name}", total) as step:
        return contents_of(counter.depot, root, built, full=full, step=step)


def _sealed(counter: Counter, contents: Contents, asked: Asked, *, least: int, again: bool = False) -> Sealed:
    newest = counter.depot.newest()
    if newest and not again and is_current(counter.depot, contents, now=asked.now):
        return newest
    sealed = seal(counter.depot, contents, load_signer(counter.keys), counter.occasion(asked, least=least))
    counter.write("sealed", asked)
    return sealed


def _needs_no_seal(counter: Counter, contents: Contents, there: dict[str, There], asked: Asked) -> bool:
    """Whether the newest release holds exactly this, and every target has it or may still take it."""
    newest = counter.depot.newest()
    if newest is None or not is_current(counter.depot, contents, now=asked.now):
        return False
    return all(at.number == newest.number or at.highest < newest.number for at in there.values())


def _require_released(counter: Counter, asked: Asked, options: Options) -> None:
    """Raises ``ReleaseError`` while new builds wait after a rollback."""
    hold = counter.depot.hold()
    if hold is None:
        return
    if not options.resume:
        raise ReleaseError(
            f"{hold.at} {hold.by} 回退到了第 {hold.number} 号发布（{hold.why or '没有写原因'}），新的发布在等待。",
            "改好以后用 invoke publish --resume 恢复发布。",
        )
    if not options.dry:
        counter.depot.set_hold(None)
        counter.write("resumed", asked)
