"""A server that trickles, floods, lies or breaks off: a round ends, in time, and says so."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from portalkit.errors import UsageError
from portalkit.patrol.fetching import Errand, Fetched, Fetcher, Website
from portalkit.patrol.visitors import BROWSER, SPIDER

Behave = Callable[[socket.socket], None]


@contextmanager
def server(behave: Behave) -> Iterator[Website]:
    """A raw server; ``behave`` gets each connection after the first bytes of a request came in."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.2)
    over = threading.Event()

    def one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            connection.recv(65536)
            behave(connection)

    def accept() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield Website("www.shili.gov.cn", False, "127.0.0.1", listening.getsockname()[1])
    finally:
        over.set()
        thread.join()
        listening.close()


def fetched(behave: Behave, *, limit: int = 1000, patience: float = 1.0, visitor: object = BROWSER) -> Fetched:
    with server(behave) as website, Fetcher(website, at_once=1, patience=patience) as fetcher:
        return fetcher.fetch(Errand("/", BROWSER if visitor is BROWSER else SPIDER, limit))


def trickle(prefix: bytes) -> Behave:
    def behave(connection: socket.socket) -> None:
        connection.sendall(prefix)
        for _ in range(200):
            connection.sendall(b"x")
            time.sleep(0.05)

    return behave


def flood(head: bytes, piece: bytes) -> Behave:
    def behave(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(100_000):
            connection.sendall(piece)

    return behave


def says(raw: bytes) -> Behave:
    return lambda connection: connection.sendall(raw)


@pytest.mark.parametrize(
    "prefix",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
    ids=["before the answer", "in the headers", "in a body of known length", "in a body without end"],
)
def test_slow_answers_are_cut(prefix: bytes) -> None:
    began = time.monotonic()
    assert fetched(trickle(prefix)).trouble in ("slow", "broken")
    assert time.monotonic() - began < 5


def test_silence_is_slow() -> None:
    assert fetched(lambda connection: time.sleep(4)).trouble == "slow"


def test_huge_answers_are_cut() -> None:
    one = fetched(flood(b"HTTP/1.1 200 OK\r\n\r\n", bytes(65536)))
    assert one.trouble == "huge"
    assert len(one.body) == 1000
    assert one.received < 1 << 21


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(1 << 28))
    one = fetched(says(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + bomb))
    assert one.trouble == "huge"
    assert len(one.body) == 1000


def test_headers_without_end_are_cut() -> None:
    assert fetched(flood(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"a" * 1000 + b"\r\n")).trouble == "broken"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff not http at all",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 100)[:-6],
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"a") + gzip.compress(b"<script>"),
        b"HTTP/9.9 999 X\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
    ],
    ids=range(10),
)
def test_broken_answers_are_told_apart_from_good_ones(raw: bytes) -> None:
    one = fetched(says(raw))
    assert one.trouble == "broken" or one.status not in (200, 404) or not one.body


def test_a_good_answer_is_whole() -> None:
    one = fetched(
        says(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nX-A: 1\r\nX-A: 2\r\n\r\n" + gzip.compress(b"hello"))
    )
    assert (one.status, one.body, one.trouble, one.header("x-a")) == (200, b"hello", "", "1, 2")


def test_nobody_at_home_is_refused() -> None:
    website = Website("www.shili.gov.cn", False, "127.0.0.1", 9)
    with Fetcher(website, at_once=1, patience=1) as fetcher:
        assert fetcher.fetch(Errand("/", BROWSER, 10)).trouble == "refused"


@pytest.mark.parametrize(
    "url",
    ["", "www.shili.gov.cn", "ftp://a/", "https://", "https://u:p@a/", "https://a/path", "https://a:b/", "https://["],
)
def test_an_address_that_is_no_website_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Website.of(url)


@pytest.mark.parametrize("address", ["10.0.0.1", "10.0.0.1:x", ":443"])
def test_an_origin_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        Website.of("https://www.shili.gov.cn/", address=address)
