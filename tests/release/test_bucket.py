"""Publishing into a real object store: in order, completed by running again, and only into one's own bucket."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import obstore
import pytest
from support.delivering import sealed_now
from support.releases import Press
from support.seaweed import Cloud, credentials, seaweed

from portalkit.errors import TargetError, UsageError
from portalkit.release.bucket import BucketDelivery, open_store
from portalkit.release.delivery import Receipt
from portalkit.release.delta import change_of

PAGES = {
    "index.html": "首页",
    "a/yan.html": "食盐",
    "a/tu.png": "P" * 3000,
    "notices/index.html": "列表",
    "static/style.0123abcd.css": "body{}",
}
DOCUMENTS = ".well-known/portalkit/"


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with seaweed(tmp_path_factory.mktemp("seaweed") / "s") as cloud:
        yield cloud


@pytest.fixture
def shop(press: Press, cloud: Cloud, request: pytest.FixtureRequest) -> Shop:
    return Shop(press, cloud)


class Shop:
    """A publisher with a fresh folder of its bucket."""

    number = 0

    def __init__(self, press: Press, cloud: Cloud) -> None:
        Shop.number += 1
        self.press, self.cloud = press, cloud
        credentials(press.keys, "shili")
        self.target = cloud.target("shili", f"test{os.getpid()}-{Shop.number}")

    def delivery(self, **more: bool) -> BucketDelivery:
        press = self.press
        return BucketDelivery(self.target, "shili", press.depot, lambda: press.keyring, press.keys, **more)

    def deliver(self, pages: Mapping[str, str], **more: bool) -> Receipt:
        sealed = sealed_now(self.press, pages)
        delivery = self.delivery(**more)
        return delivery.deliver(sealed, change_of(delivery.look().base, sealed), lambda: None)

    @property
    def store(self) -> obstore.store.S3Store:
        return open_store(self.target, self.press.keys)

    def pages(self) -> dict[str, str]:
        names = [item["path"] for page in obstore.list(self.store) for item in page]
        return {n: bytes(obstore.get(self.store, n).bytes()).decode() for n in names if not n.startswith(DOCUMENTS)}


def test_a_portal_is_published_and_only_what_changed_is_sent_again(shop: Shop) -> None:
    shop.deliver(PAGES)
    assert shop.pages() == PAGES
    changed = {**PAGES, "a/yan.html": "食盐新规"}
    receipt = shop.deliver(changed)
    assert (shop.pages(), receipt.written) == (changed, 1)
    assert shop.deliver({k: v for k, v in changed.items() if k != "a/yan.html"}).written == 0
    assert "a/yan.html" not in shop.pages()


def test_the_signed_documents_lie_beside_the_pages_and_no_marker_is_left(shop: Shop) -> None:
    shop.deliver(PAGES)
    names = sorted(i["path"] for page in obstore.list(shop.store, DOCUMENTS.rstrip("/")) for i in page)
    expected = ["GONE", "MANIFEST", "release.json", "release.json.ed25519"]
    assert names == [f"{DOCUMENTS}{name}" for name in expected]


def test_a_browser_is_told_the_type_and_how_long_to_keep_it(shop: Shop) -> None:
    shop.deliver(PAGES)
    attributes = obstore.get(shop.store, "index.html").attributes
    assert attributes["Content-Type"] == "text/html; charset=utf-8"
    assert "immutable" in obstore.get(shop.store, "static/style.0123abcd.css").attributes["Cache-Control"]


def test_files_go_up_before_the_pages_that_need_them_and_the_home_page_last(shop: Shop) -> None:
    sealed = sealed_now(shop.press, PAGES)
    delivery, order = shop.delivery(), []
    put = delivery._put_async

    async def watched(path: str, raw: bytes) -> None:
        order.append(path)
        await put(path, raw)

    delivery._put_async = watched  # type: ignore[method-assign] # only watches
    delivery.deliver(sealed, change_of(None, sealed), lambda: None)
    places = [order.index(name) for name in ("a/tu.png", "a/yan.html", "index.html", f"{DOCUMENTS}release.json")]
    assert places == sorted(places)
    assert order[0] == f"{DOCUMENTS}publishing"
    assert order[-1] == f"{DOCUMENTS}release.json"


def test_a_page_that_somebody_changed_in_the_store_is_mended_when_nothing_is_trusted(shop: Shop) -> None:
    shop.deliver(PAGES)
    obstore.put(shop.store, "index.html", b"<script>")
    obstore.put(shop.store, "dubo.html", b"<script>")
    obstore.put(shop.store, f"{DOCUMENTS}release.json", b"{}")  # a forged statement: everything is compared
    receipt = shop.deliver({**PAGES, "a/yan.html": "新"})
    assert shop.pages() == {**PAGES, "a/yan.html": "新"}
    assert receipt.written == 2


def test_a_bucket_of_somebody_else_is_left_alone(shop: Shop) -> None:
    obstore.put(shop.store, "photos/1.jpg", b"x")
    with pytest.raises(TargetError, match="不是本程序放的"):
        shop.deliver(PAGES)
    assert shop.pages() == {"photos/1.jpg": "x"}


def test_deletions_are_guarded_when_everything_is_compared(shop: Shop) -> None:
    shop.deliver(PAGES)
    for number in range(9):
        obstore.put(shop.store, f"stray{number}.html", b"x")
    obstore.put(shop.store, f"{DOCUMENTS}release.json", b"{}")
    with pytest.raises(TargetError, match="--allow-mass-removal"):
        shop.deliver(PAGES)
    shop.deliver(PAGES, allow_mass_removal=True)
    assert shop.pages() == PAGES


def test_a_key_of_another_portal_cannot_write_here(shop: Shop) -> None:
    credentials(shop.press.keys, "linxian")
    with pytest.raises(TargetError, match="不接受访问密钥"):
        shop.deliver(PAGES)


def test_a_wrong_secret_is_told_with_its_remedy(shop: Shop) -> None:
    credentials(shop.press.keys, "shili", "wrong")
    with pytest.raises(TargetError, match=r"obs\.s3"):
        shop.deliver(PAGES)


def test_an_access_key_that_others_can_read_is_not_used(shop: Shop) -> None:
    (shop.press.keys / "obs.s3").chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        shop.deliver(PAGES)


def test_a_store_that_does_not_answer_is_told_in_words(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.target = Cloud("http://127.0.0.1:9", "").target("shili")
    monkeypatch.setattr("portalkit.release.bucket.RETRY_SECONDS", 1)
    with pytest.raises(TargetError, match="没有完成操作"):
        shop.deliver(PAGES)


def test_killed_again_and_again_the_store_is_completed_by_running_again(shop: Shop) -> None:
    chance, kills = random.Random(7), 0
    trees = [
        {**{f"p/{n:03}.html": f"{n} {t - (n + t) % 2}\n" * 200 for n in range(120)}, "index.html": str(t)}
        for t in range(3)
    ]
    shop.deliver(trees[0])
    program = Path(__file__).parents[1] / "support" / "bucket_publisher.py"
    for tree in (trees[1], trees[2], trees[1], trees[2]):
        sealed_now(shop.press, tree)
        for attempt in range(7):
            command = [sys.executable, str(program), str(shop.press.folder), shop.target.endpoint, shop.target.prefix]
            process = subprocess.Popen(command)
            if attempt < 6:
                time.sleep(chance.uniform(0.15, 0.5))
                if process.poll() is None:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
            if process.wait() == 0:
                break
        assert shop.pages() == tree
    assert kills > 3
