"""Finished files take the place of the old ones, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from portalkit.errors import UsageError
from portalkit.release import placing
from portalkit.release.manifest import manifest_of
from portalkit.release.placing import Place, portals_in


def put(output: Path, **files: str) -> Place:
    place = Place(output, "shili")
    place.mend()
    staging = place.clear_staging()
    for name, text in files.items():
        (staging / name).write_text(text, encoding="utf-8")
    place.exchange("mark")
    return place


def live(output: Path) -> dict[str, str]:
    root = output / "shili"
    return {p.relative_to(root).as_posix(): p.read_text(encoding="utf-8") for p in root.rglob("*") if p.is_file()}


@pytest.fixture(params=["exchange", "two renames"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system call that exchanges two folders, and on systems without it."""
    if request.param == "two renames":
        monkeypatch.setattr(placing, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("system")
def test_the_new_tree_replaces_the_old_one_exactly(tmp_path: Path) -> None:
    put(tmp_path, a="1", b="2")
    put(tmp_path, b="3", c="4")
    assert live(tmp_path) == {"b": "3", "c": "4"}
    assert [p.name for p in (tmp_path / ".portalkit").iterdir()] == ["shili.mark"]
    assert portals_in(tmp_path) == ("shili",)


@pytest.mark.usefixtures("system")
def test_a_build_that_was_killed_leaves_the_old_tree_and_its_rest_is_cleared(tmp_path: Path) -> None:
    place = put(tmp_path, a="1")
    (place.clear_staging() / "half").write_text("x", encoding="utf-8")
    assert live(tmp_path) == {"a": "1"}
    put(tmp_path, a="2")
    assert live(tmp_path) == {"a": "2"}


def test_a_kill_between_the_two_renames_is_mended_by_the_next_run(tmp_path: Path) -> None:
    place = put(tmp_path, a="1")
    (tmp_path / "shili").replace(tmp_path / ".portalkit" / "shili.old")
    place.mend()
    assert live(tmp_path) == {"a": "1"}


def test_some_files_move_in_and_others_go_with_their_empty_folders(tmp_path: Path) -> None:
    place = put(tmp_path, a="1", b="2")
    (place.live / "deep/er").mkdir(parents=True)
    (place.live / "deep/er/x").write_text("x", encoding="utf-8")
    staging = place.clear_staging()
    (staging / "new").mkdir()
    (staging / "new/c").write_text("3", encoding="utf-8")
    (staging / "b").write_text("4", encoding="utf-8")
    place.move(["b", "new/c"], ["deep/er/x"])
    assert live(tmp_path) == {"a": "1", "b": "4", "new/c": "3"}
    assert not (place.live / "deep").exists()


def test_a_move_may_be_repeated_from_any_point(tmp_path: Path) -> None:
    place = put(tmp_path, a="1", b="2")
    (place.clear_staging() / "b").write_text("3", encoding="utf-8")
    for _ in range(3):
        place.move(["b"], ["a"])
    assert live(tmp_path) == {"b": "3"}


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "shili").mkdir()
    (tmp_path / "shili" / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        Place(tmp_path, "shili").mend()
    assert str(error.value) == ("目录 shili 里有不是本程序生成的文件。 请换一个 --output 目录，或先把里面的文件移走。")
    assert live(tmp_path) == {"thesis.doc": "years of work"}


def test_a_tree_that_was_removed_by_hand_has_no_mark(tmp_path: Path) -> None:
    place = put(tmp_path, a="1")
    assert place.mark() == "mark"
    (place.live / "a").unlink()
    place.live.rmdir()
    assert place.mark() == ""


def test_the_manifest_is_what_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").write_bytes(b"")
    (tmp_path / "a").write_bytes(b"1")
    assert manifest_of(tmp_path).text == (
        "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  a\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/x\n"
    )
