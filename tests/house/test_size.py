"""One file, one thought: no module grows past 400 lines, and each says on its first line what it is for."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT = 400


def tracked(*patterns: str) -> list[Path]:
    found = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    names = found.stdout.split() or [p.relative_to(ROOT).as_posix() for q in patterns for p in ROOT.rglob(q)]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


@pytest.mark.parametrize("path", tracked("*.py"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_module_is_longer_than_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LIMIT


@pytest.mark.parametrize("path", tracked("*.py"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("path", tracked("*.py"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_file_is_a_bag(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "helper", "manager", "common", "misc", "util"}
