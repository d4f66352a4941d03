"""Compressed copies: the same bytes always, true to their file, gone with it."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from portalkit.release.precompress import copy_is_true, packed, precompress

TEXT = "食盐安全".encode() * 400


def tree(root: Path, **files: bytes) -> Path:
    for name, raw in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return root


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_text_gets_a_copy_and_pictures_and_small_files_do_not(tmp_path: Path) -> None:
    tree(tmp_path, index_html=TEXT, a__b_css=TEXT, a__small_html=b"x", a__photo_jpg=TEXT, a__files_zip=TEXT)
    assert precompress(tmp_path).written == 2
    assert [name for name in names(tmp_path) if name.endswith(".gz")] == ["a/b.css.gz", "index.html.gz"]
    assert gzip.decompress((tmp_path / "index.html.gz").read_bytes()) == TEXT


def test_nothing_is_written_twice(tmp_path: Path) -> None:
    precompress(tree(tmp_path, index_html=TEXT))
    before = (tmp_path / "index.html.gz").stat().st_ino
    assert precompress(tmp_path).written == 0
    assert (tmp_path / "index.html.gz").stat().st_ino == before


def test_a_copy_goes_with_its_file_and_a_stale_one_is_replaced(tmp_path: Path) -> None:
    precompress(tree(tmp_path, one_html=TEXT, two_html=TEXT))
    (tmp_path / "one.html").unlink()
    (tmp_path / "two.html").write_bytes(TEXT + b"!")
    done = precompress(tmp_path, ["one.html", "two.html"])
    assert (done.written, done.removed) == (1, 1)
    assert copy_is_true(tmp_path / "two.html.gz", tmp_path / "two.html")
    assert not (tmp_path / "one.html.gz").exists()


def test_an_orphan_is_found_without_being_named(tmp_path: Path) -> None:
    tree(tmp_path, old_html_gz=packed(TEXT))
    assert precompress(tmp_path).removed == 1
    assert names(tmp_path) == []


def test_a_copy_that_another_release_shares_is_never_written_into(tmp_path: Path) -> None:
    precompress(tree(tmp_path / "1", index_html=TEXT))
    (tmp_path / "2").mkdir()
    os.link(tmp_path / "1/index.html.gz", tmp_path / "2/index.html.gz")
    (tmp_path / "2/index.html").write_bytes(TEXT + b"new")
    precompress(tmp_path / "2")
    assert gzip.decompress((tmp_path / "1/index.html.gz").read_bytes()) == TEXT


def test_an_attachment_that_is_itself_a_gzip_file_is_left_alone(tmp_path: Path) -> None:
    tree(tmp_path, data_tar_gz=packed(TEXT))
    assert precompress(tmp_path).removed == 0


def test_a_tampered_copy_is_known(tmp_path: Path) -> None:
    precompress(tree(tmp_path, index_html=TEXT))
    for raw in (packed(TEXT + b"<script>"), packed(TEXT) + packed(b"<script>"), packed(TEXT)[:-3], b"", TEXT):
        (tmp_path / "index.html.gz").write_bytes(raw)
        assert not copy_is_true(tmp_path / "index.html.gz", tmp_path / "index.html")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    tree(tmp_path, index_html=TEXT)
    (tmp_path / "index.html.gz").write_bytes(gzip.compress(b"\0" * (1 << 27)))
    assert not copy_is_true(tmp_path / "index.html.gz", tmp_path / "index.html")


@given(raw=st.binary(max_size=3000))
def test_equal_files_give_equal_copies(raw: bytes) -> None:
    assert packed(raw) == packed(raw)
    assert gzip.decompress(packed(raw)) == raw
