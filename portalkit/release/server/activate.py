#!/usr/bin/env python3
"""Check an uploaded release and switch to it; runs on the web server as the owner of the trees.

::

    activate.py ROOT                 take what waits in ROOT/incoming/ready
    activate.py ROOT --init PORTAL   make the folders; then put the portal's *.pub files into ROOT/keys
    activate.py ROOT --check         compare the live tree with its signed release: exit 1 when it differs

Nothing that came in is believed: signatures (by ``openssl``), portal, number, link, expiry and the digest of every file
are checked, of old files too, before ``live`` is renamed. A kill at any moment leaves the old site whole; the next run
goes on from what is right already. Python 3.7 or newer and OpenSSL 3.0 or newer, nothing else.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Dict, List, Set, Tuple

if TYPE_CHECKING:
    from portalkit.release.server import copies, lists, notes, trees
else:
    import copies  # they lie beside this file on the server
    import lists
    import notes
    import trees

FORMAT = "portalkit-release-1"
KEEP = 10
MAX_DELTA = 256 * 1024**2
LENIENCY = timedelta(minutes=10)
"""How far the clocks of the publisher and of this server may differ."""
OPTIONS = {"ed25519": ["-rawin"], "sm2": ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]}
DOCUMENTS = ("release.json", "release.json.ed25519", "release.json.sm2")
_REQUEST = re.compile(r"[0-9a-f]{32}")


class Site:
    """The folders of one portal on this server."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.live = os.path.join(root, "live")
        configured = json.loads(trees.read_small(os.path.join(root, "activate.json")) or b"{}")
        self.portal = str(configured.get("portal", ""))
        self.keep = int(configured.get("keep", KEEP))
        if not self.portal:
            raise lists.Refused("activate.json 里没有写门户编号")

    def slot(self) -> str:
        """The name of the slot that is live, or an empty text before the first release."""
        with contextlib.suppress(OSError):
            name = os.readlink(self.live)
            if name in ("a", "b"):
                return name
        return ""

    def statement(self, slot: str) -> Dict[str, Any]:
        """The statement of a slot; empty when there is none."""
        raw = trees.read_small(os.path.join(self.root, slot, "documents", "release.json")) if slot else b""
        try:
            return dict(json.loads(raw or b"{}"))
        except ValueError:
            return {}

    def state(self) -> Dict[str, Any]:
        """What was seen before: the highest number, and when that release was made."""
        known = dict(json.loads(trees.read_small(os.path.join(self.root, "state.json")) or b"{}"))
        live = self.statement(self.slot())
        if int(live.get("number", 0)) > int(known.get("highest", 0)):
            known = {"highest": live["number"], "made": live["made"]}
        return known


def moment(text: str) -> datetime:
    """A time with its zone."""
    read = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    if read.tzinfo is None:
        raise lists.Refused("发布说明里的时间没有时区")
    return read


# Checking


