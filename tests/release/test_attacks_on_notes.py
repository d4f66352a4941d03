"""What a server notes of its files saves hashing and deceives nobody: each attack on the notes by its name."""

from __future__ import annotations

import hashlib
import importlib
import mmap
import os
import signal
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from support.delivering import connected, deliver, now, sealed_now
from support.releases import Press
from support.servers import PROGRAMS, WebServer

from portalkit.release.delivery import ServerConnection
from portalkit.release.delta import change_of
from portalkit.release.returning import choose, contents_to_return
from portalkit.release.sealing import Occasion, seal

PAGES = {"index.html": "首页", "a/yan.html": "食盐" * 300, "notices/index.html": "列表"}
EVIL = ("<script src=//dubo.example></script>" + "x" * 2000).encode()[: len(PAGES["a/yan.html"].encode())]


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it runs on a server."""
    monkeypatch.syspath_prepend(str(PROGRAMS))
    return importlib.import_module("notes")


class Site:
    """A server whose two slots hold notes of all their pages; each publish changes the home page."""

    def __init__(self, press: Press, server: WebServer, notes: ModuleType) -> None:
        self.press, self.server, self.notes, self.count = press, server, notes, 0
        self.publish()
        self.publish()
        time.sleep(notes.SETTLED / 1e9 + 0.2)
        self.publish()
        self.publish()
        assert [len(self.noted(slot)) for slot in "ab"] == [2, 2], "all but the page that changes each time"

    def publish(self, *, full: bool = False) -> None:
        self.count += 1
        sealed = sealed_now(self.press, {**PAGES, "index.html": f"首页 {self.count}"})
        with ServerConnection("cloud", connected(self.press, self.server), self.press.depot) as delivery:
            delivery.deliver(sealed, change_of(delivery.look().base, sealed), lambda: None, full=full)

    def roll_back(self) -> None:
        back = contents_to_return(self.press.depot, choose(self.press.depot, None))
        occasion = Occasion("shili", "x", now(), timedelta(days=9), "c", rollback_to=back.to.number)
        deliver(self.press, self.server, seal(self.press.depot, back.contents, self.press.signer, occasion))

    @property
    def spare(self) -> Path:
        """The slot that the next release goes to."""
        return self.server.root / ("b" if (self.server.root / "live").readlink().name == "a" else "a")

    @property
    def page(self) -> Path:
        return self.spare / "tree" / "a" / "yan.html"

    def noted(self, slot: str) -> dict[str, str]:
        found: dict[str, str] = self.notes.by_path(self.notes.read(str(self.server.root / slot / "notes")))
        return found

    def forge(self) -> None:
        """Note of the page as it is now that it is right: what only the owner of the trees can write."""
        place = str(self.spare / "notes")
        noted = self.notes.by_path(self.notes.read(place))
        sha256 = noted["a/yan.html"].rpartition(" ")[2]
        noted["a/yan.html"] = f"{self.notes.trace(os.lstat(self.page))} {sha256}"
        self.notes.write(place, [self.notes.line(*one) for one in noted.items()])

    def assert_whole(self) -> None:
        assert self.server.pages()["a/yan.html"] == PAGES["a/yan.html"]
        assert self.server.check().returncode == 0


@pytest.fixture
def site(press: Press, server: WebServer, notes: ModuleType) -> Site:
    return Site(press, server, notes)


def test_attack_page_changed_in_place_with_its_times_set_back(site: Site) -> None:
    before = site.page.stat()
    site.page.write_bytes(EVIL)
    os.utime(site.page, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = site.page.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)
    site.publish()
    site.assert_whole()


def test_attack_page_replaced_by_one_of_the_same_size_and_times(site: Site) -> None:
    before = site.page.stat()
    other = site.page.with_suffix(".new")
    other.write_bytes(EVIL)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(site.page)
    site.publish()
    site.assert_whole()


def test_attack_page_changed_through_a_handle_that_was_open_all_the_time(site: Site) -> None:
    with site.page.open("r+b") as handle:
        site.publish()
        site.publish()
        handle.write(EVIL)
    site.publish()
    site.assert_whole()


def test_attack_page_changed_through_a_memory_map_that_was_dirty_all_the_time(site: Site) -> None:
    """Writing to a page of memory that waits to be written back anyway changes no time of the file."""
    if not writing_through_a_map_shows(site.server.folder / "probe"):
        pytest.skip("on this file system a map never changes a ctime: the sixteenth, a rollback and --full find it")
    page = site.page
    with page.open("r+b") as handle, mmap.mmap(handle.fileno(), 0) as view:
        view[0] = view[0]
        time.sleep(site.notes.SETTLED / 1e9 + 0.2)
        site.publish()
        site.publish()
        view[:] = EVIL
        site.publish()
        site.assert_whole()


def writing_through_a_map_shows(probe: Path) -> bool:
    """Whether the file system tells of a write through a map after the page was written back."""
    probe.write_bytes(b"x" * 4096)
    with probe.open("r+b") as handle, mmap.mmap(handle.fileno(), 0) as view:
        view[0] = 121
        os.fsync(handle.fileno())
        before = probe.stat().st_ctime_ns
        time.sleep(0.1)
        view[0] = 122
        return probe.stat().st_ctime_ns != before


def test_attack_page_changed_through_a_hard_link(site: Site) -> None:
    os.link(site.page, site.server.folder / "handle")
    (site.server.folder / "handle").write_bytes(EVIL)
    (site.server.folder / "handle").unlink()
    site.publish()
    site.assert_whole()


def test_attack_rights_of_a_page_loosened(site: Site) -> None:
    site.page.chmod(0o666)
    site.publish()
    assert (site.server.tree / "a" / "yan.html").stat().st_mode & 0o777 == 0o644
    site.assert_whole()


@pytest.mark.parametrize("how", ["owner", "rights", "link", "hard link"])
def test_attack_notes_forged_by_another_account(site: Site, how: str) -> None:
    site.page.write_bytes(EVIL)
    site.forge()
    place = site.spare / "notes"
    if how == "owner":
        if os.geteuid() != 0:
            pytest.skip("only root can give a file away")
        os.chown(place, 65534, 65534)
    elif how == "rights":
        place.chmod(0o664)
    elif how == "link":
        place.rename(site.server.folder / "forged")
        place.symlink_to(site.server.folder / "forged")
    else:
        os.link(place, site.server.folder / "forged")
    site.publish()
    site.assert_whole()


def test_attack_notes_forged_by_the_owner_of_the_trees_before_a_rollback(site: Site) -> None:
    site.page.write_bytes(EVIL)
    site.forge()
    site.roll_back()
    site.assert_whole()


def test_attack_notes_forged_by_the_owner_of_the_trees_are_not_believed_by_a_full_publish(site: Site) -> None:
    site.page.write_bytes(EVIL)
    site.forge()
    site.publish(full=True)
    site.assert_whole()


def test_attack_notes_forged_by_the_owner_of_the_trees_hide_a_page_for_sixteen_turns_of_a_slot_at_most(
    site: Site,
) -> None:
    site.page.write_bytes(EVIL)
    site.forge()
    slot, turns = site.spare.name, 0
    while (site.server.root / slot / "tree" / "a" / "yan.html").read_bytes() == EVIL:
        site.publish()
        turns += 1
        assert turns <= 2 * len(site.notes.TURNS)


def test_the_check_on_the_server_believes_no_note(site: Site) -> None:
    site.page.write_bytes(EVIL)
    site.forge()
    live = site.server.root / "live"
    spare = site.spare.name
    live.unlink()
    live.symlink_to(spare)
    assert "changed or missing: a/yan.html" in site.server.check().stdout


@pytest.mark.parametrize(
    "raw", [b"", b"# notes 1\n", b"# notes 1\n\xff\t\xfe\n\n\t\t\t", b"\0" * 5000, b"# notes 1\na/yan.html"]
)
def test_notes_that_are_spoiled_are_no_notes(site: Site, raw: bytes) -> None:
    for name in ("notes", "copies"):
        (site.spare / name).write_bytes(raw)
    site.publish()
    site.assert_whole()


def test_a_page_that_was_written_just_now_gets_no_note(
    notes: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two changes within one tick of the system's clock have the same ctime."""
    trees = importlib.import_module("trees")
    page = tmp_path / "a" / "tree" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_bytes(EVIL)
    files = {"index.html": trees.lists.file_of(len(EVIL), hashlib.sha256(EVIL).hexdigest())}
    for settled, noted in ((10**15, []), (0, ["index.html"])):
        monkeypatch.setattr(notes, "SETTLED", settled)
        assert trees.Assembly(str(tmp_path), "b", "a", 1, files).run() == 0
        assert list(notes.by_path(notes.read(str(tmp_path / "a" / "notes")))) == noted


def test_a_process_that_is_killed_while_it_hashes_is_missed(notes: ModuleType) -> None:
    trees, own = importlib.import_module("trees"), os.getpid()

    def work(share: Sequence[str]) -> list[str]:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(share)

    if (os.cpu_count() or 1) < 2:
        pytest.skip("one core: nothing is shared")
    with pytest.raises(OSError, match="ended early"):
        trees.shared(work, ["x"] * trees.MANY_TO_HASH)
    many = [str(n) for n in range(trees.MANY_TO_HASH + 1)]
    assert trees.shared(lambda share: list(share), many) == many
