"""Talk to ``receive.py``: over the system's SSH to a server, or to a copy that runs on this machine.

The host key is the one that ``targets.yaml`` names; nothing is learned on first contact, and nothing is asked.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from portalkit.errors import TargetError
from portalkit.model.target import ServerTarget

_BUFFER = 1024 * 1024


class Reception:
    """One connection. ``sent`` counts the bytes that went out."""

    def __init__(self, command: list[str], name: str) -> None:
        self._name = name
        self._command = command
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process: subprocess.Popen[bytes] | None = None
        self.sent = 0

    def __enter__(self) -> Self:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ssh, or a program that the caller names
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, bufsize=_BUFFER
            )
        except OSError as error:
            raise TargetError(f"命令 {self._command[0]} 不能运行。", "请安装 openssh-client。") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._process:
            try:
                if self._process.stdin:
                    self._process.stdin.close()
            except OSError:
                pass
            if kind is not None:
                self._process.terminate()
            self._process.wait()
            if self._process.stdout:
                self._process.stdout.close()
        self._errors.close()

    def status(self) -> dict[str, Any]:
        """What is live there."""
        self._send({"ask": "status"})
        return self._answer()

    def have(self, contents: Iterable[str]) -> set[str]:
        """Which contents are there already."""
        self._send({"ask": "have", "sha256": sorted(contents)})
        return set(self._answer()["have"])

    def content(self, sha256: str, raw: bytes) -> None:
        """Send one content."""
        self._send({"put": "content", "sha256": sha256, "size": len(raw)}, raw)

    def document(self, name: str, raw: bytes) -> None:
        """Send one document."""
        self._send({"put": "document", "name": name, "size": len(raw)}, raw)

    def activate(self) -> dict[str, Any]:
        """Have it checked and switched to. Raises ``TargetError`` with the reason when it was refused, but for
        contents that have to be sent again: those come back as ``missing``.
        """
        self._send({"do": "activate"})
        while True:
            answer = self._answer()
            if "result" in answer:
                result: dict[str, Any] = answer["result"]
                return result

    def _send(self, line: Mapping[str, Any], raw: bytes = b"") -> None:
        pipe = self._process.stdin if self._process else None
        if pipe is None:
            raise RuntimeError("not connected")
        head = json.dumps(line).encode() + b"\n"
        try:
            pipe.write(head)
            pipe.write(raw)
            if "put" not in line:
                pipe.flush()
        except OSError:
            self._lost()
        self.sent += len(head) + len(raw)

    def _answer(self) -> dict[str, Any]:
        pipe = self._process.stdout if self._process else None
        line = pipe.readline() if pipe else b""
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:
            raise self._broken() from None
        result = answer.get("result", {"ok": True})
        if not result.get("ok") and not result.get("missing"):
            raise TargetError(f"{self._name} 没有换版：{result.get('why')}。", "网站保持原样；按原因处理后重试。")
        return answer

    def _lost(self) -> None:
        """The other side closed: it said why, or the connection broke."""
        answer = self._answer()
        raise TargetError(f"{self._name} 中断了上传（{answer}）。", "重新运行即可，传过的不再传。")

    def _broken(self) -> TargetError:
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        if "Host key verification failed" in said or "host key" in said.lower():
            return TargetError(
                f"{self._name} 的主机密钥与登记的不一样，没有连接。",
                "可能有人冒充服务器；向机房核实后再改 targets.yaml。",
            )
        if "Permission denied" in said:
            return TargetError(
                f"{self._name} 不接受上传密钥。", "核对密钥目录里的 upload.key 和服务器的 authorized_keys。"
            )
        return TargetError(f"与 {self._name} 的连接中断（{said or '没有回应'}）。", "重新运行即可，传过的不再传。")


def over_ssh(target: ServerTarget, keys: Path, known_hosts: Path) -> Reception:
    """A connection to a server. ``known_hosts`` is written with the one key that is accepted."""
    host = target.host if target.port == 22 else f"[{target.host}]:{target.port}"
    known_hosts.parent.mkdir(parents=True, exist_ok=True)
    known_hosts.write_text(f"{host} {target.host_key}\n", encoding="ascii")
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "UserKnownHostsFile": str(known_hosts),
        "GlobalKnownHostsFile": "/dev/null",
        "UpdateHostKeys": "no",
        "HostKeyAlgorithms": _algorithms(target.host_key),
        "ConnectTimeout": "20",
        "ServerAliveInterval": "15",
        "ClearAllForwardings": "yes",
    }
    command = ["ssh", "-T", "-p", str(target.port), "-l", target.user]
    key = keys / "upload.key"
    if key.is_file():
        command += ["-i", str(key), "-o", "IdentitiesOnly=yes"]
    for name, value in options.items():
        command += ["-o", f"{name}={value}"]
    return Reception([*command, "--", target.host, "portalkit"], f"服务器 {target.id}")


def _algorithms(host_key: str) -> str:
    kind = host_key.split()[0]
    return "rsa-sha2-512,rsa-sha2-256" if kind == "ssh-rsa" else kind
