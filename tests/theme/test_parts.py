"""Every part of the theme has an example, and looks as it did.

After a change that was meant, write the snapshots anew with ``PORTALKIT_SNAPSHOTS=write`` and look at the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from portalkit.render.parts import Part, drawn_parts, style_guide

THEME = Path(__file__).parents[2] / "theme"
SNAPSHOTS = Path(__file__).parent / "snapshots"
PARTS = drawn_parts(THEME)


def test_every_part_has_an_example() -> None:
    macros = {
        f"{path.stem}.{name}"
        for path in (THEME / "templates/parts").glob("*.html")
        for name in re.findall(r"{% macro (\w+)", path.read_text(encoding="utf-8"))
    }
    assert {part.macro for part in PARTS} == macros


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.macro)
def test_a_part_looks_as_it_did(part: Part) -> None:
    seen = "".join(f"<!-- {name} -->\n{drawn.strip()}\n" for name, drawn in part.drawn)
    kept = SNAPSHOTS / f"{part.macro}.html"
    if os.environ.get("PORTALKIT_SNAPSHOTS") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(seen, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == seen


def test_no_snapshot_is_left_of_a_part_that_is_gone() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.html")} == {part.macro for part in PARTS}


def test_the_style_guide_shows_every_part() -> None:
    guide = style_guide(THEME)
    for part in PARTS:
        assert f'id="{part.macro}"' in guide
        assert part.drawn[0][1] in guide
