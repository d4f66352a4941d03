"""Numbers that tell who somebody is, and the many that only look like them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portalkit.rules.content.check_digits import is_credit_code
from portalkit.rules.privacy.numbers import (
    is_card_number,
    is_identity_number,
    is_mobile_number,
    is_old_identity_number,
    numbers,
)
from portalkit.rules.texts import folded

TODAY = date(2026, 11, 21)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SAMPLES = ["11010519491231002X", "440524188001010014", "34052419800101001X"]
CARDS = ["6200000000000005", "6212345678901265", "4111111111111111"]

identity = st.builds(
    lambda province, place, born, order: f"{province}{place:04}{born:%Y%m%d}{order:03}",
    st.sampled_from([11, 13, 37, 44, 51, 64, 65, 71, 82]),
    st.integers(101, 9999),
    st.dates(date(1900, 1, 1), date(2026, 11, 20)),
    st.integers(0, 999),
).map(lambda head: head + "10X98765432"[sum(int(s) * w for s, w in zip(head, WEIGHTS, strict=True)) % 11])


@st.composite
def cards(draw: st.DrawFn) -> str:
    head = "62" + "".join(str(draw(st.integers(0, 9))) for _ in range(draw(st.integers(13, 16))))
    assume(len(set(head)) > 1)
    total = sum(
        (doubled - 9 if (doubled := int(sign) * 2) > 9 else doubled) if place % 2 == 0 else int(sign)
        for place, sign in enumerate(reversed(head))
    )
    return head + str(-total % 10)


@pytest.mark.parametrize("number", SAMPLES)
def test_public_samples_are_identity_numbers(number):
    assert is_identity_number(number, until=TODAY)


@given(identity)
def test_a_number_with_the_right_check_digit_is_one(number):
    assert is_identity_number(number, until=TODAY)


@given(identity, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_seen(number, place, more):
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert not is_identity_number(wrong, until=TODAY)


@given(identity)
def test_two_neighbours_exchanged_are_seen(number):
    for place in range(16):
        wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert wrong == number or not is_identity_number(wrong, until=TODAY)


@given(st.text("0123456789", min_size=18, max_size=18))
def test_an_account_number_of_eighteen_digits_hardly_ever_is_one(number):
    # One in some seventy thousand has a province, a day and a check digit by chance.
    assume(number[6:8] not in ("18", "19", "20"))
    assert not is_identity_number(number, until=TODAY)


@given(identity)
def test_nobody_is_born_after_the_day_of_publication(number):
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    assert not is_identity_number(number, until=born - timedelta(days=1))


@pytest.mark.parametrize("code", ["11441700007280420Y", "914403001922038216", "91350100M000100Y43"])
def test_a_credit_code_is_no_identity_number(code):
    assert is_credit_code(code)
    assert not is_identity_number(code, until=TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "201912301530459876",  # a serial number that starts with a moment
        "640499202600012345",  # division, year, serial
        "110105194912310020",  # wrong check digit
        "110105194913310021",  # no such month
        "990105194912310028",  # no such province
        "11010519491231002",
        "11010519491231002XX",
        "１１０１０５１９４９１２３１００２Ｘ",  # folded before it is asked
    ],
)
def test_look_alikes_are_none(number):
    assert not is_identity_number(number, until=TODAY)


@given(
    identity,
    st.sampled_from(["6-8-4", "6-4-4-4", "6-12", "14-4", "3-3-4-4-4", "4-4-4-4-2", "17-1"]),
    st.sampled_from(" -—"),
)
def test_a_number_split_as_people_do_is_found_whole(number, grouping, gap):
    pieces, place = [], 0
    for length in map(int, grouping.split("-")):
        pieces.append(number[place : place + length])
        place += length
    assert number in {found.digits for found in numbers(f"身份证号：{gap.join(pieces)}。")}


@given(identity)
def test_a_number_in_wide_digits_or_with_unseen_signs_is_found(number):
    wide = number.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789X"})
    unseen = "\u200b".join(number)
    for written in (wide, unseen, " ".join(number), number.lower()):
        assert number in {found.digits for found in numbers(folded(f"（{written}）"))}


@given(identity)
def test_a_masked_number_is_none(number):
    for masked in (number[:6] + "*" * 8 + number[14:], number[:4] + "**********" + number[14:]):
        assert not any(is_identity_number(found.digits, until=TODAY) for found in numbers(masked))


@given(st.lists(st.integers(0, 99_999), min_size=2, max_size=9))
def test_a_row_of_a_table_is_no_person(values):
    row = " ".join(map(str, values)) + " 53.7"
    found = [number.digits for number in numbers(row)]
    assume(not any(is_identity_number(digits, until=TODAY) for digits in found))  # by chance, one in a million
    assert all(len(digits) >= 10 for digits in found)


@pytest.mark.parametrize(
    "row", ["非税收入 16240 8728 53.7", "合计 45350 23418 51.6", "面积 138.12345678", "金额 13,812,345,678"]
)
def test_amounts_are_no_telephones(row):
    assert not any(is_mobile_number(number.digits) for number in numbers(row))


@pytest.mark.parametrize("written", ["13812345678", "138 1234 5678", "138-1234-5678", "1381234 5678"])
def test_a_mobile_number_is_found_as_people_write_it(written):
    assert [number.digits for number in numbers(f"张三 {written}")][:1] == ["13812345678"]
    assert is_mobile_number("13812345678")


@pytest.mark.parametrize("number", ["12812345678", "1381234567", "138123456789", "4008123456", "09543012345"])
def test_other_telephones_are_no_mobiles(number):
    assert not is_mobile_number(number)


def test_a_landline_before_a_mobile_hides_it_not():
    assert "13812345678" in {number.digits for number in numbers("0954-3012345 13812345678")}


@pytest.mark.parametrize("number", CARDS)
def test_public_samples_are_cards(number):
    assert is_card_number(number)


@given(cards())
def test_a_card_with_the_right_check_digit_is_one(number):
    assert is_card_number(number)


@given(cards(), st.integers(2, 14), st.integers(1, 9))
def test_one_wrong_digit_of_a_card_is_seen(number, place, more):
    assert not is_card_number(number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :])


@pytest.mark.parametrize(
    "number", ["6222021234567890123", "6000000000000000", "1234567890123456", "621234567890126", "6" * 16]
)
def test_look_alikes_of_cards_are_none(number):
    assert not is_card_number(number)


def test_numbers_of_the_first_generation_have_a_province_and_a_day():
    assert is_old_identity_number("110105491231002")
    assert not is_old_identity_number("110105491331002")
    assert not is_old_identity_number("000105491231002")


def test_a_report_never_repeats_the_number():
    (number,) = numbers("11010519491231002X")
    assert number.masked == "110***********002X"