def require_signatures(site: Site, raw: bytes, request: str) -> None:
    """One good signature for every key in ROOT/keys; the Ed25519 key must be there."""
    keys = os.path.join(site.root, "keys")
    if not os.path.isfile(os.path.join(keys, "ed25519.pub")):
        raise lists.Refused("服务器上没有门户的公钥 keys/ed25519.pub")
    with tempfile.TemporaryDirectory(prefix="portalkit-") as folder:
        text, sign = os.path.join(folder, "text"), os.path.join(folder, "sign")
        trees.write(text, raw)
        for name in sorted(OPTIONS):
            key = os.path.join(keys, name + ".pub")
            if not os.path.isfile(key):
                continue
            trees.write(sign, trees.read_small(os.path.join(request, "release.json." + name)))
            command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-in", text, "-sigfile", sign]
            done = subprocess.call(  # noqa: S603 - fixed program
                command + OPTIONS[name], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            if done != 0:
                raise lists.Refused(name + " 签名不对，不是本门户发布的内容")


def require_acceptable(site: Site, statement: Dict[str, Any], now: datetime) -> None:
    """Portal, number, link, expiry, clock."""
    if statement.get("format") != FORMAT:
        raise lists.Refused("发布格式不认识，请升级服务器上的 activate.py")
    if statement.get("portal") != site.portal:
        raise lists.Refused("这是门户 %s 的发布，不是 %s 的" % (statement.get("portal"), site.portal))
    known = site.state()
    if int(statement["number"]) <= int(known.get("highest", 0)):
        raise lists.Refused("第 %d 号发布不比见过的第 %d 号新" % (int(statement["number"]), int(known["highest"])))
    previous, live = statement.get("previous"), site.statement(site.slot())
    if previous and live and previous["number"] == live["number"]:
        there = trees.read_small(os.path.join(site.live, "documents", "release.json"))
        if previous["sha256"] != hashlib.sha256(there).hexdigest():
            raise lists.Refused("它所接的上一号发布与服务器上的不是同一个")
    if known.get("made") and now < moment(known["made"]) - LENIENCY:
        raise lists.Refused("服务器的时钟比上一次发布还早，先校准时钟")
    if now < moment(statement["made"]) - LENIENCY:
        raise lists.Refused("发布时间在服务器时钟的将来，先校准两边的时钟")
    if moment(statement["expires"]) <= now:
        raise lists.Refused("这一号发布已经到期")


def rebuilt(site: Site, statement: Dict[str, Any], delta: Dict[str, Any]) -> Tuple[str, lists.Files, List[str]]:
    """MANIFEST as text and as files, and the lines of GONE: the live ones with what changed, checked by digest."""
    slot = site.slot()
    gone: Set[str] = set()
    files: lists.Files = {}
    if delta["base"]:
        base = trees.read_document(site.root, slot, "MANIFEST")
        if hashlib.sha256(base.encode()).hexdigest() != delta["base"]:
            raise lists.Refused("服务器上的清单与发布端所知的不同，请重新发布")
        files, gone = lists.taken_apart(base), set(trees.read_document(site.root, slot, "GONE").splitlines())
    for path in delta["removed"]:
        files.pop(str(path), None)
    fresh = lists.read_entries(str(delta["entries"]))
    files.update(fresh)
    gone = (gone - set(map(str, delta["gone_removed"]))) | set(map(str, delta["gone_added"]))
    text, listed = lists.text_of(files), sorted(gone)
    for name, content in (("MANIFEST", text), ("GONE", "".join(line + "\n" for line in listed))):
        if hashlib.sha256(content.encode()).hexdigest() != statement["documents"][name]["sha256"]:
            raise lists.Refused(name + " 与签名的发布说明不符")
    if not all(map(lists.is_safe, listed)):
        raise lists.Refused("撤下名单里的路径不对")
    lists.require_sound(files, fresh)
    return text, files, listed


# Switching


def activate(site: Site, request: str) -> Dict[str, Any]:
    """Check one request and switch to it; ``checked`` and ``switched`` are the seconds of both. Raises ``Refused``."""
    began = time.monotonic()
    raw = trees.read_small(os.path.join(request, "release.json"))
    live_slot = site.slot()
    if raw and raw == trees.read_small(os.path.join(site.live, "documents", "release.json")):
        return {"ok": True, "number": site.statement(live_slot)["number"], "written": 0}
    require_signatures(site, raw, request)
    statement = json.loads(raw.decode("utf-8"))
    now = datetime.now(timezone.utc)
    require_acceptable(site, statement, now)
    delta = json.loads(trees.read_small(os.path.join(request, "delta.json"), MAX_DELTA).decode("utf-8"))
    manifest, files, gone = rebuilt(site, statement, delta)
    slot = "b" if live_slot == "a" else "a"
    number = int(site.statement(slot).get("number", 0))
    full = bool(delta.get("full")) or statement.get("rollback_to") is not None
    turn = "" if full else notes.turn_of(int(statement["number"]))
    place = os.path.join(site.root, slot)
    with copies.beside(site.root, live_slot, slot, files, turn) as bring_copies:
        written = trees.Assembly(site.root, live_slot, slot, number, files, turn).run()
        mark_gone(os.path.join(place, "gone"), gone)
        bring_copies()
    documents = os.path.join(place, "documents")
    os.makedirs(documents, mode=0o755, exist_ok=True)
    for name in DOCUMENTS:
        content = trees.read_small(os.path.join(request, name)) if name != "release.json" else raw
        if content:
            trees.write(os.path.join(documents, name), content)
        elif os.path.exists(os.path.join(documents, name)):
            os.unlink(os.path.join(documents, name))
    trees.write(os.path.join(documents, "MANIFEST"), manifest.encode())
    trees.write(os.path.join(documents, "GONE"), "".join(line + "\n" for line in gone).encode())
    trees.sync(documents)
    checked = time.monotonic()
    switch(site, slot)
    seconds = {"checked": round(checked - began, 3), "switched": round(time.monotonic() - checked, 4)}
    remember(site, statement)
    return {"ok": True, "number": statement["number"], "written": written, "files": len(files), **seconds}


def mark_gone(folder: str, gone: List[str]) -> None:
    """One empty file for each withdrawn file: nginx answers 410 where it finds one."""
    os.makedirs(folder, mode=0o755, exist_ok=True)
    there = notes.survey(folder)
    for path in there.links.union(there.found.keys() - set(gone)):
        os.unlink(os.path.join(folder, path))
    trees.remove_folders(folder, there.folders - lists.folders_of(gone))
    for path in sorted(set(gone) - (there.found.keys() - there.links)):
        with contextlib.suppress(FileExistsError, NotADirectoryError):
            os.makedirs(os.path.dirname(os.path.join(folder, path)), mode=0o755, exist_ok=True)
            with open(os.path.join(folder, path), "xb"):
                pass


def switch(site: Site, slot: str) -> None:
    """From one moment to the next the slot is the site."""
    fresh = site.live + ".new"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(fresh)
    os.symlink(slot, fresh)
    os.replace(fresh, site.live)
    trees.sync(site.root)


def remember(site: Site, statement: Dict[str, Any]) -> None:
    """No number up to this one is ever taken again; contents that nobody may go back to are dropped."""
    state = {"highest": statement["number"], "made": statement["made"]}
    trees.replace(os.path.join(site.root, "state.json"), json.dumps(state).encode())
    attic = os.path.join(site.root, "attic")
    for name in trees.listing(attic):
        if not name.isdigit() or int(name) < int(statement["number"]) - site.keep:
            shutil.rmtree(os.path.join(attic, name), ignore_errors=True)


def log(site: Site, event: str, facts: Dict[str, Any]) -> None:
    """Append to the ledger of this server; each line holds the digest of the line before."""
    path = os.path.join(site.root, "ledger.jsonl")
    last = b""
    with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
        last = (file.readlines() or [b""])[-1]
    at = datetime.now(timezone.utc).isoformat(timespec="seconds")
    line = {"at": at, "event": event, "previous": hashlib.sha256(last).hexdigest() if last else ""}
    line.update(facts)
    with open(path, "ab") as file:
        file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())


