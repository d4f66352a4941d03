"""After a switch: look at the website from outside, with the public key: what changed, and a sample of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portalkit.errors import PortalError
from portalkit.model.patrol import AlarmKind, Round
from portalkit.model.target import BucketTarget, ServerTarget
from portalkit.release.delivery import There
from portalkit.release.delta import change_of
from portalkit.release.depot import Sealed
from portalkit.workflows.counter import Asked, Counter
from portalkit.workflows.outside import Asked as Wanted
from portalkit.workflows.outside import verify

SAMPLE = 50
"""Files that are looked at beside those that changed."""
MOST = 300
"""Changed files that are looked at; of more, these and the sample stand for the rest until the patrol comes."""
_ABSENT = (AlarmKind.UNREACHABLE, AlarmKind.SLOW)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen at one target. ``round`` is ``None`` where nothing could be looked at, ``why`` says so."""

    target: str
    round: Round | None
    why: str = ""

    @property
    def wrong(self) -> bool:
        """Whether the website is not what was released, or did not answer though the registry names it."""
        return self.round is None or not self.round.clean


def look_afterwards(
    counter: Counter, sealed: Sealed, there: Mapping[str, There], delivered: Iterable[str], asked: Asked
) -> tuple[tuple[Looked, ...], tuple[str, ...]]:
    """Verify each target that took a release and names a website, and write into the ledger how that went.

    Returns what was seen, and the names of targets that could not be looked at because they name no website.
    """
    named: tuple[ServerTarget | BucketTarget, ...] = (*counter.publishing.servers, *counter.publishing.buckets)
    places = {target.id: target for target in named}
    looked: list[Looked] = []
    unnamed: list[str] = []
    for name in delivered:
        place = places.get(name)
        if place is None or not place.website:
            unnamed.append(name)
            continue
        change = change_of(there[name].base, sealed)
        paths = [file.path for file in (*change.changed, *change.added, *change.removed)][:MOST]
        wanted = Wanted(
            target=place.website,
            keys=(counter.keys,),
            journal=counter.workspace.state / "patrol" / f"{counter.portal}.{name}",
            now=asked.now,
            sample=SAMPLE,
            seed=sealed.digest,
            portal=counter.portal,
            address=place.address,
            again=tuple(paths),
        )
        try:
            one = Looked(name, _round(wanted, sealed))
        except PortalError as error:
            one = Looked(name, None, str(error))
        looked.append(one)
        alarms = one.round.alarms[:3] if one.round else ()
        why = one.why or "；".join(f"{alarm.kind.value} /{alarm.path} {alarm.what}" for alarm in alarms)
        counter.write("wrong" if one.wrong else "verified", replace(asked, why=why), target=name)
    return tuple(looked), tuple(unnamed)


def _round(wanted: Wanted, sealed: Sealed) -> Round:
    one = verify(wanted)
    if one.seen and one.seen.number != sealed.number:
        raise PortalError(
            f"网站上是第 {one.seen.number} 号发布，不是刚发布的第 {sealed.number} 号。",
            "查网关、CDN 的缓存和域名解析。",
        )
    if one.alarms and all(alarm.kind in _ABSENT for alarm in one.alarms):
        raise PortalError(f"{wanted.target} 没有回应。", "检查域名解析、证书和 nginx，再运行 invoke verify。")
    return one
