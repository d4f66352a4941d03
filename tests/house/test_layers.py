"""Imports point down the house, never up and never sideways between wings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = {
    "model": 0,
    "errors": 0,
    "forking": 0,
    "patterns": 0,
    "writing": 0,
    "basis": 1,
    "tenancy": 1,
    "content": 1,
    "linkpolicy": 1,
    "workdays": 1,
    "library": 2,
    "rules": 3,
    "search": 3,
    "render": 3,
    "release": 3,
    "server": 3,
    "patrol": 3,
    "reports": 4,
    "workflows": 5,
}
ROOT = Path(__file__).parents[2]
MODULES = sorted(ROOT.glob("portalkit/*/**/*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{a.name}" if node.module == "portalkit" else node.module for a in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_down(path: Path) -> None:
    here = path.relative_to(ROOT / "portalkit").parts[0]
    for name in imports(path):
        if not name.startswith("portalkit."):
            continue
        there = name.split(".")[1]
        if there == "__version__":
            continue
        assert there == here or FLOORS[there] < FLOORS[here], f"{here} imports {there}"


def test_every_room_of_the_house_has_its_floor() -> None:
    rooms = {p.parent.name for p in ROOT.glob("portalkit/*/__init__.py")}
    assert rooms | {"errors", "forking", "patterns", "workdays", "writing"} == set(FLOORS)


@pytest.mark.parametrize("path", [p for p in MODULES if "render" not in p.parts], ids=lambda p: p.name)
def test_only_the_render_wing_and_the_plugins_know_pelican(path: Path) -> None:
    assert not any(name.split(".")[0] == "pelican" for name in imports(path))


@pytest.mark.parametrize("path", [p for p in MODULES if "library" not in p.parts and "search" not in p.parts], ids=str)
def test_sql_lives_in_the_library_and_the_index(path: Path) -> None:
    assert "sqlite3" not in set(imports(path))


ON_SERVERS = ROOT / "portalkit" / "release" / "server"
"""Programs of their own, copied to web servers: they have no workflow above them and read their own clock."""


@pytest.mark.parametrize(
    "path", [p for p in MODULES if "workflows" not in p.parts and p.parent != ON_SERVERS], ids=lambda p: p.name
)
def test_the_clock_is_read_in_workflows_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not any(clock in text for clock in ("datetime.now(", "date.today(", "time.time(", "utcnow("))
