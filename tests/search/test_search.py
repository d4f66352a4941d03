"""What a citizen finds: real Whoosh index on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalkit.errors import SearchError
from portalkit.search.document import SearchDocument, SearchRequest
from portalkit.search.index import update
from portalkit.search.query import Searcher

BASE = SearchDocument(
    path="shili/shichang/policy/yan.md",
    key="1",
    portal="shili",
    tenant="shichang",
    tenant_name="市场监管局",
    column="policy",
    column_name="政策文件",
    places=("shichang/policy",),
    url="/shichang/policy/202603/yan.html",
    title="示例县食盐安全工作方案",
    source="市场监管局",
    published=date(2026, 3, 1),
    document_number="示市监发〔2026〕3号",
    text="为保障食盐质量，开展加碘食盐检查。2018广州经验可以借鉴。",
)
ROAD = replace(
    BASE,
    path="shili/jiaotong/notices/lu.md",
    tenant="jiaotong",
    tenant_name="交通局",
    column="notices",
    places=("jiaotong/notices", "portal/notices"),
    url="/jiaotong/notices/202605/lu.html",
    title="关于县道施工封闭的通告",
    published=date(2026, 5, 2),
    document_number="",
    text="县道改造施工，过往车辆绕行。沿线供应食盐的车辆凭证通行。",
)
MEAL = replace(
    BASE,
    path="shili/jiaoyu/dynamics/can.md",
    tenant="jiaoyu",
    tenant_name="教育局",
    column="dynamics",
    places=("jiaoyu/dynamics",),
    url="/jiaoyu/dynamics/202609/can.html",
    title="学校食堂检查",
    published=date(2026, 9, 1),
    document_number="",
    text="检查食堂用油用盐情况。",
)


def index(folder: Path, *documents: SearchDocument) -> tuple[int, int]:
    by_path = {d.path: d for d in documents}
    return update(folder, [(d.path, d.key) for d in documents], by_path.__getitem__)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    index(tmp_path, BASE, ROAD, MEAL)
    return tmp_path


def found(folder: Path, query: str, **where: object) -> list[str]:
    with Searcher(folder) as searcher:
        request = SearchRequest(query, **where)  # type: ignore[arg-type]
        return [hit.url for hit in searcher.search(request).hits]


def test_a_word_is_found_title_before_text(folder: Path) -> None:
    assert found(folder, "食盐") == [BASE.url, ROAD.url]


def test_words_apart_count_more_in_a_title_than_in_a_text(tmp_path: Path) -> None:
    named = replace(BASE, title="道路与食盐", text="略。", document_number="")
    told = replace(ROAD, title="略", text="道路。食盐。道路。食盐。", document_number="")
    index(tmp_path, named, told)
    assert found(tmp_path, "食盐 道路") == [named.url, told.url]


def test_a_search_can_be_kept_to_one_unit_one_column_and_a_time(folder: Path) -> None:
    assert found(folder, "食盐", tenant="shichang") == [BASE.url]
    assert found(folder, "食盐", column="notices") == [ROAD.url]
    assert found(folder, "食盐", tenant="portal", column="notices") == [ROAD.url]
    assert found(folder, "食盐", since=date(2026, 5, 2)) == [ROAD.url]
    assert found(folder, "食盐", until=date(2026, 5, 1)) == [BASE.url]
    assert found(folder, "食盐", portal="other") == []


def test_a_document_number_in_other_brackets_finds_its_document(folder: Path) -> None:
    assert found(folder, "示市监发[2026]第03号") == [BASE.url]


def test_what_looks_like_a_number_but_is_none_is_looked_for_as_words(folder: Path) -> None:
    assert found(folder, "食盐安全〔2026〕9号")[:1] == [BASE.url]


def test_a_space_between_digits_and_words_does_not_matter(folder: Path) -> None:
    assert found(folder, "2018 广州") == found(folder, "2018广州") == [BASE.url]


def test_one_character_is_enough(folder: Path) -> None:
    assert set(found(folder, "盐")) == {BASE.url, ROAD.url, MEAL.url}


def test_a_character_is_found_at_the_end_of_words_too(tmp_path: Path) -> None:
    index(
        tmp_path, replace(BASE, title="讲用盐", text="无。"), replace(ROAD, text="无。"), replace(MEAL, text="少放盐！")
    )
    assert found(tmp_path, "盐") == [BASE.url, MEAL.url]


def test_a_phrase_is_found_behind_many_newer_articles_that_hold_only_its_pairs(tmp_path: Path) -> None:
    apart = [
        replace(BASE, path=f"{n:03}", url=f"/{n}.html", title="无关", text="食盐。盐安。安全。", document_number="")
        for n in range(400)
    ]
    together = replace(MEAL, title="无关", text="讲食盐安全的事。", published=date(2020, 1, 1))
    index(tmp_path, *apart, together)
    assert found(tmp_path, "食盐安全")[0] == MEAL.url


def test_very_many_answers_are_counted_and_the_newest_are_shown(tmp_path: Path) -> None:
    many = [
        replace(
            BASE,
            path=f"{n:03}",
            url=f"/{n}.html",
            title="无关",
            text="食盐。",
            published=date.fromordinal(730000 + n),
            document_number="",
        )
        for n in range(400)
    ]
    index(tmp_path, *many)
    with Searcher(tmp_path) as searcher:
        answer = searcher.search(SearchRequest("食盐"))
    assert (answer.total, answer.exact, answer.pages) == (400, True, 30)
    assert [hit.url for hit in answer.hits][:2] == ["/399.html", "/398.html"]


def test_the_exact_title_comes_first(folder: Path) -> None:
    for document in (BASE, ROAD, MEAL):
        assert found(folder, document.title)[0] == document.url


def test_pairs_that_only_meet_by_chance_are_no_phrase(tmp_path: Path) -> None:
    apart = replace(BASE, path="a", url="/a.html", title="无关", text="食盐。盐安。安全。", document_number="")
    together = replace(BASE, path="b", url="/b.html", title="无关", text="讲食盐安全的事。", document_number="")
    index(tmp_path, apart, together)
    assert found(tmp_path, "食盐安全")[0] == "/b.html"


def test_a_question_without_an_exact_answer_still_finds_the_nearest(folder: Path) -> None:
    assert BASE.url in found(folder, "加碘食盐检查怎么办")


def test_an_excerpt_marks_what_was_asked_for(folder: Path) -> None:
    with Searcher(folder) as searcher:
        hit = searcher.search(SearchRequest("绕行")).hits[0]
    assert [part.text for part in hit.excerpt if part.mark] == ["绕行"]


def test_an_update_brings_in_what_is_new_and_takes_out_what_is_gone(folder: Path) -> None:
    changed = replace(BASE, key="2", title="食糖供应方案", text="食糖。", document_number="")
    assert index(folder, changed, ROAD) == (1, 1)
    assert found(folder, "食盐安全工作方案", tenant="shichang") == []
    assert found(folder, "食糖") == [BASE.url]
    assert found(folder, "食堂") == []
    assert index(folder, changed, ROAD) == (0, 0)


def test_without_an_index_the_operator_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match=r"还没有检索索引。 请先运行 invoke build。"):
        Searcher(tmp_path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40))
def test_nobody_can_ask_something_that_breaks_the_search(folder: Path, query: str) -> None:
    with Searcher(folder) as searcher:
        answer = searcher.search(SearchRequest(query))
    assert answer.total >= len(answer.hits)


def test_pages_of_an_answer_hold_each_article_once(tmp_path: Path) -> None:
    many = [
        replace(BASE, path=f"{n:03}", url=f"/{n}.html", title=f"食盐通知{n}", document_number="") for n in range(25)
    ]
    index(tmp_path, *many)
    urls = [url for page in (1, 2, 3) for url in found(tmp_path, "食盐", page=page)]
    assert sorted(urls) == sorted(d.url for d in many)
