"""A real nginx on the loopback address, run from the configuration that the kit writes."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
needs_nginx = pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")), reason="needs nginx and openssl: apt-get install nginx openssl"
)

MAIN = """\
{user}
worker_processes 1;
pid {root}/nginx.pid;
error_log {root}/error.log info;
daemon off;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {root}/tmp; proxy_temp_path {root}/tmp; fastcgi_temp_path {root}/tmp;
    uwsgi_temp_path {root}/tmp; scgi_temp_path {root}/tmp;
    access_log off;
    include {root}/conf.d/*.conf;
}}
"""


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path, *hosts: str) -> Path:
    """A self-signed certificate for some hosts: ``fullchain.pem`` and ``privkey.pem`` in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ",".join(f"DNS:{host}" for host in hosts)
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "30", "-subj", "/CN=portalkit test", "-addext", f"subjectAltName={names}"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "fullchain.pem"


@dataclass
class Answer:
    """What came back: ``headers`` by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class WebServer:
    """nginx below one folder; configuration files go into ``conf.d``."""

    root: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for name in ("conf.d", "tmp", "logs", "tables", "certificates"):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        user = "user root root;" if os.getuid() == 0 else ""
        (self.root / "nginx.conf").write_text(MAIN.format(root=self.root, user=user), encoding="utf-8")

    def configure(self, name: str, text: str) -> None:
        """Write one file of the configuration."""
        (self.root / "conf.d" / f"{name}.conf").write_text(text, encoding="utf-8")

    def tested(self) -> str:
        """What ``nginx -t`` says; empty when it is content."""
        assert NGINX
        command = [NGINX, "-t", "-q", "-p", str(self.root), "-c", str(self.root / "nginx.conf")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stderr.strip()

    @contextmanager
    def running(self, *ports: int) -> Iterator[WebServer]:
        """Run until the end of the block; waits until every port answers."""
        assert NGINX
        command = [NGINX, "-p", str(self.root), "-c", str(self.root / "nginx.conf")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            for port in ports:
                self._wait_for(port)
            yield self
        finally:
            self.process.terminate()
            self.process.wait(10)
            if self.process.stderr:
                self.process.stderr.close()

    def reload(self) -> None:
        """Read the configuration again, and wait until the new one answers (a worker of the old one is gone)."""
        assert self.process
        before = _children(self.process.pid)
        self.process.send_signal(1)
        for _ in range(200):
            if before.isdisjoint(_children(self.process.pid)):
                return
            time.sleep(0.02)
        raise TimeoutError("nginx did not reload")

    def _wait_for(self, port: int) -> None:
        assert self.process
        for _ in range(250):
            if self.process.poll() is not None:
                error = self.process.stderr.read().decode() if self.process.stderr else ""
                raise RuntimeError(f"nginx did not start: {error}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(f"nothing listens on {port}")


def trusting() -> ssl.SSLContext:
    """A context that asks for no name and no signature."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class _Trusting(http.client.HTTPSConnection):
    """HTTPS to the loopback address under the name of another host, without asking who signed."""

    def __init__(self, address: str, port: int, host: str) -> None:
        context = trusting()
        super().__init__(address, port, timeout=10, context=context)
        self._host = host
        self._trusting = context

    def connect(self) -> None:
        raw = socket.create_connection((self.host, self.port), timeout=10)
        self.sock = self._trusting.wrap_socket(raw, server_hostname=self._host)


def ask(
    port: int,
    path: str,
    *,
    host: str,
    tls: bool = True,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    address: str = "127.0.0.1",
) -> Answer:
    """One request, sent exactly as written."""
    connection = _Trusting(address, port, host) if tls else http.client.HTTPConnection(address, port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, body)
    finally:
        connection.close()


def ask_often(port: int, path: str, *, host: str, times: int) -> list[int]:
    """The same question so many times over one connection, as fast as answers come; the status of each."""
    connection = _Trusting("127.0.0.1", port, host)
    found = []
    try:
        for _ in range(times):
            connection.request("GET", path, headers={"Host": host})
            response = connection.getresponse()
            response.read()
            found.append(response.status)
    finally:
        connection.close()
    return found


def _children(pid: int) -> set[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return {int(child) for child in found.split()}
