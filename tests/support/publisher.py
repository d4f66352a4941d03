"""A publisher as a process of its own, to be killed: ``publisher.py FOLDER HOST_KEY PORT USER`` delivers the newest."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from portalkit.model.target import ServerTarget  # noqa: E402
from portalkit.release.delivery import ServerConnection  # noqa: E402
from portalkit.release.delta import change_of  # noqa: E402
from portalkit.release.depot import Depot  # noqa: E402
from portalkit.release.reception import over_ssh  # noqa: E402


def main(folder: Path, host_key: str, port: int, user: str) -> None:
    """Deliver the newest release of the depot."""
    depot = Depot(folder / "depot" / "shili")
    target = ServerTarget("cloud", "127.0.0.1", port, user, host_key)
    newest = depot.newest()
    assert newest is not None
    reception = over_ssh(target, folder / "keys" / "shili", folder / "known_hosts")
    with ServerConnection("cloud", reception, depot) as delivery:
        delivery.deliver(newest, change_of(delivery.look().base, newest), lambda: None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
