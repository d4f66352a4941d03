"""Hugo's site has the pages that ours has: the same addresses, about the same bytes, the same words."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from benchmarks import hugo
from benchmarks.changes import edit_article, touch_theme, write_article
from benchmarks.corpus import TODAY, generate
from portalkit.model.standing import Standing
from portalkit.workflows.build import build
from portalkit.workflows.progress import silent
from portalkit.workflows.workspace import open_workspace

ROOT = Path(__file__).parents[2]
ARTICLES = 200

pytestmark = pytest.mark.skipif(hugo.program() is None, reason="hugo is not installed (extra bench)")


def tree(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.stat().st_size for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("bench")
    generate(root, ARTICLES)
    for number in range(3):
        edit_article(root / "content", number)
    write_article(root / "content", 1)
    workspace = open_workspace(
        ROOT,
        tenants=str(root / "tenants"),
        content=str(root / "content"),
        output=str(root / "output"),
        state=str(root / "state"),
        today=TODAY,
    )
    (outcome,) = build(workspace, silent())
    assert outcome.placed
    assert outcome.counts == {Standing.PUBLISHED: ARTICLES + 1}
    hugo.convert(root, ROOT / "theme", root / "hugo")
    subprocess.run(hugo.command(root / "hugo", root / "public"), check=True, timeout=120)
    return root / "output" / "shili", root / "public"


def page_sizes(folder: Path) -> list[int]:
    """The bytes of every page, without square codes: Hugo writes those to files of their own."""
    pages = (path.read_bytes() for path in folder.rglob("*.html"))
    return [len(re.sub(rb'(?s)<svg class="square-code".*?</svg>', b"", page)) for page in pages]


def test_every_page_of_ours_is_there_under_its_address(outputs: tuple[Path, Path]) -> None:
    ours, theirs = (set(tree(folder)) for folder in outputs)
    catalogues = {name for name in ours if re.search(r"disclosure/catalogue\.(html|json|csv)$", name)}
    assert {name for name in ours - theirs if not re.search(r"page-\d+\.html$", name)} == catalogues
    assert {name.replace("catalogue.", "catalogue/catalogue.") for name in catalogues if "html" not in name} <= theirs


def test_pages_and_their_size_are_within_three_percent(outputs: tuple[Path, Path]) -> None:
    ours, theirs = map(page_sizes, outputs)
    assert abs(len(theirs) / len(ours) - 1) < 0.03
    assert abs(sum(theirs) / sum(ours) - 1) < 0.03


def test_an_article_reads_the_same(outputs: tuple[Path, Path]) -> None:
    def words(folder: Path, name: str) -> str:
        text = (folder / name).read_text(encoding="utf-8")
        if name.startswith("notices/"):  # Hugo's neighbours are those of the folder, ours also what else is listed
            text = re.sub(r'(?s)<div class="neighbours".*?</div>', "", text)
        text = re.sub(r"(?s)<script.*?</script>|<[^>]+>", " ", text)
        # CommonMark does not see Chinese bold that ends with a full stop; that difference the report tells.
        return "".join(text.replace("**", "").split())

    ours, theirs = outputs
    names = [name for name in sorted(tree(ours)) if re.search(r"/\d{6}/[a-z]+-\d+\.html$", name)]
    assert len(names) == ARTICLES + 1
    assert [name for name in names if words(ours, name) != words(theirs, name)] == []


def test_touching_the_theme_renames_its_style_sheet(tmp_path: Path) -> None:
    sheet = tmp_path / "static" / "css" / "site.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("a{}")
    touch_theme(tmp_path, 1)
    first = sheet.read_text()
    touch_theme(tmp_path, 2)
    assert sheet.read_text() != first
    assert sheet.read_text().startswith("a{}")
    assert sheet.read_text().count("benchmark") == 1
