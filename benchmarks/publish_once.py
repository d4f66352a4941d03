"""What ``invoke publish`` does after its build, as a process: ``publish_once FOLDER PORT USER``."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from portalkit.library.corpus import Corpus
from portalkit.model.target import ServerTarget
from portalkit.release.delivery import ServerConnection
from portalkit.release.delta import change_of
from portalkit.release.depot import Depot
from portalkit.release.keys import load_signer
from portalkit.release.reception import over_ssh
from portalkit.release.sealing import Occasion, contents_of, seal
from portalkit.workflows.workspace import CHINA


def main(folder: Path, port: int, user: str) -> None:
    """Seal what the library knows, and bring it to the server."""
    keys, depot = folder / "keys" / "shili", Depot(folder / "depot")
    target = ServerTarget("cloud", "127.0.0.1", port, user, (folder / "host_key.txt").read_text(encoding="ascii"))
    with ServerConnection("cloud", over_ssh(target, keys, folder / "known_hosts"), depot) as delivery:
        with Corpus(folder / "state" / "library") as corpus:
            contents = contents_of(depot, folder / "output" / "shili", corpus.everything_built("shili"))
        there = delivery.look()
        now = datetime.now(CHINA).replace(microsecond=0)
        occasion = Occasion("shili", "www.shili.gov.cn", now, timedelta(days=30), "", least=there.highest + 1)
        sealed = seal(depot, contents, load_signer(keys), occasion)
        receipt = delivery.deliver(sealed, change_of(there.base, sealed), lambda: None)
    (folder / "sent").write_text(str(receipt.sent), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
