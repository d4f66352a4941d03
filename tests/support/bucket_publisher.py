"""A publisher into an object store as a process of its own, to be killed: FOLDER ENDPOINT PREFIX."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from portalkit.model.target import BucketTarget  # noqa: E402
from portalkit.release.bucket import BucketDelivery  # noqa: E402
from portalkit.release.delta import change_of  # noqa: E402
from portalkit.release.depot import Depot  # noqa: E402
from portalkit.release.keys import load_keyring  # noqa: E402


def main(folder: Path, endpoint: str, prefix: str) -> None:
    """Deliver the newest release of the depot."""
    depot, keys = Depot(folder / "depot" / "shili"), folder / "keys" / "shili"
    newest = depot.newest()
    assert newest is not None
    target = BucketTarget("obs", endpoint, "shili", "us-east-1", prefix, path_style=True)
    delivery = BucketDelivery(target, "shili", depot, lambda: load_keyring(keys), keys)
    delivery.deliver(newest, change_of(delivery.look().base, newest), lambda: None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
