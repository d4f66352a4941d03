"""The words of all rules, found in one pass."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portalkit.model.finding import Location
from portalkit.rules.tampering import tp001_gambling
from portalkit.rules.texts import Text
from portalkit.rules.vocabulary import Screen, enlisted, words_in
from portalkit.rules.wording import wd004_unfinished, wd005_forced_likes

_SIGNS = st.text(alphabet="县乡镇府ab \n", max_size=40)


@given(words=st.lists(st.text(alphabet="县乡镇府ab", min_size=1, max_size=4), max_size=8), text=_SIGNS)
def test_every_enlisted_word_is_found_where_it_stands_also_within_another(words: list[str], text: str) -> None:
    fresh = enlisted(words)
    assert words_in(text) & fresh == {word for word in fresh if word in text}


def test_a_word_that_is_enlisted_later_is_found_in_a_text_that_was_seen_before() -> None:
    text = "某县关于垒土筑堰的通知"
    assert "垒土筑堰" not in words_in(text)
    assert Screen("垒土筑堰").finds(text)


@given(text=_SIGNS)
def test_the_lines_with_a_word_are_all_lines_that_have_it(text: str) -> None:
    screen = Screen("县府 镇")
    spans = [*Text(text, "正文", Location("a"), lines=True).lines_with(screen)]
    expected = [line for line in text.split("\n") if "县府" in line or "镇" in line]
    assert [text[start:end] for start, end in spans] == expected


@pytest.mark.parametrize(
    ("pattern", "screen"),
    [(tp001_gambling._BRAND, tp001_gambling._SIGNS), (wd005_forced_likes._FORCED, wd005_forced_likes._SIGNS)],
    ids=["gambling", "forced likes"],
)
@given(data=st.data())
def test_whatever_a_pattern_finds_has_a_word_that_makes_the_rule_look(
    pattern: re.Pattern[str], screen: Screen, data: st.DataObject
) -> None:
    found = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags), fullmatch=True))
    assume(found == found.lower())
    assert screen.finds(found), found


@given(data=st.data())
def test_whatever_is_unfinished_has_a_word_that_makes_the_rule_look(data: st.DataObject) -> None:
    hole = wd004_unfinished._HOLE
    found = data.draw(st.from_regex(re.compile(hole.pattern, hole.flags), fullmatch=True))
    assume(not re.match("[Xx×]", found) and (found == found.lower() or "TODO" in found))
    assert wd004_unfinished._SIGNS.finds(found) or found == "todo", found
