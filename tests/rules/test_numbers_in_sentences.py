"""Numbers in sentences as offices write them: the rules about privacy tell those of people and nobody else's, however
the digits fall.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules.county import SampleCounty

from portalkit.model.record import Record, RecordPath
from portalkit.rules.engine import check_record
from portalkit.rules.privacy.numbers import is_identity_number

PATH = RecordPath("shili", "shichang", "notices", "", "2026-11-20-gongshi.md")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PRIVATE = {"PR001", "PR002", "PR004", "PR006"}
often = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def with_identity_check(head: str) -> str:
    return head + "10X98765432"[sum(int(s) * w for s, w in zip(head, WEIGHTS, strict=True)) % 11]


def with_credit_check(body: str) -> str:
    return body + CREDIT[-sum(CREDIT.index(sign) * pow(3, place, 31) for place, sign in enumerate(body)) % 31]


identities = st.builds(
    lambda place, born, order: with_identity_check(f"{place}{born:%Y%m%d}{order}"),
    st.sampled_from(["640422", "110105", "510104", "659001"]),
    st.dates(date(1930, 1, 1), date(2024, 12, 31)),
    digits(3),
)
credit_codes = st.builds(
    lambda kind, place, body: with_credit_check(f"{kind}{place}{body}"),
    st.sampled_from(["11", "12", "13", "51", "52", "53", "91", "92", "93", "N2"]),
    st.sampled_from(["640499", "441700", "331019", "371920"]),
    st.text(CREDIT, min_size=9, max_size=9) | digits(9),
)


@st.composite
def passing_for_people(draw: st.DrawFn) -> str:
    """A credit code of a state organ that is an identity number by its every digit: division 331019 puts a year where
    a birthday has its, and both check signs agree.
    """
    born = draw(st.dates(date(1930, 1, 1), date(1999, 12, 31)))
    head = f"11331019{born:%y%m%d}"
    both = [
        code
        for code in (with_credit_check(f"{head}{order:03}") for order in range(1000))
        if is_identity_number(code, until=date(2026, 11, 20))
    ]
    return draw(st.sampled_from(both))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SampleCounty:
    return SampleCounty.with_case(tmp_path_factory.mktemp("case"), tmp_path_factory.mktemp("registry"))


def codes(county: SampleCounty, text: str) -> set[str]:
    record = Record(PATH, "0", "公示", datetime(2026, 11, 20, 9, 30), "县市场监督管理局", "", text)
    return {finding.code for finding in check_record(record, county.context(record))} & PRIVATE


@often
@given(identities, st.sampled_from(["张三，{}，", "身份证号：{}", "姓名 张三 {} 男", "（{}）", "张三{}"]))
def test_an_identity_number_is_told_in_any_sentence(county: SampleCounty, number: str, sentence: str) -> None:
    assert "PR001" in codes(county, sentence.format(number))


@often
@given(
    credit_codes | passing_for_people(),
    st.sampled_from(["统一社会信用代码：{}", "信用代码 {}，", "（社会信用代码：{}）"]),
)
def test_a_credit_code_is_no_person_even_where_it_would_pass_for_one(
    county: SampleCounty, code: str, sentence: str
) -> None:
    assert codes(county, f"示例县供水有限公司，{sentence.format(code)}，注册地示例县。") == set()


@often
@given(digits(18), st.sampled_from(["准考证号：{}", "工单编号：{}", "合同编号：{}", "受理号码：{}", "流水号：{}"]))
def test_eighteen_digits_of_another_kind_are_told_only_when_all_of_an_identity_number_is_right(
    county: SampleCounty, number: str, sentence: str
) -> None:
    told = codes(county, sentence.format(number))
    assert told <= {"PR001"}
    assert "PR001" not in told or is_identity_number(number, until=date(2026, 11, 20))


@often
@given(
    st.dates(date(2026, 1, 1), date(2026, 11, 19)),
    digits(3),
    st.sampled_from(["准考证号：{}", "合同编号：{}", "工单号：{}", "受理号：{}"]),
)
def test_a_serial_with_the_day_of_its_making_is_no_new_born_child(
    county: SampleCounty, day: date, order: str, sentence: str
) -> None:
    number = with_identity_check(f"640499{day:%Y%m%d}{order}")
    assert is_identity_number(number, until=date(2026, 11, 20)), "one serial in eleven is"
    assert codes(county, sentence.format(number)) == set()


@often
@given(identities, st.integers(0, 16), st.integers(1, 9))
def test_an_account_that_is_one_digit_away_from_an_identity_number_is_no_person(
    county: SampleCounty, number: str, place: int, more: int
) -> None:
    wrong = f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}"
    account = wrong.replace("X", "0")
    if not is_identity_number(account, until=date(2026, 11, 20)):
        assert "PR001" not in codes(county, f"收款账号：{account}，开户行：示例县农村信用联社。")


@often
@given(st.sampled_from(["20260607", "2026", "26640499"]), digits(6), digits(2))
def test_admission_tickets_in_a_list_are_nobody_s(county: SampleCounty, head: str, room: str, seat: str) -> None:
    rows = "\n".join(f"{head}{room}{seat}{n:02}，第{n}考场" for n in range(1, 4))
    assert "PR001" not in codes(county, f"准考证号，考场\n{rows}")


@often
@given(st.dates(date(1990, 1, 1), date(2026, 11, 20)), digits(4), st.sampled_from(["%Y%m%d%%s", "%Y年%m月%d日第%%s号"]))
def test_a_date_with_a_serial_is_nobody_s(county: SampleCounty, day: date, serial: str, form: str) -> None:
    assert codes(county, f"收文登记：{day.strftime(form) % serial}，经办人张三。") == set()


@often
@given(st.sampled_from(["13", "15", "18", "19"]), digits(9), st.sampled_from(["元", "万元", "吨", "亩"]))
def test_amounts_in_a_list_are_no_telephones(county: SampleCounty, head: str, rest: str, unit: str) -> None:
    assert codes(county, f"财政收入{head}{rest}{unit}；张三、李四、王五参加审核。") == set()
