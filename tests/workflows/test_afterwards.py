"""After a switch the website is looked at from outside, through a real nginx; what is seen stands in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.livesite import HOST, LATER, LiveSite
from support.webserver import needs_nginx

from portalkit.model.target import Publishing, ServerTarget
from portalkit.release.delivery import There
from portalkit.release.depot import Sealed
from portalkit.workflows.afterwards import Looked, look_afterwards
from portalkit.workflows.counter import Asked, Counter, the_counter

pytestmark = needs_nginx


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveSite]:
    site = LiveSite.founded(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(site.authority))
    with site.up():
        yield site


def counter_of(live: LiveSite, website: str = f"https://{HOST}/") -> Counter:
    address = f"127.0.0.1:{live.machine.https_port}"
    server = ServerTarget("cloud", "127.0.0.1", 22, "up-shili", "", website, address)
    own = the_counter(live.county.workspace())
    return replace(own, publishing=Publishing(servers=(server,)), depot=live.press.depot, keys=live.press.keys)


def look(counter: Counter, sealed: Sealed) -> tuple[tuple[Looked, ...], tuple[str, ...]]:
    asked = Asked("王安", "日常更新", LATER)
    return look_afterwards(counter, sealed, {"cloud": There(0, 0, None)}, ["cloud"], asked)


def test_what_was_published_is_found_on_the_website(live: LiveSite) -> None:
    counter = counter_of(live)
    (one,), unnamed = look(counter, live.publish())
    assert (one.wrong, one.why, unnamed) == (False, "", ())
    assert one.round is not None
    assert one.round.checked > 20
    assert [(line.event, line.target) for line in counter.ledger.lines()] == [("verified", "cloud")]


def test_a_page_that_was_changed_on_the_way_to_readers_is_wrong_and_stands_in_the_ledger(live: LiveSite) -> None:
    counter = counter_of(live)
    sealed = live.publish()
    live.inject("shichang/policy/202603/yan-1.html", '<a href="https://dubo.example/">x</a>')
    (one,), _ = look(counter, sealed)
    assert one.wrong
    (line,) = counter.ledger.lines()
    assert line.event == "wrong"
    assert "shichang/policy/202603/yan-1.html" in line.why


def test_an_older_release_that_a_gateway_still_shows_is_wrong(live: LiveSite) -> None:
    live.publish()
    newer = live.press.seal(live.released, now=LATER)
    (one,), _ = look(counter_of(live), newer)
    assert one.wrong
    assert "不是刚发布的第 2 号" in one.why


def test_a_website_that_does_not_answer_is_no_success(live: LiveSite) -> None:
    sealed = live.publish()
    counter = counter_of(live)
    (server,) = counter.publishing.servers
    silent = replace(server, address="127.0.0.1:9")
    (one,), _ = look(replace(counter, publishing=Publishing(servers=(silent,))), sealed)
    assert one.wrong
    assert "没有回应" in one.why
    assert counter.ledger.lines()[-1].event == "wrong"


def test_without_a_website_it_is_said_that_nobody_looked(live: LiveSite) -> None:
    counter = counter_of(live, website="")
    assert look(counter, live.publish()) == ((), ("cloud",))
    assert counter.ledger.lines() == ()
