"""The comparison with rsync runs, and what it reports is what the kit sent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.county import ROOT
from support.servers import program

from benchmarks.publishing import main


def test_the_command_runs_in_a_checkout_as_documented(tmp_path: Path) -> None:
    for name, package in (("sshd", "openssh-server"), ("rsync", "rsync"), ("ssh", "openssh-client")):
        program(name, package)
    house = tmp_path / "house"
    (house / "var").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(house)], check=True)
    for name in ("portalkit", "benchmarks", *(file.name for file in ROOT.glob("tasks*.py"))):
        (house / name).symlink_to(ROOT / name)
    for name in ("tasks.py", "tasks_making.py"):
        (house / name).unlink()
        shutil.copy(ROOT / name, house)
    scratch, report = tmp_path / "scratch", tmp_path / "report.md"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "bench", "--publish", "--files=40", "--runs=1", f"--report={report}"],
        cwd=house, env={**os.environ, "TMPDIR": str(scratch)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| kit | rsync |" in report.read_text("utf-8")
    assert list(scratch.iterdir()) == []


def test_a_small_comparison_runs_and_uploads_little_more_than_what_changed(tmp_path: Path) -> None:
    for name, package in (("sshd", "openssh-server"), ("rsync", "rsync"), ("ssh", "openssh-client")):
        program(name, package)
    (pair,) = main(60, 1, tmp_path / "report.md", work=tmp_path / "work", say=lambda _: None)
    assert pair.changed < pair.sent <= 2 * pair.changed + 100_000
    assert "| kit | rsync |" in (tmp_path / "report.md").read_text("utf-8")
    assert not (tmp_path / "work").exists()
