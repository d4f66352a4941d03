"""What our codec keeps, Whoosh reads: its own queries over our segments find what they find over its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search.articles import make
from whoosh.filedb.filestore import RamStorage
from whoosh.query import And, Every, Not, Or, Prefix, Query, Term
from whoosh.reading import MultiReader, TermNotFound
from whoosh.searching import Searcher

from portalkit.search.catalogue import Catalogue
from portalkit.search.codec import Leaf
from portalkit.search.document import SearchDocument
from portalkit.search.index import POSTINGS, apply, update
from portalkit.search.schema import schema

TEXTS = ("食盐安全", "食盐供应", "道路安全 2026", "道路施工", "学校食堂", "ABC 安全", "食堂用盐")
Asked = Callable[[Query], set[str]]


@pytest.fixture(scope="module")
def articles() -> list[SearchDocument]:
    return [
        replace(
            make(f"p{n}", TEXTS[n % 7], f"{TEXTS[n % 5]}。{TEXTS[n % 3]}"),
            tenant=f"t{n % 3}",
            places=(f"t{n % 3}/c", "x/y"),
        )
        for n in range(21)
    ]


@pytest.fixture(scope="module")
def ours(articles: list[SearchDocument], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """Our segments, three of them, with articles taken out, asked by Whoosh."""
    folder = tmp_path_factory.mktemp("ours")
    first = articles[:15]
    update(folder, [(a.path, "0") for a in first], {a.path: a for a in first}.__getitem__, state="1")
    apply(folder, articles[12:18], [], since="1", state="2")
    apply(folder, articles[18:], ["p0"], since="2", state="3")
    catalogue = Catalogue(folder)
    segments = catalogue.segments()
    assert [len(segment.gone) > 0 for segment in segments] == [True, False, False]
    leaves = [Leaf(folder / POSTINGS, s.number, s.size, s.gone) for s in segments]
    numbered = [(leaf.number << 16) + place for leaf in leaves for place in range(leaf.doc_count_all())]
    searcher = Searcher(MultiReader(leaves))

    def asked(query: Query) -> set[str]:
        return {catalogue.document(numbered[place]).path for place in searcher.docs_for_query(query)}

    yield asked
    searcher.close()
    catalogue.close()


@pytest.fixture(scope="module")
def theirs(articles: list[SearchDocument]) -> Asked:
    """The same articles, written and asked by Whoosh alone, in its own format."""
    index = RamStorage().create_index(schema())
    kept = [a for a in articles if a.path != "p0"]
    with index.writer() as writer:
        for a in kept:
            writer.add_document(
                portal=a.portal, tenant=a.tenant, places=",".join(a.places), title=a.title, text=a.text, order=1
            )
    searcher = index.searcher()
    return lambda query: {kept[place].path for place in searcher.docs_for_query(query)}


TERMS = st.one_of(
    st.builds(
        Term, st.sampled_from(["title", "text"]), st.sampled_from(["食盐", "安全", "道路", "2026", "abc", "全", "无有"])
    ),
    st.builds(Term, st.just("tenant"), st.sampled_from(["t0", "t1", "t9"])),
    st.builds(Term, st.just("places"), st.sampled_from(["t1/c", "x/y"])),
    st.builds(Prefix, st.sampled_from(["title", "text"]), st.sampled_from(["食", "盐", "a", "龘"])),
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(And),
        st.lists(inner, min_size=1, max_size=3).map(Or),
        inner.map(lambda query: And([Every(), Not(query)])),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(query=QUERIES)
def test_whoosh_finds_in_our_segments_what_it_finds_in_its_own(ours: Asked, theirs: Asked, query: Query) -> None:
    assert ours(query) == theirs(query)


def test_a_segment_knows_its_terms_as_whoosh_asks_for_them(tmp_path: Path, article) -> None:
    given = article("a", "食盐", "安全 abc", number="示发〔2026〕2号")
    update(tmp_path, [("a", "1")], lambda _: given)
    leaf = Leaf(tmp_path / POSTINGS, 1, 1)
    assert sorted(leaf.lexicon("text")) == [b"abc", "全".encode(), "安全".encode()]
    assert list(leaf.expand_prefix("text", "安")) == ["安全".encode()]
    assert ("title", "食盐") in leaf
    assert ("title", "安全") not in leaf
    assert {name for name, _ in leaf.all_terms()} == {
        "portal",
        "tenant",
        "places",
        "columns",
        "number",
        "title",
        "text",
    }
    assert leaf.term_info("number", "示发|2026|2").doc_frequency() == 1
    assert leaf.frequency("text", "安全") == leaf.doc_frequency("text", "安全") == 1
    assert all(info.weight() == 1 for _, info in leaf)
    assert next(term for term, _ in leaf.iter_from("text", "b")) == ("text", "全".encode())
    with pytest.raises(TermNotFound):
        leaf.term_info("text", "没有")
    leaf.close()
