"""Which survey a result answers: as if every pair of titles were compared, without comparing any."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from portalkit.rules.facts.surveys import Answered

TITLES = st.text("食盐安全管理办法", max_size=12)


def of_one_matter(one: str, other: str) -> bool:
    """The rule in words: one long piece of two titles is the same, or the whole of the shorter one."""
    size = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return size >= min(6, len(one), len(other)) > 0


@given(TITLES, st.lists(TITLES, max_size=5))
def test_a_survey_is_answered_by_any_result_of_its_matter(matter: str, results: list[str]) -> None:
    assert Answered(results).has(matter) is any(of_one_matter(matter, result) for result in results)


def test_titles_as_offices_write_them() -> None:
    answered = Answered(["示例县食盐安全管理办法", "养犬"])
    assert answered.has("示例县食盐安全管理办法（修订）")
    assert answered.has("城市养犬管理规定")
    assert not answered.has("示例县停车场管理办法")
    assert not answered.has("")
