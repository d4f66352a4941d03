"""A build that has nothing to do says again what the last one said; whatever could have changed makes it look."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from support.county import ROOT, County

from portalkit.workflows import quiet
from portalkit.workflows.build import build
from portalkit.workflows.check import examine
from portalkit.workflows.digests import Tools
from portalkit.workflows.progress import Bars
from portalkit.workflows.quiet import Glance, Told
from portalkit.workflows.selection import Selection
from portalkit.workflows.workspace import Workspace


def told_before(workspace: Workspace, *, index: bool) -> Told | None:
    return quiet.told_before(workspace, Glance(Tools.of(workspace)), index=index)


@pytest.fixture
def settled(county: County) -> County:
    """A county that was built, with files old enough that their times are to be trusted."""
    county.article("shichang/policy", "2026-03-01-yan")
    _age(county)
    build(county.workspace(), Bars(shown=False))
    assert told_before(county.workspace(), index=True)
    return county


def _age(county: County) -> None:
    # A file of the last two seconds is looked at again; the change time cannot be set, only waited for.
    time.sleep(2.1)


def test_the_same_is_told_again_without_a_time(settled: County) -> None:
    told = told_before(settled.workspace(), index=True)
    assert told is not None
    assert "发布：1 篇" in told.text
    assert "没有变化，不必更新" in told.text
    assert "用时" not in told.text


def _edit(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="改过的正文。")


def _add(county: County) -> None:
    county.article("shichang/policy", "2026-03-02-jian")


def _remove(county: County) -> None:
    next((county.root / "content").rglob("2026-03-01-yan.md")).unlink()


def _register(county: County) -> None:
    file = county.root / "tenants" / "shili" / "shichang.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("李守正", "李守信"), encoding="utf-8")


def _lose_pages(county: County) -> None:
    shutil.rmtree(county.workspace().output)


def _lose_library(county: County) -> None:
    shutil.rmtree(county.workspace().library)


def _lose_index(county: County) -> None:
    shutil.rmtree(county.workspace().index)


def _write_to_the_library(county: County) -> None:
    _edit(county)
    examine(county.workspace(), Bars(shown=False), selection=Selection())


def _spoil_the_note(county: County) -> None:
    (county.workspace().state / "unchanged.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _add,
        _remove,
        _register,
        _lose_pages,
        _lose_library,
        _lose_index,
        _write_to_the_library,
        _spoil_the_note,
    ],
    ids=lambda change: change.__name__.strip("_"),
)
def test_whatever_changed_makes_the_build_look_for_itself(settled: County, change: Callable[[County], None]) -> None:
    change(settled)
    assert told_before(settled.workspace(), index=True) is None


def test_a_new_day_makes_the_build_look_for_itself(settled: County) -> None:
    today = settled.workspace().today + timedelta(days=1)
    assert told_before(settled.workspace(today=today.isoformat()), index=True) is None


def test_another_theme_makes_the_build_look_for_itself(settled: County) -> None:
    theme = settled.root / "theme"
    shutil.copytree(ROOT / "theme", theme)
    with (theme / "static" / "css" / "site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("/* new */")
    workspace = settled.workspace()
    changed = replace(workspace, house=replace(workspace.house, theme=theme))
    assert told_before(changed, index=True) is None


def test_an_index_that_was_left_behind_is_not_forgotten(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    _age(county)
    build(county.workspace(), Bars(shown=False), index=False)
    assert told_before(county.workspace(), index=False)
    assert told_before(county.workspace(), index=True) is None


def test_the_gravest_finding_is_remembered(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="[买](https://item.taobao.com/item.htm?id=1)")
    _age(county)
    build(county.workspace(), Bars(shown=False))
    told = told_before(county.workspace(), index=True)
    assert told is not None
    assert told.worst == "单项否决"
    assert "2026-03-01-yan.md" in told.text