def take_waiting(site: Site) -> int:
    """Answer every request that waits; returns 1 when one was refused."""
    ready, results = os.path.join(site.root, "incoming", "ready"), os.path.join(site.root, "results")
    status = 0
    for name in sorted(trees.listing(ready)):
        result = os.path.join(results, name + ".json")
        if not _REQUEST.fullmatch(name) or os.path.exists(result):
            continue
        try:
            answer = activate(site, os.path.join(ready, name))
            log(site, "switched", {"number": answer["number"], "written": answer["written"]})
        except (lists.Refused, ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            answer, status = {"ok": False, "why": str(error) or repr(error)}, 1
            answer["missing"] = list(getattr(error, "missing", ()))
            log(site, "refused", {"why": answer["why"]})
        trees.replace(result, json.dumps(answer, ensure_ascii=False).encode())
    for name in sorted(trees.listing(results), key=lambda n: os.stat(os.path.join(results, n)).st_mtime)[:-50]:
        os.unlink(os.path.join(results, name))
    return status


def check(site: Site) -> int:
    """Compare the live tree with its release; one line for each difference."""
    slot = site.slot()
    files = trees.known_files(site.root, slot)
    statement, documents = site.statement(slot), os.path.join(site.live, "documents")
    require_signatures(site, trees.read_small(os.path.join(documents, "release.json")), documents)
    manifest = trees.read_document(site.root, slot, "MANIFEST").encode()
    if hashlib.sha256(manifest).hexdigest() != statement["documents"]["MANIFEST"]["sha256"]:
        raise lists.Refused("MANIFEST 与签名的发布说明不符")
    tree = os.path.join(site.root, slot, "tree")
    found = ["changed or missing: " + path for path in trees.wrong_files(tree, files)]
    found += ["added: " + path for path in notes.survey(tree).found.keys() - files.keys()]
    sys.stdout.write("".join(line + "\n" for line in sorted(found)))
    return 1 if found else 0


def make_site(root: str, portal: str) -> None:
    """The folders of a portal, with the rights that ``docs/operations.md`` explains."""
    for name, mode in (("", 0o755), ("a", 0o755), ("b", 0o755), ("attic", 0o755), ("keys", 0o755),
                       ("results", 0o755), ("incoming", 0o755)):  # fmt: skip
        os.makedirs(os.path.join(root, name), mode=mode, exist_ok=True)
    path = os.path.join(root, "activate.json")
    if not os.path.exists(path):
        trees.write(path, json.dumps({"portal": portal, "keep": KEEP}).encode() + b"\n")


def main(arguments: List[str]) -> int:
    """Run one command; exit 0 for done, 1 for refused or different, 2 for a wrong call."""
    os.umask(0o022)
    gc.disable()  # it ends soon, and makes lists of fifty thousand things that hold no cycles
    if len(arguments) == 3 and arguments[1] == "--init":
        make_site(os.path.abspath(arguments[0]), arguments[2])
        return 0
    if len(arguments) not in (1, 2) or arguments[1:] not in ([], ["--check"]):
        sys.stderr.write("usage: activate.py ROOT [--check | --init PORTAL]\n")
        return 2
    try:
        site = Site(os.path.abspath(arguments[0]))
        if arguments[1:]:
            return check(site)
        with open(os.path.join(site.root, "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return take_waiting(site)
    except (lists.Refused, OSError, KeyError, ValueError) as error:
        sys.stderr.write("portalkit: %s\n" % error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
