"""Compressed copies in a slot: true to their pages, made once, never outdated, whatever lies there before."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from support.servers import PROGRAMS

TEXT = "食盐安全".encode() * 400
OTHER = "防汛抗旱".encode() * 400


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it runs on a server: beside ``trees.py``, in no package."""
    monkeypatch.syspath_prepend(str(PROGRAMS))
    return importlib.import_module("copies")


def bring(copies: ModuleType, root: Path, live: str, slot: str, pages: Mapping[str, bytes]) -> int:
    """Write a slot's tree and bring its copies."""
    files = {}
    for path, raw in pages.items():
        file = root / slot / "tree" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
        files[path] = copies.lists.file_of(len(raw), hashlib.sha256(raw).hexdigest())
    made: int = copies.bring(str(root), live, slot, files)
    return made


def brought_beside(copies: ModuleType, root: Path, pages: Mapping[str, bytes], *, ask: bool = True) -> None:
    """Write slot b's tree after the process that makes its copies began to look; ask for them, or do not."""
    files = {path: copies.lists.file_of(len(raw), hashlib.sha256(raw).hexdigest()) for path, raw in pages.items()}
    with copies.beside(str(root), "a", "b", files) as finish:
        for path, raw in pages.items():
            (root / "b/tree" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "b/tree" / path).write_bytes(raw)
        if ask:
            finish()


def packed(root: Path, slot: str) -> dict[str, bytes]:
    folder = root / slot / "packed"
    return {p.relative_to(folder).as_posix(): gzip.decompress(p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def test_text_gets_a_copy_and_pictures_and_small_files_do_not(copies: ModuleType, tmp_path: Path) -> None:
    pages = {"index.html": TEXT, "a/b.css": TEXT, "a/s.html": b"x", "a/p.jpg": TEXT, "附件.csv": TEXT}
    assert bring(copies, tmp_path, "", "a", pages) == 3
    assert packed(tmp_path, "a") == {"index.html.gz": TEXT, "a/b.css.gz": TEXT, "附件.csv.gz": TEXT}


def test_nothing_is_made_twice(copies: ModuleType, tmp_path: Path) -> None:
    bring(copies, tmp_path, "", "a", {"index.html": TEXT})
    before = (tmp_path / "a/packed/index.html.gz").stat().st_ino
    assert bring(copies, tmp_path, "", "a", {"index.html": TEXT}) == 0
    assert (tmp_path / "a/packed/index.html.gz").stat().st_ino == before


def test_the_copies_of_two_slots_share_nothing(copies: ModuleType, tmp_path: Path) -> None:
    bring(copies, tmp_path, "", "a", {"index.html": TEXT})
    bring(copies, tmp_path, "a", "b", {"index.html": TEXT})
    one, other = tmp_path / "a/packed/index.html.gz", tmp_path / "b/packed/index.html.gz"
    assert one.read_bytes() == other.read_bytes()
    assert one.stat().st_ino != other.stat().st_ino


def test_a_changed_page_gets_a_new_copy_and_a_page_that_went_takes_its_copy_along(
    copies: ModuleType, tmp_path: Path
) -> None:
    bring(copies, tmp_path, "", "a", {"index.html": TEXT, "x/old.html": TEXT})
    assert bring(copies, tmp_path, "", "a", {"index.html": OTHER}) == 1
    assert packed(tmp_path, "a") == {"index.html.gz": OTHER}
    assert not (tmp_path / "a/packed/x").exists()


@pytest.mark.parametrize("what", ["changed", "link", "truncated", "hard link", "list"])
@pytest.mark.parametrize("where", ["a", "b"])
def test_a_copy_that_was_tampered_with_is_made_anew(copies: ModuleType, tmp_path: Path, what: str, where: str) -> None:
    bring(copies, tmp_path, "", "a", {"index.html": TEXT})
    bring(copies, tmp_path, "a", "b", {"index.html": TEXT})
    evil = tmp_path / where / "packed" / "index.html.gz"
    if what == "changed":
        evil.write_bytes(gzip.compress(TEXT + b"<script>"))
    elif what == "truncated":
        os.truncate(evil, 20)
    elif what == "link":
        evil.unlink()
        evil.symlink_to("/etc/hostname")
    elif what == "hard link":
        os.link(evil, tmp_path / "held")
        (tmp_path / "held").write_bytes(gzip.compress(TEXT + b"<script>"))
    else:
        (tmp_path / where / "copies").write_text("no list\n")
    bring(copies, tmp_path, "a", "b", {"index.html": TEXT})
    assert packed(tmp_path, "b") == {"index.html.gz": TEXT}


def test_what_does_not_belong_there_goes(copies: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a/packed/bet").mkdir(parents=True)
    (tmp_path / "a/packed/bet/index.html.gz").write_bytes(gzip.compress(b"x"))
    (tmp_path / "a/packed/index.html.gz").mkdir()
    bring(copies, tmp_path, "", "a", {"index.html": TEXT})
    assert packed(tmp_path, "a") in ({"index.html.gz": TEXT}, {})


def test_a_page_that_changes_under_its_hands_leaves_no_copies_at_all(copies: ModuleType, tmp_path: Path) -> None:
    files = {"index.html": copies.lists.file_of(len(TEXT), hashlib.sha256(OTHER).hexdigest())}
    (tmp_path / "a/tree").mkdir(parents=True)
    (tmp_path / "a/tree/index.html").write_bytes(TEXT)
    assert copies.bring(str(tmp_path), "", "a", files) == 0
    assert not (tmp_path / "a/packed").exists()


def test_the_kinds_of_files_are_those_of_the_table() -> None:
    from portalkit.model.delivery import COMPRESSED_FROM, TEXTUAL

    source = (PROGRAMS / "copies.py").read_text(encoding="utf-8")
    assert all(f'".{suffix}"' in source for suffix in TEXTUAL)
    assert f"SMALLEST = {COMPRESSED_FROM}" in source


@pytest.fixture
def many(copies: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of files is so many that a process of its own looks through their copies."""
    if (os.cpu_count() or 1) < 2:
        pytest.skip("one core: nothing is shared")
    monkeypatch.setattr(copies.trees, "MANY", 0)


@pytest.mark.usefixtures("many")
def test_a_process_beside_makes_the_copies_of_a_tree_that_was_not_there_when_it_began(
    copies: ModuleType, tmp_path: Path
) -> None:
    brought_beside(copies, tmp_path, {"index.html": TEXT, "x/old.html": TEXT})
    assert packed(tmp_path, "b") == {"index.html.gz": TEXT, "x/old.html.gz": TEXT}
    brought_beside(copies, tmp_path, {"index.html": OTHER})
    assert packed(tmp_path, "b") == {"index.html.gz": OTHER}
    assert not (tmp_path / "b/packed/x").exists()


@pytest.mark.usefixtures("many")
def test_a_process_beside_that_is_not_asked_touches_no_copy(copies: ModuleType, tmp_path: Path) -> None:
    brought_beside(copies, tmp_path, {"index.html": TEXT})
    brought_beside(copies, tmp_path, {"index.html": OTHER}, ask=False)
    assert packed(tmp_path, "b") == {"index.html.gz": TEXT}


@pytest.mark.usefixtures("many")
def test_a_process_beside_that_ends_early_leaves_no_copies_at_all(
    copies: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_beside(copies, tmp_path, {"index.html": TEXT})
    monkeypatch.setattr(copies, "_look", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    brought_beside(copies, tmp_path, {"index.html": OTHER})
    assert not (tmp_path / "b/packed").exists()
