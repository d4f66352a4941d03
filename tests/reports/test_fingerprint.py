"""The same finding in two checks has the same print; another one never has it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from reports.samples import finding

from portalkit.reports.fingerprint import prints


def only(one):
    (print_,) = prints([one])
    return print_


@given(st.one_of(st.none(), st.integers(1, 10**6)))
def test_a_line_that_moves_makes_no_new_finding(line):
    assert only(finding(line=line)) == only(finding(line=5))


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_days_that_pass_make_no_new_finding(one, other):
    assert only(finding(what=f"已有 {one} 天没有更新。")) == only(finding(what=f"已有 {other} 天没有更新。"))
    assert only(finding(what=f"已有{one}个工作日。")) == only(finding(what=f"已有{other}个工作日。"))


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_paragraph_that_moves_makes_no_new_finding(one, other):
    assert only(finding(what=f"正文第 {one} 段有银行卡号。")) == only(finding(what=f"正文第 {other} 段有银行卡号。"))


def test_another_address_is_another_finding():
    assert only(finding(what="链接“/a1.html”打不开。")) != only(finding(what="链接“/a2.html”打不开。"))
    assert only(finding(path="shili/a.md")) != only(finding(path="shili/b.md"))
    assert only(finding()) != only(replace(finding(), tenant="nongye"))


def test_two_that_look_alike_are_counted():
    one, other = prints([finding(line=3), finding(line=9)])
    assert one != other
    assert one == only(finding())
