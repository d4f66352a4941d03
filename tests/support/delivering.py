"""Seal and deliver as the workflow does, step by step, so that a test can interfere between two steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from support.releases import CHINA, Press
from support.servers import WebServer

from portalkit.release.delivery import Receipt, ServerConnection
from portalkit.release.delta import change_of
from portalkit.release.depot import Sealed
from portalkit.release.reception import Reception, over_ssh


def now() -> datetime:
    """The moment, as a publisher writes it."""
    return datetime.now(CHINA).replace(microsecond=0)


def sealed_now(press: Press, pages: Mapping[str, str], **more: Any) -> Sealed:
    """Seal a tree at this moment."""
    return press.seal(pages, **{"now": now(), **more})


def connected(press: Press, server: WebServer) -> Reception:
    """A connection with the portal's own upload key."""
    return over_ssh(server.target, press.keys, press.folder / "known_hosts")


def deliver(press: Press, server: WebServer, sealed: Sealed) -> Receipt:
    """Bring a release to the server."""
    with ServerConnection("cloud", connected(press, server), press.depot) as delivery:
        there = delivery.look()
        return delivery.deliver(sealed, change_of(there.base, sealed), lambda: None)


def offer(reception: Reception, documents: Mapping[str, bytes], contents: Mapping[str, bytes]) -> None:
    """What somebody with a stolen upload key can do: send anything at all, and ask for it to be made live."""
    for sha256, raw in contents.items():
        reception.content(sha256, raw)
    for name, raw in documents.items():
        reception.document(name, raw)
    reception.activate()
