"""How text becomes terms, and how document numbers are recognised in any writing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portalkit.search.analyzer import entries, is_lone, terms
from portalkit.search.folding import fold, number_key

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("食盐安全", ["食盐", "盐安", "安全"]),
        ("盐", ["盐"]),
        ("2026年食盐", ["2026", "年食", "食盐"]),
        ("2018 广州", ["2018", "广州"]),
        ("2018广州", ["2018", "广州"]),
        ("ＡＢＣ　GB2312", ["abc", "gb2312"]),
        ("《食盐》，安全。", ["食盐", "安全"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_terms_of_a_text(text: str, expected: list[str]) -> None:
    assert list(terms(text)) == expected


@given(before=HAN, word=HAN, after=HAN)
def test_the_terms_of_any_part_are_terms_of_the_whole(before: str, word: str, after: str) -> None:
    assert set(terms(word)) <= set(terms(before + word + after))


STRANGE = st.text(
    st.sampled_from("食盐〇\u3400\uf900\u0301\u0308ΑΣσｶﾞㄱㅏ각①㈱Ａa1２_-，。 \n\U00020000\u2f00"), max_size=12
)


@given(before=STRANGE, part=STRANGE, after=STRANGE)
def test_a_text_is_filed_under_all_that_its_parts_are_looked_for_by(before: str, part: str, after: str) -> None:
    filed = entries(fold(f"{before} {part} {after}"))
    assert {term for term in terms(part) if not is_lone(term)} <= filed
    assert all(any(entry.startswith(term) for entry in filed) for term in terms(part) if is_lone(term))


@given(st.one_of(st.text(max_size=60), STRANGE))
@example("中Σ")
@example("中\u0301\u0308中")
def test_folding_between_chinese_characters_is_folding_the_whole(text: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKC", text).lower()


@given(st.text(max_size=60))
def test_no_text_is_too_strange_for_terms(text: str) -> None:
    assert all(terms(text))


@pytest.mark.parametrize(
    "written",
    [
        "国办发〔2017〕47号",
        "国办发[2017]47号",
        "国办发（2017）47号",
        "国办发(2017)第47号",
        "国办发【2017】47 号",
        "国办发 〔2017〕 047 号",
        "国办发〔２０１７〕４７号",
        "国办发〔2017年〕47号",
    ],
)
def test_one_document_number_in_many_writings(written: str) -> None:
    assert number_key(written) == "国办发|2017|47"


@pytest.mark.parametrize("text", ["食盐安全", "2017年47号", "国办发2017", "", "〔2017〕47号"])
def test_what_is_no_document_number(text: str) -> None:
    assert number_key(text) == ""
