"""The corpus of the benchmarks: the same bytes for the same seed, and every article of it may go out."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import TODAY, generate
from portalkit.model.standing import Standing
from portalkit.workflows.check import check
from portalkit.workflows.progress import silent
from portalkit.workflows.workspace import open_workspace

ROOT = Path(__file__).parents[2]


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path / "one", 120, seed=7)
    generate(tmp_path / "two", 120, seed=7)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_another_seed_writes_other_articles(tmp_path: Path) -> None:
    generate(tmp_path / "one", 60, seed=1)
    generate(tmp_path / "two", 60, seed=2)
    assert files(tmp_path / "one").keys() != files(tmp_path / "two").keys()


def test_it_has_as_many_articles_as_were_asked_for_and_about_three_kilobytes_each(tmp_path: Path) -> None:
    generate(tmp_path, 900)
    articles = [raw for name, raw in files(tmp_path).items() if name.endswith(".md")]
    assert len(articles) == 900
    assert 2500 < sum(map(len, articles)) / 900 < 3500
    tables = sum(b"\n| --- |" in raw for raw in articles)
    assert 0.2 < tables / 900 < 0.4


SPARSE = {"DC010", "IA006", "IP002", "IP003", "IP004", "SV001", "SV002", "UK001", "UK002", "UK003", "UK008", "UK009"}
"""What is told of a county drawn by lot: columns behind, guides without all elements, documents not explained."""


def test_every_article_is_clean_in_itself_and_goes_out(tmp_path: Path) -> None:
    generate(tmp_path, 700)
    workspace = open_workspace(
        ROOT,
        tenants=str(tmp_path / "tenants"),
        content=str(tmp_path / "content"),
        output=str(tmp_path / "output"),
        state=str(tmp_path / "state"),
        today=TODAY,
    )
    (outcome,) = check(workspace, silent())
    assert {finding.code for finding in outcome.findings} <= SPARSE
    assert outcome.counts == {Standing.PUBLISHED: 700}
