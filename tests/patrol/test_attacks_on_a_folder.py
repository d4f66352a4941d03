"""What is done to the folder on a server, or to a medium that was carried, is seen by reading it."""

from __future__ import annotations

import gzip
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from support.livesite import LATER, LiveSite, kinds, of_kind

from portalkit.errors import UsageError
from portalkit.model.patrol import AlarmKind

ARTICLE = "shichang/policy/202603/yan-2.html"


def test_a_folder_as_it_was_released_raises_no_alarm(live: LiveSite) -> None:
    one = live.verify_folder()
    assert one.alarms == ()
    assert one.checked == len(live.released)


def test_a_slot_and_a_bare_tree_with_its_documents_are_read_as_well(live: LiveSite) -> None:
    assert live.verify(target=str(live.site / "a")).clean
    assert live.verify(target=str(live.tree), documents=live.site / "a" / "documents").clean


def test_a_folder_that_holds_no_release_is_refused(live: LiveSite, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有发布的网站"):
        live.verify(target=str(tmp_path))


def test_changed_page(live: LiveSite) -> None:
    live.inject(ARTICLE, "<script>x()</script>")
    one = live.verify_folder()
    assert kinds(one) == {AlarmKind.CHANGED, AlarmKind.SCRIPT}
    assert {alarm.path for alarm in one.alarms} == {ARTICLE}


def test_added_page_with_hidden_links(live: LiveSite) -> None:
    live.change("x/y.html", '<title>x</title><marquee><a href="https://b.example/">x</a></marquee>')
    one = live.verify_folder(sample=0)
    assert {AlarmKind.ADDED, AlarmKind.LINK, AlarmKind.SCRIPT} <= kinds(one)


def test_added_program(live: LiveSite) -> None:
    live.change("upload/.x.php", "<?php eval($_POST[1]);")
    assert [(a.kind, a.path) for a in live.verify_folder(sample=0).alarms] == [(AlarmKind.ADDED, "upload/.x.php")]


def test_missing_file(live: LiveSite) -> None:
    (live.tree / ARTICLE).unlink()
    assert [(a.kind, a.path) for a in live.verify_folder(sample=0).alarms] == [(AlarmKind.MISSING, ARTICLE)]


def test_truncated_file_is_seen_in_a_sample_too(live: LiveSite) -> None:
    os.truncate(live.tree / ARTICLE, 100)
    assert AlarmKind.CHANGED in kinds(live.verify_folder(sample=0))


def test_page_replaced_by_a_link(live: LiveSite) -> None:
    (live.tree / ARTICLE).unlink()
    (live.tree / ARTICLE).symlink_to("/etc/hostname")
    assert [(a.kind, a.path) for a in live.verify_folder().alarms] == [(AlarmKind.CHANGED, ARTICLE)]


def test_folder_replaced_by_a_link(live: LiveSite) -> None:
    shutil.move(live.tree / "shichang", live.root / "elsewhere")
    (live.tree / "shichang").symlink_to(live.root / "elsewhere")
    try:
        assert {AlarmKind.ADDED, AlarmKind.MISSING} == kinds(live.verify_folder(sample=0))
    finally:
        shutil.rmtree(live.root / "elsewhere")


@pytest.mark.parametrize("what", ["other", "bomb", "broken", "extra"])
def test_compressed_copy_that_is_not_the_page(live: LiveSite, what: str) -> None:
    page = live.released["index.html"]
    raw = {
        "other": gzip.compress(page + b"<script>"),
        "bomb": gzip.compress(bytes(1 << 26)),
        "broken": gzip.compress(page)[:-4],
        "extra": gzip.compress(page) + gzip.compress(b"<script>"),
    }[what]
    packed = live.site / "live" / "packed"
    (packed).mkdir()
    (packed / "index.html.gz").write_bytes(gzip.compress(page))
    assert live.verify_folder().clean
    (packed / "index.html.gz").write_bytes(raw)
    assert kinds(live.verify_folder()) == {AlarmKind.COPY}
    (packed / "index.html.gz").unlink()
    (packed / "bet.html.gz").write_bytes(raw)
    assert kinds(live.verify_folder(sample=0)) == {AlarmKind.COPY}


def test_marker_that_makes_a_good_page_disappear(live: LiveSite) -> None:
    gone = live.site / "live" / "gone"
    gone.mkdir()
    (gone / "index.html").touch()
    assert [(a.kind, a.path) for a in live.verify_folder(sample=0).alarms] == [(AlarmKind.ADDED, "index.html")]


def test_withdrawn_page_that_is_back(live: LiveSite) -> None:
    name = "a/withdrawn.html"
    live.publish(pages={**live.released, name: b"<title>x</title>"})
    live.publish(now=LATER)
    assert live.verify_folder(now=LATER).clean
    live.change(name, "<title>x</title>")
    assert AlarmKind.ADDED in kinds(live.verify_folder(now=LATER))
    (live.tree / name).unlink()
    (live.site / "live" / "gone" / name).unlink()
    assert kinds(live.verify_folder(now=LATER)) == {AlarmKind.MISSING}


def test_changed_manifest(live: LiveSite) -> None:
    manifest = live.site / "live" / "documents" / "MANIFEST"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("index.html", "index.htm"), encoding="utf-8")
    assert kinds(live.verify_folder()) == {AlarmKind.MANIFEST}


@pytest.mark.parametrize("name", ["release.json", "release.json.ed25519", "MANIFEST", "GONE"])
def test_missing_document(live: LiveSite, name: str) -> None:
    (live.site / "live" / "documents" / name).unlink()
    assert kinds(live.verify_folder()) == {AlarmKind.MANIFEST}


def test_older_release_put_back(live: LiveSite) -> None:
    live.publish(now=LATER)
    assert live.verify_folder(now=LATER).clean
    (live.site / "live").unlink()
    (live.site / "live").symlink_to("a")
    assert kinds(live.verify_folder(now=LATER)) == {AlarmKind.OLDER}


def test_two_releases_with_one_number(live: LiveSite) -> None:
    assert live.verify_folder().clean
    shutil.rmtree(live.press.depot.folder)
    shutil.rmtree(live.site)
    live.publish(now=LATER)
    one = live.verify_folder(now=LATER)
    assert any("两个不同的版本" in alarm.what for alarm in of_kind(one, AlarmKind.MANIFEST))


def test_expired_release(live: LiveSite) -> None:
    assert kinds(live.verify_folder(now=LATER + timedelta(days=40))) == {AlarmKind.EXPIRED}


def test_the_moment_of_a_switch_does_not_mix_two_releases(live: LiveSite) -> None:
    from portalkit.patrol.folder import Folder

    folder = Folder.at(live.site)
    (live.site / "live").unlink()
    assert folder.tree == live.site / "a" / "tree"
