"""Publishing to a real server by SSH: only what changed goes out, whole or not at all, and it can be taken back."""

from __future__ import annotations

import ast
import gzip
import sys
import time
from pathlib import Path

import pytest
from support.delivering import connected, deliver, now, sealed_now
from support.releases import Press
from support.servers import PROGRAMS, WebServer, keypair

from portalkit.errors import TargetError
from portalkit.release.returning import choose, contents_to_return
from portalkit.release.sealing import Occasion, seal

PAGES = {"index.html": "首页", "a/yan.html": "食盐", "a/tu.png": "P" * 3000, "notices/index.html": "列表"}


def rollback(press: Press, number: int | None = None) -> tuple[str, ...]:
    """Seal what a rollback brings back; returns the pages that stay as they are."""
    back = contents_to_return(press.depot, choose(press.depot, number))
    statement = back.to.statement
    occasion = Occasion("shili", "x", now(), statement.expires - statement.made, "c", rollback_to=back.to.number)
    seal(press.depot, back.contents, press.signer, occasion)
    return back.kept


def test_a_release_goes_live_and_only_what_changed_is_sent(press: Press, server: WebServer) -> None:
    deliver(press, server, sealed_now(press, PAGES))
    assert server.pages() == PAGES
    changed = {**PAGES, "a/yan.html": "食盐新规"}
    receipt = deliver(press, server, sealed_now(press, changed))
    assert server.pages() == changed
    assert receipt.sent < 3000
    assert server.check().returncode == 0


def test_files_that_leave_are_gone_and_withdrawn_articles_are_marked(press: Press, server: WebServer) -> None:
    deliver(press, server, sealed_now(press, PAGES))
    deliver(press, server, sealed_now(press, {"index.html": "首页"}))
    assert server.pages() == {"index.html": "首页"}
    assert sorted(p.name for p in (server.root / "live" / "gone").rglob("*") if p.is_file()) == ["tu.png", "yan.html"]


def test_the_same_release_again_is_no_mistake(press: Press, server: WebServer) -> None:
    sealed = sealed_now(press, PAGES)
    deliver(press, server, sealed)
    deliver(press, server, sealed)
    assert server.pages() == PAGES


def test_a_moved_file_and_a_file_in_the_place_of_a_folder_are_no_problem(press: Press, server: WebServer) -> None:
    for pages in (
        {"index.html": "1", "x/y/z.html": "深", "q": "文件"},
        {"index.html": "1", "x": "浅", "q/r.html": "深"},
        {"index.html": "1", "x/y/z.html": "深", "q": "文件"},
        {"index.html": "1", "other/z.html": "深"},
    ):
        deliver(press, server, sealed_now(press, pages))
        assert server.pages() == pages
        assert server.check().returncode == 0


def test_a_rollback_sends_no_content_and_brings_back_the_pages(press: Press, server: WebServer) -> None:
    trees = [{**PAGES, "index.html": f"首页{number}" * 500} for number in range(4)]
    for tree in trees:
        deliver(press, server, sealed_now(press, tree))
    for number, tree in ((None, trees[2]), (1, trees[0])):
        rollback(press, number)
        newest = press.depot.newest()
        assert newest is not None
        receipt = deliver(press, server, newest)
        assert server.pages() == tree
        assert receipt.sent < 2500
    assert newest.number == 6
    assert newest.statement.rollback_to == 1


def test_a_rollback_does_not_bring_back_what_was_withdrawn(press: Press, server: WebServer) -> None:
    title = '<meta name="ArticleTitle" content="食盐安全&amp;检查的通知">'
    first = {
        "index.html": 'v1 <a href="/a/yan.html">食盐</a>',
        "a/yan.html": title,
        "a/tu.png": "图",
        "about.html": "v1",
        "topic.html": "v1 食盐安全&amp;检查的通知",
        "list/old.html": "/a/tu.png",
    }
    second = {"index.html": "v2", "about.html": "v2", "topic.html": "v2"}
    deliver(press, server, sealed_now(press, first))
    deliver(press, server, sealed_now(press, second))
    assert rollback(press) == ("index.html", "list/old.html", "topic.html")
    newest = press.depot.newest()
    assert newest is not None
    deliver(press, server, newest)
    assert server.pages() == {"index.html": "v2", "about.html": "v1", "topic.html": "v2"}
    assert (server.root / "live" / "gone" / "a" / "yan.html").is_file()


