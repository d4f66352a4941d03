"""Numbers of organisations and documents as properties: every right one passes, every slip of the pen is seen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portalkit.rules.content.check_digits import is_credit_code, is_organisation_code
from portalkit.rules.content.dc001_index_number import fits_scheme
from portalkit.rules.content.dc002_document_number import corrected, is_document_number
from portalkit.rules.pictures.im002_map import NUMBER
from portalkit.rules.privacy.numbers import (
    is_card_number,
    is_identity_number,
    is_mobile_number,
    is_old_identity_number,
    mobile_numbers,
    numbers,
)

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
UNTIL = date(2026, 11, 21)


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def organisation(body: str) -> str:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(sign) * weight for sign, weight in zip(body, weights, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(rest, str(rest))


def credit(body: str) -> str:
    total = sum(CREDIT.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + CREDIT[-total % 31]


organisations = digits(8).map(organisation)
credit_codes = st.text(CREDIT, min_size=17, max_size=17).map(credit)
years = st.integers(1990, 2099).map(str)
words = st.text("示例县水政办发规函市监府党人社教卫农国", min_size=1, max_size=8)
document_numbers = st.builds("{}〔{}〕{}号".format, words, years, st.integers(1, 9999))


@given(organisations)
def test_an_organisation_code_with_the_right_check_digit_is_one(code: str) -> None:
    assert is_organisation_code(code)


@given(organisations, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_of_an_organisation_code_is_seen(code: str, place: int, more: int) -> None:
    other = str((int(code[place]) + more) % 10)
    assert not is_organisation_code(code[:place] + other + code[place + 1 :])


@given(credit_codes)
def test_a_credit_code_with_the_right_check_sign_is_one(code: str) -> None:
    assert is_credit_code(code)


@given(credit_codes, st.integers(0, 17), st.integers(1, 30))
def test_one_wrong_sign_of_a_credit_code_is_seen(code: str, place: int, more: int) -> None:
    other = CREDIT[(CREDIT.index(code[place]) + more) % 31]
    assert not is_credit_code(code[:place] + other + code[place + 1 :])


@given(credit_codes, st.integers(0, 16))
def test_two_neighbours_of_a_credit_code_exchanged_are_seen(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    assert not is_credit_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@given(credit_codes, st.sampled_from("IOZSV"), st.integers(0, 17))
def test_letters_that_look_like_digits_are_in_no_credit_code(code: str, letter: str, place: int) -> None:
    assert not is_credit_code(code[:place] + letter + code[place + 1 :])


SCHEMES: dict[str, st.SearchStrategy[str]] = {
    "org9": st.builds("{}/{}-{}".format, organisations, years, digits(5)),
    "uscc": st.builds("{}/{}-{}".format, credit_codes, years, digits(5)),
    "div6": st.builds("{}/{}-{}".format, digits(6), years, digits(6)),
    "six": st.builds("{}-{}-{}-{}-{}-{}".format, digits(6), digits(2), digits(2), digits(2), years, digits(4)),
}


@pytest.mark.parametrize("scheme", SCHEMES)
@given(data=st.data())
def test_an_index_number_fits_its_own_scheme_and_no_other(scheme: str, data: st.DataObject) -> None:
    number = data.draw(SCHEMES[scheme])
    assert [name for name in SCHEMES if fits_scheme(number, name)] == [scheme]


@pytest.mark.parametrize("scheme", ["org9", "uscc", "div6"])
@given(data=st.data())
def test_an_index_number_with_a_slip_of_the_pen_fits_nothing(scheme: str, data: st.DataObject) -> None:
    number = data.draw(SCHEMES[scheme])
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    slips = [number.replace("/", "-"), number.replace("-", "—"), number[:-1], f"{number}1", f"{number} ", f" {number}"]
    for slip in (*slips, wide, number.replace("/", "／")):
        assert not any(fits_scheme(slip, name) for name in SCHEMES), slip


@given(document_numbers)
def test_a_document_number_of_the_usual_form_is_one(number: str) -> None:
    assert is_document_number(number)


@given(document_numbers, st.sampled_from(["[]", "()", "（）", "【】", "［］"]))
def test_other_brackets_are_seen_and_mended(number: str, brackets: str) -> None:
    wrong = number.replace("〔", brackets[0]).replace("〕", brackets[1])
    assert not is_document_number(wrong)
    assert corrected(wrong) == f"改成“{number}”。"


@given(document_numbers, st.sampled_from(["〕0", "〕第", "〕 "]))
def test_what_stands_before_the_serial_is_seen_and_mended(number: str, instead: str) -> None:
    wrong = number.replace("〕", instead)
    assert not is_document_number(wrong)
    assert corrected(wrong) == f"改成“{number}”。"


@given(st.text(max_size=40))
def test_no_text_makes_a_check_of_numbers_fail(text: str) -> None:
    for scheme in (*SCHEMES, "unknown"):
        fits_scheme(text, scheme)
    for check in (is_document_number, is_organisation_code, is_credit_code, is_mobile_number, is_card_number):
        check(text)
    is_identity_number(text, until=UNTIL)
    is_old_identity_number(text)
    corrected(text)


@given(st.sampled_from("3456789"), digits(9))
def test_eleven_digits_from_thirteen_to_nineteen_are_a_mobile(second: str, rest: str) -> None:
    number = f"1{second}{rest}"
    assert is_mobile_number(number)
    for other in (number[:-1], f"{number}0", f"0{number}", f"12{rest}", f"2{second}{rest}"):
        assert not is_mobile_number(other)


@given(
    st.sampled_from("3456789"),
    digits(9),
    st.sampled_from(["元", "万元", "亿元", "吨", "亩", "平方米", "立方米", "公里", "户"]),
)
def test_an_amount_of_eleven_digits_is_no_mobile(second: str, rest: str, unit: str) -> None:
    number = f"1{second}{rest}"
    assert mobile_numbers(f"合计{number}{unit}。") == ()
    assert [found.digits for found in mobile_numbers(f"电话{number}。")] == [number]


@given(st.sampled_from(["受理号", "工单单号", "订单", "流水号：", "编号:"]), st.sampled_from("3456789"), digits(9))
def test_the_number_of_something_else_is_no_mobile(label: str, second: str, rest: str) -> None:
    assert mobile_numbers(f"{label}1{second}{rest}，已经办结") == ()


@given(st.integers(1930, 1999), st.integers(1, 12), st.integers(1, 28), digits(3))
def test_an_old_identity_number_has_a_province_and_a_day(year: int, month: int, day: int, serial: str) -> None:
    birth = f"{year % 100:02}{month:02}{day:02}"
    assert is_old_identity_number(f"640422{birth}{serial}")
    assert not is_old_identity_number(f"000422{birth}{serial}")
    assert not is_old_identity_number(f"640422{year % 100:02}13{day:02}{serial}")


@given(st.sampled_from(["2026", "2025"]), digits(8))
def test_an_admission_ticket_is_nobody_s_number(year: str, rest: str) -> None:
    ticket = f"{year}{rest}"
    found = [number.digits for number in numbers(f"准考证号：{ticket}，请按时参加考试")]
    assert found == [ticket]
    assert not is_card_number(ticket)
    assert not is_identity_number(ticket, until=UNTIL)


@given(st.dates(date(2001, 1, 1), date(2030, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y.%m.%d", "%Y/%m/%d"]))
def test_a_date_is_nobody_s_number(day: date, form: str) -> None:
    found = numbers(f"自{day.strftime(form)}起至{day.strftime(form)}止")
    assert not [n for n in found if is_mobile_number(n.digits) or is_card_number(n.digits)]


@given(st.sampled_from(["GS", "GS京", "宁S", "GS 宁", "粤S"]), st.integers(2008, 2035), st.integers(1, 99_999))
def test_an_approval_number_of_a_map_is_one_in_any_bracket(head: str, year: int, serial: int) -> None:
    for left, right in ("()", "（）", "〔〕", "[]"):
        assert NUMBER.fullmatch(f"{head}{left}{year}{right}{serial}号")
    assert not NUMBER.search(f"{head}{year}{serial}号")
    assert not NUMBER.search(f"图号{serial}")
