"""What ``invoke publish`` does after its build, or ``invoke rollback``, as a process.

``publish_once FOLDER PORT USER [rollback]``
"""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

from portalkit.library.corpus import Corpus
from portalkit.model.target import Publishing, ServerTarget
from portalkit.release.delivery import ServerConnection
from portalkit.release.delta import change_of
from portalkit.release.depot import Depot
from portalkit.release.keys import load_keyring, load_signer
from portalkit.release.opening import open_release
from portalkit.release.reception import over_ssh
from portalkit.release.returning import choose, contents_to_return
from portalkit.release.sealing import Occasion, contents_of, is_current, seal
from portalkit.workflows.workspace import CHINA, MANY_OBJECTS


def main(folder: Path, port: int, user: str, *, back: bool) -> None:
    """Seal what the library knows, or what was out before, and bring it to the server."""
    keys, depot = folder / "keys" / "shili", Depot(folder / "depot")
    target = ServerTarget("cloud", "127.0.0.1", port, user, (folder / "host_key.txt").read_text(encoding="ascii"))
    with ServerConnection("cloud", over_ssh(target, keys, folder / "known_hosts"), depot) as delivery:
        now = datetime.now(CHINA).replace(microsecond=0)
        occasion = Occasion("shili", "www.shili.gov.cn", now, timedelta(days=30), "")
        if back:
            chosen = choose(depot, None)
            open_release(chosen.documents(), load_keyring(keys), portal="shili")
            contents = contents_to_return(depot, chosen).contents
            occasion = replace(occasion, rollback_to=chosen.number)
        else:
            with Corpus(folder / "state" / "library") as corpus:
                contents = contents_of(depot, folder / "output" / "shili", corpus.everything_built("shili"))
        there = delivery.look()
        if is_current(depot, contents, now=now):
            raise SystemExit("nothing changed")
        sealed = seal(depot, contents, load_signer(keys), replace(occasion, least=there.highest + 1))
        receipt = delivery.deliver(sealed, change_of(there.base, sealed), lambda: None)
        depot.prune(Publishing().keep + 1)
    (folder / "receipt").write_text(json.dumps(asdict(receipt)), encoding="ascii")


if __name__ == "__main__":
    gc.set_threshold(*MANY_OBJECTS)  # as the front door does
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], back=sys.argv[4:] == ["rollback"])
