"""A finished tree takes the place of the old one, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from portalkit.errors import UsageError
from portalkit.release import placing
from portalkit.release.manifest import manifest_of
from portalkit.release.placing import place, staging_for


def put(output: Path, **files: str) -> None:
    staging = staging_for(output, "shili")
    for name, text in files.items():
        (staging / name).write_text(text, encoding="utf-8")
    place(output, "shili", staging, manifest_of(staging))


def live(output: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in (output / "shili").iterdir()}


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
    assert sorted(p.name for p in (tmp_path / ".portalkit").iterdir()) == ["shili.sha256"]


@pytest.mark.usefixtures("system")
def test_a_build_that_was_killed_leaves_the_old_tree_and_its_rest_is_cleared(tmp_path: Path) -> None:
    put(tmp_path, a="1")
    (staging_for(tmp_path, "shili") / "half").write_text("x", encoding="utf-8")
    assert live(tmp_path) == {"a": "1"}
    put(tmp_path, a="2")
    assert live(tmp_path) == {"a": "2"}


def test_a_kill_between_the_two_renames_is_mended_by_the_next_run(tmp_path: Path) -> None:
    put(tmp_path, a="1")
    (tmp_path / "shili").replace(tmp_path / ".portalkit" / "shili.old")
    staging_for(tmp_path, "shili")
    assert live(tmp_path) == {"a": "1"}


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "shili").mkdir()
    (tmp_path / "shili" / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        staging_for(tmp_path, "shili")
    assert str(error.value) == "目录 shili 里有不是本程序生成的文件。 请换一个 --output 目录，或先把里面的文件移走。"
    assert live(tmp_path) == {"thesis.doc": "years of work"}


def test_the_manifest_is_what_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").write_bytes(b"")
    (tmp_path / "a").write_bytes(b"1")
    assert manifest_of(tmp_path).text == (
        "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  a\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/x\n"
    )
