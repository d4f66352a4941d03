"""Fetch one address of one website: bounded in size and time, never led away, a few requests at once.

The other end is not trusted: it may trickle, send without end, send a bomb, or break off. Each of it becomes a
``Fetched`` with a ``trouble``; nothing is raised.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self, TypeVar
from urllib.parse import urlsplit

from portalkit.errors import UsageError
from portalkit.patrol.visitors import Visitor

AT_ONCE = 8
PATIENCE = 30.0
SLACK = 1 << 20
"""How much longer than the released file an answer may be, to be able to tell what was put in."""
_CHUNK = 1 << 16
_Work = TypeVar("_Work")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. ``body`` is unpacked; ``trouble`` is why there is no whole answer: ``slow``, ``huge``,
    ``broken``, ``refused`` or ``untrusted`` (the certificate).
    """

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    trouble: str = ""
    received: int = 0

    def header(self, name: str) -> str:
        """The values of a header, joined; empty when there is none."""
        return ", ".join(value for key, value in self.headers if key == name)


@dataclass(frozen=True, slots=True)
class Website:
    """Where a portal is asked for. ``address`` and ``port`` may be those of the origin behind a gateway; ``authority``
    is the file of a certificate that is trusted beside the system's.
    """

    host: str
    tls: bool
    address: str
    port: int
    authority: str = ""

    @classmethod
    def of(cls, url: str, *, address: str = "", authority: str = "") -> Website:
        """Read ``https://host[:port]/``; raises ``UsageError``."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.path not in ("", "/"):
            raise UsageError(f"“{url[:80]}”不是网站的首页地址。", "请写成 https://www.shili.gov.cn/ 的样子。")
        tls = parts.scheme == "https"
        port = port or (443 if tls else 80)
        where, colon, door = address.rpartition(":")
        if address and not (colon and where and door.isdigit()):
            raise UsageError(f"--address 的“{address[:80]}”不对。", "请写成 10.1.2.3:443 的样子。")
        if address:
            return cls(parts.hostname, tls, where.strip("[]"), int(door), authority)
        return cls(parts.hostname, tls, parts.hostname, port, authority)


@dataclass(slots=True)
class _Line:
    """One connection of one worker, with the moment at which it is cut."""

    connection: http.client.HTTPConnection | None = None
    sock: socket.socket | None = None
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class Errand:
    """One request: an address as it is written in the request line, as whom, how large the answer may be."""

    path: str
    visitor: Visitor
    limit: int
    method: str = "GET"


@dataclass
class Fetcher:
    """Fetches from one website; use as a context."""

    website: Website
    at_once: int = AT_ONCE
    patience: float = PATIENCE
    requests: int = 0
    received: int = 0
    _lines: list[_Line] = field(default_factory=list)
    _own: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._context = _context(self.website) if self.website.tls else None
        self._watch = threading.Thread(target=self._cut_the_overdue, daemon=True)
        self._watch.start()
        self._pool = ThreadPoolExecutor(self.at_once)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._over.set()
        self._watch.join()
        for line in self._lines:
            if line.connection:
                line.connection.close()

    def fetch(self, errand: Errand) -> Fetched:
        """Run one errand."""
        line = self._line()
        fetched = self._try(line, errand)
        if fetched.trouble == "broken" and not fetched.received:
            fetched = self._try(line, errand)  # a kept connection that the other end had closed
        with self._lock:
            self.requests += 1
            self.received += fetched.received
        return fetched

    def each(self, work: Iterable[_Work], do: Callable[[_Work], _Result]) -> Iterator[_Result]:
        """Do many pieces of work that fetch, a few at once; results come in the order of the work."""
        return self._pool.map(do, work)

    def _line(self) -> _Line:
        line: _Line | None = getattr(self._own, "line", None)
        if line is None:
            line = self._own.line = _Line()
            with self._lock:
                self._lines.append(line)
        return line

    def _try(self, line: _Line, errand: Errand) -> Fetched:
        line.until = time.monotonic() + self.patience
        try:
            connection = line.connection or self._connect(line)
            connection.putrequest(errand.method, errand.path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", self._host())
            for name, value in errand.visitor.headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            fetched = self._read(response, errand)
        except ssl.SSLCertVerificationError:
            fetched = Fetched(trouble="untrusted")
        except (TimeoutError, http.client.HTTPException, OSError, ValueError) as error:
            refused = isinstance(error, (ConnectionRefusedError, socket.gaierror))
            fetched = Fetched(trouble="refused" if refused else "broken")
        if time.monotonic() >= line.until:  # it was cut, which may look like an end
            fetched = Fetched(fetched.status, fetched.headers, fetched.body, "slow", fetched.received)
        line.until = 0.0
        if fetched.trouble or fetched.header("connection").lower() == "close" or fetched.status < 200:
            self._drop(line)
        return fetched

    def _connect(self, line: _Line) -> http.client.HTTPConnection:
        raw = socket.create_connection((self.website.address, self.website.port), timeout=self.patience)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = http.client.HTTPConnection(self.website.host, self.website.port, timeout=self.patience)
        line.connection = connection
        line.sock = connection.sock = raw
        if self._context:
            secure = self._context.wrap_socket(raw, server_hostname=self.website.host, do_handshake_on_connect=False)
            line.sock = connection.sock = secure
            secure.do_handshake()
        return connection

    def _host(self) -> str:
        site = self.website
        direct = site.address == site.host and site.port not in (80, 443)
        return f"{site.host}:{site.port}" if direct else site.host

    def _read(self, response: http.client.HTTPResponse, errand: Errand) -> Fetched:
        headers = tuple((name.lower(), value) for name, value in response.getheaders())
        unpack = zlib.decompressobj(wbits=31) if response.getheader("Content-Encoding", "").lower() == "gzip" else None
        body, received, trouble = bytearray(), 0, ""
        while True:
            piece = response.read1(_CHUNK)
            if not piece:
                break
            received += len(piece)
            try:
                body += unpack.decompress(piece, errand.limit + 1 - len(body)) if unpack else piece
            except zlib.error:
                trouble = "broken"
                break
            if len(body) > errand.limit:
                trouble = "huge"
                break
        whole = unpack is None or not received or (unpack.eof and not unpack.unused_data)
        if not trouble and not (whole and not response.length):
            trouble = "broken"
        return Fetched(response.status, headers, bytes(body[: errand.limit]), trouble, received)

    def _drop(self, line: _Line) -> None:
        if line.connection:
            line.connection.close()
            line.connection = line.sock = None

    def _cut_the_overdue(self) -> None:
        while not self._over.wait(0.1):
            now = time.monotonic()
            with self._lock:
                overdue = [line for line in self._lines if line.until and now >= line.until]
            for line in overdue:
                if line.sock is not None:  # http.client lets go of it where the answer has no length
                    with suppress(OSError):
                        line.sock.shutdown(socket.SHUT_RDWR)


def _context(website: Website) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if website.authority:
        try:
            context.load_verify_locations(website.authority)
        except (OSError, ssl.SSLError) as error:
            raise UsageError(
                f"证书文件 {website.authority} 读不出来。", "--authority 要写 PEM 格式的证书文件。"
            ) from error
    return context
