"""Builds of an invented county are killed at random moments: nothing is torn, and nothing is forgotten."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kills import main


def test_a_platform_survives_builds_that_are_killed(tmp_path: Path) -> None:
    said: list[str] = []
    main(500, 3, seed=3, folder=tmp_path / "platform", say=said.append)
    assert said[-1].endswith("equal to a clean build, byte for byte")
    assert len(said) == 4
