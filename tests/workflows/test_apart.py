"""One unit whose pages cannot be rendered keeps its old ones; the others go on, and somebody is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.county import ROOT, County

from portalkit.errors import RenderError
from portalkit.workflows.progress import Bars
from portalkit.workflows.verify import verify_clean

TRAP = '{% if "炸" in article.title %}{{ article.no_such_word }}{% endif %}'
"""A fault of a template that shows with one article only."""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of theme and plugins with a trap in the article template."""
    made = tmp_path / "house"
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    template = made / "theme" / "templates" / "article.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("{% block content %}", "{% block content %}" + TRAP, 1), encoding="utf-8")
    return made


def _mend(house: Path) -> None:
    template = house / "theme" / "templates" / "article.html"
    template.write_text(template.read_text(encoding="utf-8").replace(TRAP, ""), encoding="utf-8")


@pytest.fixture
def built(county: County, house: Path) -> County:
    """Two units with an article each, built."""
    county.article("shichang/policy", "2026-03-01-yan", title="食盐安全")
    county.article("shichang/policy", "2026-03-01-jiu", title="酒类管理")
    county.article("portal/notices", "2026-03-01-gao", title="公告")
    county.build(house=house)
    return county


def test_the_others_go_on_and_the_old_pages_stay(built: County, house: Path) -> None:
    built.article("shichang/policy", "2026-03-02-zha", title="炸")
    built.article("portal/notices", "2026-03-02-xin", title="新的公告")
    outcome = built.build(house=house)
    assert outcome.placed
    (line,) = outcome.failed
    assert "页面生成失败（shichang/policy/202603/zha.html）" in line
    assert built.has("/notices/202603/xin.html")
    assert "食盐安全" in built.page("/shichang/policy/202603/yan.html")
    assert not built.has("/shichang/policy/202603/zha.html")


def test_a_new_theme_comes_with_the_old_pages_of_the_unit_at_fault(built: County, house: Path) -> None:
    before = built.page("/shichang/policy/202603/yan.html")
    built.article("shichang/policy", "2026-03-02-zha", title="炸")
    with (house / "theme" / "static" / "css" / "site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n/* new */\n")
    outcome = built.build(house=house)
    assert outcome.placed
    assert outcome.failed
    assert not [finding for finding in outcome.findings if finding.code == "LK007"]
    assert built.page("/shichang/policy/202603/yan.html") == before
    assert built.page("/notices/202603/gao.html").count("site.")


def test_what_was_withdrawn_goes_even_then(built: County, house: Path) -> None:
    built.article("shichang/policy", "2026-03-02-zha", title="炸")
    next((built.root / "content").rglob("2026-03-01-jiu.md")).unlink()
    with (house / "theme" / "static" / "css" / "site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n/* new */\n")
    assert built.build(house=house).failed
    assert not built.has("/shichang/policy/202603/jiu.html")
    assert built.has("/shichang/policy/202603/yan.html")


def test_the_unit_is_tried_again_until_it_succeeds(built: County, house: Path) -> None:
    built.article("shichang/policy", "2026-03-02-zha", title="炸")
    with (house / "theme" / "static" / "css" / "site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n/* new */\n")
    assert built.build(house=house).failed
    assert built.build(house=house).failed
    built.article("shichang/policy", "2026-03-02-zha", title="不再")
    outcome = built.build(house=house)
    assert not outcome.failed
    assert built.has("/shichang/policy/202603/zha.html")
    assert not verify_clean(built.workspace(house=house), Bars(shown=False))


def test_a_unit_without_pages_to_stay_stops_the_build(county: County, house: Path) -> None:
    county.article("shichang/policy", "2026-03-02-zha", title="炸")
    with pytest.raises(RenderError, match="页面生成失败"):
        county.build(house=house)


def test_the_portal_itself_stops_the_build(built: County, house: Path) -> None:
    before = built.tree()
    built.article("portal/notices", "2026-03-02-zha", title="炸")
    with pytest.raises(RenderError, match="页面生成失败"):
        built.build(house=house)
    assert built.tree() == before
