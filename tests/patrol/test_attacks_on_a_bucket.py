"""What is done to an object store is seen by listing and reading it, with the public key alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.releases import NOON, Press
from support.seaweed import Cloud, credentials, seaweed

from portalkit.model.patrol import AlarmKind, Round
from portalkit.release.bucket import BucketDelivery, open_store
from portalkit.release.delta import change_of
from portalkit.workflows.outside import Asked, verify

PAGES = {
    "index.html": "<title>示例县人民政府</title>",
    "a/yan.html": "<title>食盐_示例县人民政府</title>",
    "a/附件.docx": "PK",
    "404.html": "x",
}


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with seaweed(tmp_path_factory.mktemp("weed") / "s") as cloud:
        yield cloud


@dataclass
class Store:
    """A published bucket."""

    press: Press
    cloud: Cloud
    prefix: str
    opened: Any

    def put(self, path: str, raw: bytes, **attributes: str) -> None:
        import obstore

        named: Any = {name.replace("_", "-"): value for name, value in attributes.items()}
        obstore.put(self.opened, path, raw, attributes=named)

    def delete(self, path: str) -> None:
        import obstore

        obstore.delete(self.opened, path)

    def publish(self, pages: dict[str, str], *, hours: int = 0) -> None:
        sealed = self.press.seal(pages, now=NOON + timedelta(hours=hours))
        target = self.cloud.target("shili", self.prefix)
        delivery = BucketDelivery(
            target, "shili", self.press.depot, lambda: self.press.keyring, self.press.keys, allow_mass_removal=True
        )
        delivery.deliver(sealed, change_of(None, sealed), lambda: None)

    def verify(self, **more: object) -> Round:
        asked = Asked(
            target=f"s3://shili/{self.prefix}",
            keys=(self.press.keys / "ed25519.pub",),
            journal=self.press.folder / "journal",
            now=NOON + timedelta(hours=1),
            endpoint=self.cloud.endpoint,
            path_style=True,
            patience=10,
        )
        return verify(replace(asked, **more))  # type: ignore[arg-type]


@pytest.fixture
def store(cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Store:
    press = Press(tmp_path)
    credentials(press.keys, "shili")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "shili")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "shili" * 3)
    prefix = "".join(c for c in request.node.name if c.isalpha())
    store = Store(press, cloud, prefix, open_store(cloud.target("shili", prefix), press.keys))
    store.publish(PAGES)
    return store


def seen(one: Round) -> set[tuple[AlarmKind, str]]:
    return {(alarm.kind, alarm.path) for alarm in one.alarms}


def test_a_bucket_as_it_was_released_raises_no_alarm(store: Store) -> None:
    one = store.verify()
    assert one.alarms == ()
    assert one.checked == len(PAGES)
    assert store.verify(sample=0).clean


def test_changed_page(store: Store) -> None:
    store.put("a/yan.html", b"<script>x()</script>")
    assert {(AlarmKind.CHANGED, "a/yan.html"), (AlarmKind.SCRIPT, "a/yan.html")} <= seen(store.verify(sample=0))


def test_changed_page_of_the_same_size_is_seen_by_a_whole_look(store: Store) -> None:
    raw = PAGES["a/yan.html"].encode()
    store.put("a/yan.html", raw.replace("食盐".encode(), "私盐".encode()))
    assert (AlarmKind.CHANGED, "a/yan.html") in seen(store.verify())


def test_added_page(store: Store) -> None:
    store.put("bet/index.html", b'<title>x</title><a href="https://b.example/">x</a>')
    found = seen(store.verify(sample=0))
    assert {(AlarmKind.ADDED, "bet/index.html"), (AlarmKind.LINK, "bet/index.html")} <= found


def test_missing_page(store: Store) -> None:
    store.delete("a/yan.html")
    assert seen(store.verify(sample=0)) == {(AlarmKind.MISSING, "a/yan.html")}


def test_changed_manifest(store: Store) -> None:
    assert store.verify().clean
    store.put(".well-known/portalkit/MANIFEST", b"# portalkit manifest 1\n")
    store.put("index.html", b"<title>x</title>")
    found = seen(store.verify())
    assert (AlarmKind.MANIFEST, "") in found
    assert (AlarmKind.CHANGED, "index.html") in found, "held against the release seen before"


def test_a_publish_that_broke_off_is_told(store: Store) -> None:
    store.put(".well-known/portalkit/publishing", b"2")
    assert seen(store.verify()) == {(AlarmKind.MANIFEST, ".well-known/portalkit/publishing")}


def test_a_type_that_makes_a_browser_do_something_else(store: Store) -> None:
    store.put("a/附件.docx", PAGES["a/附件.docx"].encode(), Content_Type="text/html")
    assert (AlarmKind.HEADER, "a/附件.docx") in seen(store.verify())


def test_older_release_put_back(store: Store) -> None:
    older = store.press.depot.newest()
    assert older
    documents = older.documents().files()
    store.publish({**PAGES, "index.html": "<title>2</title>"}, hours=1)
    assert store.verify(now=NOON + timedelta(hours=2)).clean
    for name, raw in documents.items():
        store.put(f".well-known/portalkit/{name}", raw)
    store.put("index.html", PAGES["index.html"].encode())
    assert (AlarmKind.OLDER, "") in seen(store.verify(now=NOON + timedelta(hours=3)))


def test_expired_release(store: Store) -> None:
    assert seen(store.verify(now=NOON + timedelta(days=40))) == {(AlarmKind.EXPIRED, "")}


def test_a_store_that_refuses_is_unreachable(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    assert {kind for kind, _ in seen(store.verify())} == {AlarmKind.UNREACHABLE}
