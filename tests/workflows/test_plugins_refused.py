"""Real Pelican, one plugin or template broken: the build refuses and the old pages stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.county import ROOT, County

from portalkit.errors import ExitCode, RenderError
from portalkit.render.settings import EXPECTED_PLUGINS


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the real theme and plugin set that a test may break."""
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, tmp_path / "house" / name)
    return tmp_path / "house"


BREAKAGES = {
    "cannot be imported": "import a_module_that_is_not_there\n",
    "is not Python": "def register(:\n",
    "raises when registered": "def register():\n    raise RuntimeError('broken')\n",
    "raises when imported": "raise ValueError('broken')\n",
}


@pytest.mark.parametrize("name", EXPECTED_PLUGINS)
@pytest.mark.parametrize("how", BREAKAGES)
def test_a_broken_plugin_stops_the_build_and_leaves_the_old_pages(
    county: County, house: Path, name: str, how: str
) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="旧的内容。")
    county.build(house=house)
    before = county.tree()
    (house / "plugins" / f"{name}.py").write_text(f'"""Broken."""\n{BREAKAGES[how]}', encoding="utf-8")
    county.article("shichang/policy", "2026-03-01-yan", body="新的内容。")
    with pytest.raises(RenderError) as error:
        county.build(house=house)
    assert error.value.exit_code is ExitCode.USAGE
    assert county.tree() == before


def test_the_operator_is_told_which_plugin_is_missing(county: County, house: Path) -> None:
    (house / "plugins" / "portal_notices.py").unlink()
    with pytest.raises(RenderError, match=r"插件 portal_notices 没有装载成功。 请检查 plugins/ 目录下的这些文件。"):
        county.build(house=house)


def test_a_plugin_of_that_name_from_elsewhere_is_not_accepted(
    county: County, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (house / "plugins" / "portal_notices.py").rename(elsewhere / "portal_notices.py")
    monkeypatch.syspath_prepend(str(elsewhere))
    with pytest.raises(RenderError, match="插件 portal_notices 没有装载成功"):
        county.build(house=house)


def test_a_template_that_asks_for_what_a_page_does_not_have_stops_the_build(county: County, house: Path) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    template = house / "theme" / "templates" / "article.html"
    text = template.read_text(encoding="utf-8")
    assert "article.title" in text
    template.write_text(text.replace("article.title", "article.no_such_word"), encoding="utf-8")
    with pytest.raises(RenderError, match="页面生成失败（shichang/policy/202603/yan.html）"):
        county.build(house=house)


def test_a_page_without_its_site_code_stops_the_release(county: County, house: Path) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build(house=house)
    before = county.tree()
    for template in (house / "theme" / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        template.write_text(text.replace("identity.site_code", "identity.email"), encoding="utf-8")
    outcome = county.build(house=house)
    assert not outcome.placed
    assert "ID001" in {finding.code for finding in outcome.findings}
    assert county.tree() == before


def test_a_style_sheet_that_no_theme_file_answers_stops_the_release(county: County, house: Path) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build(house=house)
    before = county.tree()
    base = house / "theme" / "templates" / "base.html"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("{{ shell.stylesheet }}", "/static/css/gone.css"), encoding="utf-8")
    outcome = county.build(house=house)
    assert outcome.placed is False
    assert "LK007" in {finding.code for finding in outcome.findings}
    assert county.tree() == before
