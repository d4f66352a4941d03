"""What is planted: the same for the same seed, numbers as they say they are, counted as told; and no rule got worse."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.samples import finding

from benchmarks.planting import FIRST, SECOND, THIRD, Plant, Planted, plant_all, plants
from benchmarks.precision import judged, measure, score
from benchmarks.precision_report import UNPLANTED, page, total
from benchmarks.score import Score
from benchmarks.slots import Slots
from benchmarks.tampering import tamperings
from portalkit.model.finding import Severity
from portalkit.rules.content.check_digits import is_credit_code
from portalkit.rules.privacy.numbers import is_card_number, is_identity_number, is_mobile_number
from portalkit.rules.registry import RULES

PUBLISHED = date(2026, 3, 12)
SETS = (FIRST, SECOND, THIRD)


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_the_same_seed_plants_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        plant_all(tmp_path / name, SECOND, each=1, plain=3)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


@pytest.mark.parametrize("of", SETS)
def test_what_is_planted_is_for_rules_that_exist_and_every_place_is_filled(of: str) -> None:
    codes = {rule.code for rule in RULES}
    slots = Slots(random.Random(1), PUBLISHED)
    for plant in plants(of):
        assert {plant.rule, *plant.also} <= codes
        text = f"{plant.body}{plant.whole}".replace("{serial}", "7").replace("{serial6}", "000007")
        assert "{" not in slots.fill(text)


def test_no_sentence_stands_in_two_sets() -> None:
    bodies = [plant.body for of in SETS for plant in plants(of) if len(plant.body) > 12 and not plant.document]
    assert len(set(bodies)) >= len(bodies) - 8, "document heads share a short body"


@given(st.integers())
def test_numbers_are_what_their_slots_say(seed: int) -> None:
    slots = Slots(random.Random(seed), PUBLISHED)
    assert is_identity_number(slots.fill("{id}"), until=PUBLISHED)
    assert is_identity_number(slots.fill("{id_blank}").replace(" ", ""), until=PUBLISHED)
    assert not is_identity_number(slots.fill("{serial18}"), until=PUBLISHED)
    assert is_credit_code(slots.fill("{uscc}"))
    assert is_credit_code(slots.fill("{uscc_digits}"))
    assert is_card_number(slots.fill("{card}"))
    assert is_mobile_number(slots.fill("{mobile}"))


def test_a_rule_is_held_against_what_was_planted() -> None:
    bad, good = Plant("LK001", True, 1, "x"), Plant("LK001", False, 1, "y")
    where = [f"shili/shuili/notices/2026-03-12-{n}.md" for n in range(4)]
    planted = [Planted(where[0], bad), Planted(where[1], bad), Planted(where[2], good), Planted(where[3], None)]
    told = [finding("LK001", Severity.VETO, path=path) for path in (where[0], where[2], where[3])]
    scores = score(planted, [*told, finding("RV001", path=where[0])])
    one = scores["LK001"]
    assert (one.planted, one.found, one.innocent, one.wrong) == (2, 1, 1, 2)
    assert (one.recall, one.precision) == (0.5, 1 / 3)
    assert set(scores) == {"LK001"}, "that nobody signed is no mistake here"


def test_what_another_plant_allows_is_no_false_alarm() -> None:
    plant = Plant("LK004", True, 1, "x", also=("LK001",))
    scores = score([Planted("a", plant)], [finding("LK001", path="a")])
    assert scores["LK001"].wrong == 0 if "LK001" in scores else True
    assert scores["LK004"].found == 0


@pytest.mark.parametrize("of", [FIRST, SECOND])
def test_no_rule_got_worse_on_what_it_was_mended_by(of: str, tmp_path: Path) -> None:
    scores = measure(of, each=2, plain=20, work=tmp_path / "work")
    assert {code: one.missed for code, one in scores.items() if +one.missed} == {}
    assert {code: one.alarms for code, one in scores.items() if +one.alarms} == {}


def test_no_veto_is_false_on_what_no_rule_was_mended_by(tmp_path: Path) -> None:
    vetoes = {rule.code for rule in RULES if rule.severity.blocks_publication}
    scores = measure(THIRD, each=2, plain=20, work=tmp_path / "work")
    assert {code: one.alarms for code, one in scores.items() if code in vetoes and +one.alarms} == {}
    assert (total(scores).recall or 0) > 0.8


def test_the_report_has_a_line_for_each_measured_rule() -> None:
    text = page({FIRST: {"PR001": Score(4, 3, 2, 1)}, SECOND: {}, THIRD: {"PR001": Score(2, 2, 1, 0)}}, judged())
    assert (
        "| [PR001](PR001.md) 公开居民身份证号 | 单项否决 | 4 | 75.0% | 2 | 1 | 75.0% | 2 | 100% | 1 | 0 | 100% |"
        in text
    )
    assert "DC002：报 2 条，对 2 条" in text


def test_each_rule_is_planted_or_it_is_said_why_not() -> None:
    planted = {plant.rule for of in SETS for plant in plants(of)} | {one.rule for of in SETS for one in tamperings(of)}
    reasons = [code for codes in UNPLANTED for code in codes.split()]
    assert sorted([*planted, *reasons]) == sorted(rule.code for rule in RULES)


def test_every_rule_with_mistakes_has_look_alikes_too() -> None:
    for of in SETS:
        for planted in (plants(of), tamperings(of)):
            wanted = {one.rule for one in planted if one.wanted}
            assert wanted == {one.rule for one in planted if not one.wanted}


def test_a_page_is_changed_where_it_is_said() -> None:
    (first, *_) = tamperings(FIRST)
    assert first.done_to("<main>一</main>二") == f"<main>一{first.put}</main>二"
    assert first.done_to("没有") == "没有"


def test_a_mistake_that_another_rule_told_is_missed_and_said_to_be_told() -> None:
    plant = Plant("LK004", True, 1, "x", also=("LK001",))
    missed = score([Planted("a", plant)], [finding("LK001", path="a")])["LK004"].missed
    assert missed == {"LK004 错例 1“x”（LK001 报了）": 1}


def test_what_comes_along_counts_for_its_article() -> None:
    plant = Plant("LK001", True, 1, "x")
    one = score([Planted("a", plant, "b")], [finding("LK001", path="b")])["LK001"]
    assert (one.planted, one.found, one.wrong) == (1, 1, 0)
