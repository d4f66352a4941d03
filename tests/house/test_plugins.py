"""The plugin set: pinned, prefixed, without state, register() last."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portalkit.render.settings import EXPECTED_PLUGINS

PLUGINS = sorted((Path(__file__).parents[2] / "plugins").glob("*.py"))


def test_the_folder_holds_exactly_the_expected_set() -> None:
    assert {p.stem for p in PLUGINS} == set(EXPECTED_PLUGINS)


@pytest.mark.parametrize("path", PLUGINS, ids=lambda p: p.stem)
def test_a_plugin_is_small_and_ends_with_register(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert path.stem.startswith("portal_")
    assert len(text.splitlines()) <= 120
    last = tree.body[-1]
    assert isinstance(last, ast.FunctionDef)
    assert last.name == "register"


@pytest.mark.parametrize("path", PLUGINS, ids=lambda p: p.stem)
def test_a_plugin_keeps_no_state_and_reads_no_library_itself(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [n for n in tree.body if isinstance(n, ast.Assign | ast.AnnAssign | ast.AugAssign)]
    assert "sqlite" not in path.read_text(encoding="utf-8")
