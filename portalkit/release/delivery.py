"""Bring a release to a target: look what is there, send what is not, make it the live one, look again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from portalkit.errors import TargetError
from portalkit.release.delta import Change, delta_bytes
from portalkit.release.depot import Depot, Sealed
from portalkit.release.reception import Reception
from portalkit.release.statement import STATEMENT

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class There:
    """What a target has: the number that is live (0 for none), the highest it ever took, the same release in the
    depot where that is kept.
    """

    number: int
    highest: int
    base: Sealed | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a delivery ended: bytes that went out, files that were written there. ``checked`` and ``switched`` are the
    seconds that a server took to check and assemble everything, and then to make it the site; 0 for other targets.
    """

    sent: int
    written: int
    checked: float = 0.0
    switched: float = 0.0


class Delivery(Protocol):
    """One target, opened. ``name`` is what the operator reads."""

    name: str

    def look(self) -> There:
        """Ask what is there; raises ``TargetError``."""

    def deliver(self, sealed: Sealed, change: Change, step: Step, *, full: bool = False) -> Receipt:
        """Send and make live; ``step`` is called for every file that is done, ``full`` has the target compare every
        file with the release. Raises ``TargetError``.
        """


class ServerDelivery:
    """A server that runs ``receive.py`` and ``activate.py``."""

    def __init__(self, name: str, reception: Reception, depot: Depot) -> None:
        self.name = name
        self._reception = reception
        self._depot = depot

    def look(self) -> There:
        """Ask the server what is live."""
        status = self._reception.status()
        return There(int(status["number"]), int(status["highest"]), known(self._depot, str(status["release"])))

    def deliver(self, sealed: Sealed, change: Change, step: Step, *, full: bool = False) -> Receipt:
        """Send contents and documents, wait for the switch, and ask again what is live."""
        reception = self._reception
        have = reception.have(change.contents) if change.contents else set()
        for sha256, file in change.contents.items():
            if sha256 not in have:
                reception.content(sha256, self._depot.content(file))
            step()
        result = self._activate(sealed, change, full=full)
        if result.get("missing"):
            # Somebody tampered with what the server had kept: it noticed, and gets it again.
            again = {file.sha256: file for file in sealed.files()}
            for sha256 in result["missing"]:
                reception.content(sha256, self._depot.content(again[sha256]))
            result = self._activate(sealed, change, full=full)
        if not result.get("ok") or reception.status()["release"] != sealed.digest:
            raise TargetError("换版以后，网上的不是刚发布的内容。", "请管理员查看服务器上的 ledger.jsonl。")
        checked, switched = float(result.get("checked", 0)), float(result.get("switched", 0))
        return Receipt(reception.sent, int(result.get("written", 0)), checked, switched)

    def _activate(self, sealed: Sealed, change: Change, *, full: bool) -> dict[str, Any]:
        for name, raw in sealed.documents().files().items():
            if name.startswith(STATEMENT):
                self._reception.document(name, raw)
        self._reception.document("delta.json", delta_bytes(change, sealed, full=full))
        return self._reception.activate()


class ServerConnection(AbstractContextManager[ServerDelivery]):
    """Opens the connection of a server target and closes it again."""

    def __init__(self, name: str, reception: Reception, depot: Depot) -> None:
        self._reception = reception
        self._delivery = ServerDelivery(name, reception, depot)

    def __enter__(self) -> ServerDelivery:
        self._reception.__enter__()
        return self._delivery

    def __exit__(self, *raised: object) -> None:
        self._reception.__exit__(*raised)  # type: ignore[arg-type]


def known(depot: Depot, digest: str) -> Sealed | None:
    """The kept release with that statement."""
    for number in depot.numbers() if digest else ():
        sealed = depot.release(number)
        if sealed.digest == digest:
            return sealed
    return None
