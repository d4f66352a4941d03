"""An index that grew by changes answers as one that was made at once: hits, order, scores and counts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search.articles import make

from portalkit.search import query
from portalkit.search.document import SearchAnswer, SearchDocument, SearchRequest
from portalkit.search.index import apply, tidy, update
from portalkit.search.query import Searcher

WORDS = ("食盐", "安全", "工作", "方案", "道路", "施工", "公告", "2026年", "abc")
QUERIES = (
    *WORDS,
    "食盐安全",
    "道路施工公告",
    "安全工作方案 2026",
    "食盐 道路 公告 怎么办",
    "盐",
    "年",
    "示发[2026]2号",
    "无此事",
)

Edit = tuple[int, SearchDocument | None]


@st.composite
def edits(draw: st.DrawFn) -> list[Edit]:
    """Articles that come, change and go; ten places in all."""
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
    made: list[Edit] = []
    for n in range(draw(st.integers(1, 24))):
        path = draw(st.integers(0, 9))
        if draw(st.integers(0, 4)) == 0:
            made.append((path, None))
            continue
        number = draw(st.sampled_from(["", "示发〔2026〕2号"]))
        text = "。".join(draw(st.lists(words, min_size=1, max_size=4)))
        article = make(str(path), draw(words), text, key=str(n), day=draw(st.integers(1, 3)), number=number)
        made.append((path, article))
    return made


def answers(folder: Path) -> Iterator[SearchAnswer]:
    with Searcher(folder) as searcher:
        for asked in QUERIES:
            yield searcher.search(SearchRequest(asked, size=100))
        yield searcher.search(SearchRequest("食盐", tenant="shichang", column="policy"))


@pytest.mark.parametrize(("closely", "further"), [(300, 1500), (2, 3)])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=edits())
def test_a_grown_index_answers_as_a_new_one(monkeypatch, closely: int, further: int, steps: list[Edit]) -> None:
    monkeypatch.setattr(query, "CANDIDATES", closely)
    monkeypatch.setattr(query, "FURTHER", further)
    with tempfile.TemporaryDirectory() as scratch:
        grown, new = Path(scratch, "grown"), Path(scratch, "new")
        update(grown, [], {}.__getitem__, state="-1")
        now: dict[str, SearchDocument] = {}
        for n, (path, article) in enumerate(steps):
            now.pop(str(path), None)
            if article:
                now[str(path)] = article
            changed, removed = ([article], []) if article else ([], [str(path)])
            assert apply(grown, changed, removed, since=str(n - 1), state=str(n))
        update(new, [(d.path, d.key) for d in reversed(now.values())], now.__getitem__)
        expected = list(answers(new))
        assert list(answers(grown)) == expected
        tidy(grown)
        assert list(answers(grown)) == expected
