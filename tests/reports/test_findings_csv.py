"""A check as a table: opens in a spreadsheet with its characters, and runs nothing there."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from reports.accounts import account
from reports.samples import finding

from portalkit.reports.findings_csv import HEADS, to_csv


def rows(one):
    return list(csv.DictReader(io.StringIO(to_csv(one).removeprefix("\ufeff"), newline="")))


def test_a_spreadsheet_sees_utf8_and_whole_lines():
    raw = to_csv(account()).encode()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_standing_waived_and_foreseen_are_told_apart():
    assert [(row["状态"], row["编号"]) for row in rows(account())] == [
        ("待改", "LK001"),
        ("待改", "PV001"),
        ("已豁免", "PV001"),
        ("预警", "FR002"),
    ]
    waived = rows(account())[2]
    assert "示政函〔2026〕9号" in waived["说明"]
    assert rows(account())[0]["单位名称"] == "市场监管局"
    assert (rows(account())[0]["责任单位"], rows(account())[0]["责任人"]) == ("市场监管局", "")


@settings(deadline=None)  # the registry is read for each example
@given(st.sampled_from("=+-@\t\r\n＝＋－＠"), st.text(max_size=20))
def test_no_cell_is_a_formula(sign, rest):
    (row,) = rows(account(finding(what=f"{sign}{rest}"), waived=False, foreseen=False))
    assert row["问题"].startswith("'")
    for cell in row.values():
        assert not cell.startswith(tuple("=+-@\t\r\n"))


def test_commas_quotes_and_breaks_stay_in_their_cell():
    what = '标题里有,逗号、"引号"和\n换行。'
    (row,) = rows(account(finding(what=what), waived=False, foreseen=False))
    assert row["问题"] == what
    assert len(row) == len(HEADS)