def test_what_is_withdrawn_while_rolled_back_stays_away_too(press: Press) -> None:
    sealed_now(press, {"index.html": "1"})
    sealed_now(press, {"index.html": "2", "a/yan.html": "食盐"})
    rollback(press)
    third = sealed_now(press, {"index.html": "3"})
    assert third.gone() == ("a/yan.html",)


def test_old_contents_are_dropped_when_nobody_may_go_back_to_them(press: Press, server: WebServer) -> None:
    (server.root / "activate.json").write_text('{"portal": "shili", "keep": 2}', encoding="utf-8")
    for number in range(8):
        deliver(press, server, sealed_now(press, {**PAGES, "index.html": f"{number}" * 100}))
    files = [path for path in server.root.rglob("*") if path.is_file() and "incoming" not in path.parts]
    assert sum("attic" in path.parts for path in files) <= 3
    assert len(files) < 3 * len(PAGES) + 22  # two of them the slots' lists of compressed copies


def test_an_upload_that_broke_off_is_not_sent_again(press: Press, server: WebServer) -> None:
    sealed = sealed_now(press, {**PAGES, "big.bin": "B" * 500_000})
    with connected(press, server) as reception:
        for file in sealed.files():
            reception.content(file.sha256, press.depot.content(file))
        reception.status()
    receipt = deliver(press, server, sealed)
    assert receipt.sent < 10_000
    assert len(server.pages()["big.bin"]) == 500_000


def test_a_server_with_another_host_key_is_not_spoken_to(press: Press, server: WebServer, tmp_path: Path) -> None:
    server.host_key = keypair(tmp_path / "other.key")
    with pytest.raises(TargetError, match="主机密钥"):
        deliver(press, server, sealed_now(press, PAGES))


def test_a_key_that_the_server_does_not_know_is_told_so(press: Press, server: WebServer) -> None:
    for file in press.keys.glob("upload.key*"):
        file.unlink()
    keypair(press.keys / "upload.key")
    with pytest.raises(TargetError, match=r"authorized_keys"):
        deliver(press, server, sealed_now(press, PAGES))


@pytest.mark.parametrize("program", sorted(PROGRAMS.glob("*.py")), ids=lambda p: p.name)
def test_the_programs_of_the_server_are_python_of_2018_and_need_nothing(program: Path) -> None:
    tree = ast.parse(program.read_text(encoding="utf-8"), feature_version=(3, 7))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            assert name.partition(".")[0] in {
                "copies",
                "lists",
                "notes",
                "trees",
                "portalkit",
                *sys.stdlib_module_names,
            }


def test_a_release_of_very_many_files_is_whole_and_leaves_nothing_behind_in_the_upload(
    press: Press, server: WebServer
) -> None:
    """So many that the work is shared among processes, and what was uploaded is removed while nobody waits."""
    pages = {f"p/{number:04}.html": f"第 {number} 页\n" * 120 for number in range(1100)}
    deliver(press, server, sealed_now(press, {**pages, "index.html": "首页"}))
    assert server.pages() == {**pages, "index.html": "首页"}
    for _ in range(200):
        if not list((server.root / "incoming").glob("done-*")):
            break
        time.sleep(0.05)
    left = [path.name for path in (server.root / "incoming").rglob("*") if path.is_file()]
    assert left == ["lock"]
    deliver(press, server, sealed_now(press, {**pages, "index.html": "新首页"}))
    assert server.pages() == {**pages, "index.html": "新首页"}
    assert server.check().returncode == 0
    packed = server.root / "live" / "packed"
    copies = {p.relative_to(packed).as_posix()[:-3]: gzip.decompress(p.read_bytes()) for p in packed.rglob("*.gz")}
    assert copies == {path: text.encode() for path, text in pages.items()}


def test_what_an_ended_process_left_of_an_upload_goes_with_the_next(press: Press, server: WebServer) -> None:
    deliver(press, server, sealed_now(press, PAGES))
    left = server.root / "incoming" / "done-0123"
    left.mkdir()
    (left / ("0" * 64)).write_bytes(b"x")
    deliver(press, server, sealed_now(press, {**PAGES, "index.html": "2"}))
    assert not left.exists()
