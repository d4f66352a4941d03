"""The comparison with rsync runs, and what it reports is what the kit sent."""

from __future__ import annotations

from pathlib import Path

from support.servers import program

from benchmarks.publishing import main


def test_a_small_comparison_runs_and_uploads_little_more_than_what_changed(tmp_path: Path) -> None:
    for name, package in (("sshd", "openssh-server"), ("rsync", "rsync"), ("ssh", "openssh-client")):
        program(name, package)
    (pair,) = main(60, 1, tmp_path / "report.md", work=tmp_path / "work", say=lambda _: None)
    assert pair.changed < pair.sent <= 2 * pair.changed + 100_000
    assert "| kit | rsync |" in (tmp_path / "report.md").read_text("utf-8")
    assert not (tmp_path / "work").exists()
