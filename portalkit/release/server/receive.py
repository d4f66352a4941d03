#!/usr/bin/env python3
"""Take an upload: the forced command of a portal's upload key. It writes below ``incoming/`` and can do nothing else.

::

    restrict,command="/usr/local/lib/portalkit/receive.py /srv/portal/shili" ssh-ed25519 AAAA…

One stream in, answers back, both in lines of JSON, some followed by ``size`` raw bytes::

    {"ask": "status"}                          → {"portal", "number", "release", "manifest", "gone", "highest"}
    {"ask": "have", "sha256": […]}             → {"have": […]}  contents that need not be sent
    {"put": "content", "sha256", "size"} bytes   kept under its digest, also if the line breaks later
    {"put": "document", "name", "size"} bytes
    {"do": "activate"}                         → {"note": …} …, {"result": {"ok": …}}

What came in is believed by nobody: ``activate.py``, under another account, checks it all. ``--run COMMAND`` starts the
activator where no systemd path unit does. Python 3.7 or newer, standard library only.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from typing import Any, BinaryIO

LIMIT = 8 * 1024**3
"""Most bytes that may lie below ``incoming/``."""
MAX_DOCUMENT = 256 * 1024**2
MAX_LINE = 64 * 1024**2
CHUNK = 1024 * 1024
FEW = 100
"""Up to this many contents are looked for one by one."""
MANY = 1000
"""From this many contents on, nobody waits until they are removed."""
PATIENCE = 900
"""Seconds to wait for the activator."""
DOCUMENTS = ("release.json", "release.json.ed25519", "release.json.sm2", "delta.json")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Refused(Exception):  # noqa: N818 - reads as the state it reports
    """The stream asks for something that is not to be had."""


class Reception:
    """One upload into ``incoming/`` of one portal."""

    def __init__(self, root: str, source: BinaryIO, run: list[str]) -> None:
        self.root = root
        self.source = source
        self.run = run
        self.incoming = os.path.join(root, "incoming")
        self.objects = os.path.join(self.incoming, "objects")
        self.ready = os.path.join(self.incoming, "ready")
        self.draft = os.path.join(self.incoming, "draft")
        self.room = LIMIT

    def serve(self) -> None:
        """Answer until the stream ends."""
        for folder in (self.objects, self.ready):
            os.makedirs(folder, mode=0o755, exist_ok=True)
        with open(os.path.join(self.incoming, "lock"), "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Refused("另一次上传正在进行") from None
            self._tidy()
            while True:
                line = self.source.readline(MAX_LINE)
                if not line:
                    return
                self._answer(json.loads(line.decode("utf-8")))

    def _answer(self, line: dict[str, Any]) -> None:
        if line.get("ask") == "status":
            say(self._status())
        elif line.get("ask") == "have":
            say({"have": self._have({str(name) for name in line["sha256"]})})
        elif line.get("put") == "content":
            name = str(line["sha256"])
            if not _SHA256.fullmatch(name):
                raise Refused("内容的名称不对")
            self._take(os.path.join(self.objects, name), int(line["size"]), name)
        elif line.get("put") == "document":
            if line["name"] not in DOCUMENTS or int(line["size"]) > MAX_DOCUMENT:
                raise Refused("文件名不对，或太大")
            os.makedirs(self.draft, mode=0o755, exist_ok=True)
            self._take(os.path.join(self.draft, str(line["name"])), int(line["size"]), "")
        elif line.get("do") == "activate":
            say({"result": self._activate()})
        else:
            raise Refused("不认识的请求")

    def _tidy(self) -> None:
        """Remove what an upload that broke off left, but for contents that arrived whole."""
        shutil.rmtree(self.draft, ignore_errors=True)
        for name in os.listdir(self.incoming):
            if name.startswith("done-"):
                shutil.rmtree(os.path.join(self.incoming, name), ignore_errors=True)
        for name in os.listdir(self.ready):
            shutil.rmtree(os.path.join(self.ready, name), ignore_errors=True)
        for name in os.listdir(self.objects):
            path = os.path.join(self.objects, name)
            if _SHA256.fullmatch(name):
                self.room -= os.lstat(path).st_size
            else:
                os.unlink(path)

    def _status(self) -> dict[str, Any]:
        documents = os.path.join(self.root, "live", "documents")
        statement = _read(os.path.join(documents, "release.json"))
        live = json.loads(statement.decode("utf-8")) if statement else {}
        parts = live.get("documents", {})
        state = json.loads(_read(os.path.join(self.root, "state.json")) or b"{}")
        return {
            "portal": live.get("portal", ""),
            "number": live.get("number", 0),
            "release": hashlib.sha256(statement).hexdigest() if statement else "",
            "manifest": parts.get("MANIFEST", {}).get("sha256", ""),
            "gone": parts.get("GONE", {}).get("sha256", ""),
            "highest": max(int(state.get("highest", 0)), int(live.get("number", 0))),
        }

    def _have(self, wanted: set[str]) -> list[str]:
        found = {name for name in wanted if os.path.isfile(os.path.join(self.objects, name))}
        attic = os.path.join(self.root, "attic")
        for number in os.listdir(attic) if os.path.isdir(attic) else []:
            found |= wanted.intersection(os.listdir(os.path.join(attic, number)))
        for slot in ("a", "b"):
            manifest = _read(os.path.join(self.root, slot, "documents", "MANIFEST"))
            if len(wanted) > FEW:
                listed = re.findall(rb"^([0-9a-f]{64})  ", manifest, re.M)
                found |= wanted.intersection(name.decode("ascii") for name in listed)
            else:
                left = wanted - found
                found |= {name for name in left if ("\n" + name + "  ").encode("utf-8", "replace") in manifest}
        return sorted(found)

    def _take(self, path: str, size: int, sha256: str) -> None:
        self.room -= size
        if size < 0 or self.room < 0:
            raise Refused("上传的内容太多")
        digest = hashlib.sha256()
        part = path + ".part"
        with open(part, "wb") as out:
            left = size
            while left:
                piece = self.source.read(min(left, CHUNK))
                if not piece:
                    raise Refused("上传中断，没有收全")
                digest.update(piece)
                out.write(piece)
                left -= len(piece)
        if sha256 and digest.hexdigest() != sha256:
            os.unlink(part)
            raise Refused("收到的内容与它的摘要不符")
        os.replace(part, path)

    def _activate(self) -> dict[str, Any]:
        request = uuid.uuid4().hex
        result = os.path.join(self.root, "results", request + ".json")
        ready = os.path.join(self.ready, request)
        try:
            os.rename(self.draft, ready)
        except FileNotFoundError:
            raise Refused("还没有收到发布文件") from None
        if self.run:
            subprocess.call(self.run, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno())  # noqa: S603 - set by the administrator
        until = time.monotonic() + (1 if self.run else PATIENCE)
        while not os.path.isfile(result):
            if time.monotonic() > until:
                raise Refused("服务器上的换版程序没有回应，请管理员查看 portalkit-activate 的日志")
            say({"note": "waiting"})
            time.sleep(0.05 if self.run else 0.2)
        answer: dict[str, Any] = json.loads(_read(result).decode("utf-8"))
        shutil.rmtree(ready, ignore_errors=True)
        if answer.get("ok"):
            self._drop_objects()
        return answer

    def _drop_objects(self) -> None:
        """Remove what was taken over; of very much in a process of its own, which nobody waits for: what it leaves when
        it is killed goes with the next upload.
        """
        if len(os.listdir(self.objects)) < MANY:
            shutil.rmtree(self.objects, ignore_errors=True)
            return
        done = os.path.join(self.incoming, "done-" + uuid.uuid4().hex)
        os.rename(self.objects, done)
        sys.stdout.flush()
        if os.fork():
            return
        try:
            os.setsid()
            os.closerange(0, 64)  # the lock and the connection among them
            shutil.rmtree(done, ignore_errors=True)
        finally:
            os._exit(0)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def say(answer: dict[str, Any]) -> None:
    """Send one line back."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Serve one connection: ``receive.py ROOT [--run COMMAND]``."""
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--run"):
        sys.stderr.write("usage: receive.py ROOT [--run COMMAND]\n")
        return 2
    run = shlex.split(arguments[2]) if len(arguments) == 3 else []
    os.umask(0o022)
    try:
        Reception(os.path.abspath(arguments[0]), sys.stdin.buffer, run).serve()
    except (Refused, ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        say({"result": {"ok": False, "why": str(error)}})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
