"""The comparison with rsync runs, and what it reports is what the kit sent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.county import ROOT
from support.servers import program


def test_the_command_runs_in_a_checkout_and_little_more_is_uploaded_than_what_changed(
    tmp_path: Path,
) -> None:
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
    (run,) = (line for line in report.read_text("utf-8").splitlines() if line.startswith("|") and " s |" in line)
    sent, changed = (int(cell.replace(",", "")) for cell in run.strip("| ").split("|")[-2:])
    assert changed < sent <= 2 * changed + 100_000
    assert list(scratch.iterdir()) == []
