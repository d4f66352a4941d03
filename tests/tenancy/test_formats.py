"""Numbers that identify a government website: real ones pass, the usual slips do not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalkit.tenancy import formats


@pytest.mark.parametrize("text", ["www.hd.gov.cn", "www.shili.gov.cn", "www.a-b1.gov.cn"])
def test_a_portal_domain_is_www_and_one_label_below_gov_cn(text: str) -> None:
    assert formats.is_portal_domain(text)


@pytest.mark.parametrize(
    "text",
    ["xx.com", "gov.cn.example.com", "shili.gov.cn", "www.a.b.gov.cn", "WWW.shili.gov.cn", "www.-a.gov.cn",
     "www.gov.cn", "www.shili.gov.cn.", "www.示例.gov.cn", "www.shili.gov.cn\n", "www.shili.gov.cn:80", ""],
)  # fmt: skip
def test_other_hosts_are_no_portal_domain(text: str) -> None:
    assert not formats.is_portal_domain(text)


def test_an_agency_lies_directly_below_its_government() -> None:
    assert formats.below_government("slj.bd.gov.cn", "www.bd.gov.cn")
    assert not formats.below_government("slj.xbd.gov.cn", "www.bd.gov.cn")
    assert not formats.below_government("www.bd.gov.cn", "www.bd.gov.cn")
    assert not formats.below_government("a.slj.bd.gov.cn", "www.bd.gov.cn")
    assert not formats.below_government("bd.gov.cn", "www.bd.gov.cn")


@pytest.mark.parametrize("text", ["6404220001", "5109030018", "1200000052", "1304000009", "bm01000001", "bm14000002"])
def test_real_site_codes_pass(text: str) -> None:
    assert formats.is_site_code(text)


@pytest.mark.parametrize(
    "text",
    ["310000000044", "0000000000", "6404220000", "9904220001", "６４０４２２０００１", "bm0100001", "6404220001 "],
)
def test_wrong_site_codes_do_not(text: str) -> None:
    assert not formats.is_site_code(text)


@pytest.mark.parametrize(
    ("text", "letter", "digits"),
    [("宁ICP备09000126号-1", "宁", "09000126"), ("蜀ICP备10014763号", "蜀", "10014763"),
     ("津ICP备05010518号", "津", "05010518"), ("黔ICP备2025056580号", "黔", "2025056580"),
     ("陇ICP备14000001号-12", "陇", "14000001")],
)  # fmt: skip
def test_real_icp_numbers_are_taken_apart(text: str, letter: str, digits: str) -> None:
    assert formats.icp_filing(text) == formats.Filing(letter, digits)


@pytest.mark.parametrize(
    "text",
    ["甘ICP备14000001号", "川ICP备10014763号", "沪ICP备：12004267", "宁ICP备09000126", "宁icp备09000126号",
     "ICP备09000126号", "宁ICP证09000126号", "宁ICP备09000126号-", "云ICP备09000126号"],
)  # fmt: skip
def test_wrong_icp_numbers_are_not(text: str) -> None:
    assert formats.icp_filing(text) is None


@pytest.mark.parametrize(
    ("text", "letter", "digits"),
    [("宁公网安备64042202000004号", "宁", "64042202000004"), ("川公网安备51090302000210号", "川", "51090302000210"),
     ("贵公网安备52010202003658号", "贵", "52010202003658"), ("甘公网安备 62010202000001 号", "甘", "62010202000001"),
     ("兵公网安备66010202000001号", "兵", "66010202000001"), ("京公网安备11010102001号", "京", "11010102001")],
)  # fmt: skip
def test_real_police_numbers_are_taken_apart(text: str, letter: str, digits: str) -> None:
    assert formats.police_filing(text) == formats.Filing(letter, digits)


@pytest.mark.parametrize(
    "text",
    ["蜀公网安备51090302000210号", "陇公网安备62010202000001号", "宁公网安备64042203000004号", "宁公网安备6404220号",
     "宁公网安备99042202000004号", "64042202000004", "宁公安备64042202000004号"],
)  # fmt: skip
def test_wrong_police_numbers_are_not(text: str) -> None:
    assert formats.police_filing(text) is None


def test_three_provinces_file_under_different_letters() -> None:
    different = {p.name: (p.icp, p.police) for p in formats.PROVINCES.values() if (p.icp,) != p.police}
    assert different == {
        "四川": ("蜀", ("川",)),
        "贵州": ("黔", ("贵",)),
        "甘肃": ("陇", ("甘",)),
        "新疆": ("新", ("新", "兵")),
        "新疆兵团": ("新", ("兵", "新")),
    }
    assert len(formats.PROVINCES) == 32


@pytest.mark.parametrize(
    "text", ["0954-3016271", "010-66051234", "0954-3016271-801", "12345", "110", "12315", "0954-3016271、12345"]
)
def test_office_telephones_pass(text: str) -> None:
    assert formats.is_phone(text)


@pytest.mark.parametrize(
    "text",
    ["3016271", "13800138000", "(0954)3016271", "0954 3016271", "954-3016271", "0954-301627", "", "0954-3016271,12345"],
)
def test_other_telephones_do_not(text: str) -> None:
    assert not formats.is_phone(text)


def test_a_mobile_number_is_known_for_what_it_is() -> None:
    assert formats.is_mobile("13800138000")
    assert formats.is_mobile("138-0013-8000")
    assert not formats.is_mobile("0954-3016271")


def test_a_telephone_of_zeros_is_a_placeholder() -> None:
    assert formats.phone_placeholder("0954-0000000")
    assert not formats.phone_placeholder("0954-0000001")
    assert not formats.phone_placeholder("12345")


@pytest.mark.parametrize(
    ("text", "right"),
    [("zwgk@shili.gov.cn", True), ("a.b+c@x.cn", True), ("zwgk@shili", False), ("zwgk@@shili.gov.cn", False),
     ("政务@shili.gov.cn", False), ("a..b@x.cn", False), ("a b@x.cn", False)],
)  # fmt: skip
def test_e_mail_addresses(text: str, right: bool) -> None:
    assert formats.is_email(text) is right


@pytest.mark.parametrize(
    ("text", "host"),
    [("https://zwfw.nx.gov.cn/", "zwfw.nx.gov.cn"), ("https://zwfw.nx.gov.cn", "zwfw.nx.gov.cn"),
     ("http://zwfw.nx.gov.cn/", None), ("https://www.gov.cn@evil.com/", None), ("https://a.gov.cn:8443/", None),
     ("https://a.gov.cn/ x", None), ("javascript:alert(1)", None)],
)  # fmt: skip
def test_only_plain_https_addresses_have_a_host(text: str, host: str | None) -> None:
    assert formats.https_host(text) == host


def test_a_government_host_ends_at_a_label() -> None:
    assert formats.is_government_host("zwfw.nx.gov.cn")
    assert not formats.is_government_host("xgov.cn")
    assert not formats.is_government_host("www.gov.cn.example.com")


@pytest.mark.parametrize(
    ("code", "level"), [("640000", "province"), ("640400", "city"), ("640422", "county"), ("110101", "county")]
)
def test_a_division_code_tells_its_level(code: str, level: str) -> None:
    assert formats.is_division_code(code)
    assert formats.division_level(code) == level


@pytest.mark.parametrize("code", ["64042", "6404222", "990000", "64o422", "", "６４０４２２"])
def test_wrong_division_codes(code: str) -> None:
    assert not formats.is_division_code(code)


@pytest.mark.parametrize("text", ["0123456789ABCDEF0123456789ABCDEF", "CA300000000000000000001"])
def test_both_forms_of_a_badge_pass(text: str) -> None:
    assert formats.is_badge_id(text)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-2-3", "20260203", "2026年2月3日", "２０２６-02-03", "0000-01-01", "", "2026-02-03 09:30"],
)
def test_dates_outside_the_calendar_are_none(text: str) -> None:
    assert formats.parse_date(text) is None


@given(st.dates())
def test_every_iso_date_is_read(day: date) -> None:
    assert formats.parse_date(day.isoformat()) == day


@given(st.text(max_size=60))
def test_no_text_makes_a_format_fail(text: str) -> None:
    for judge in (
        formats.is_id, formats.is_host, formats.is_portal_domain, formats.is_site_code, formats.is_division_code,
        formats.icp_filing, formats.police_filing, formats.is_badge_id, formats.is_mobile, formats.is_phone,
        formats.is_postcode, formats.is_email, formats.https_host, formats.parse_date, formats.is_placeholder,
    ):  # fmt: skip
        judge(text)


@given(st.from_regex(r"[a-z0-9-]{1,45}", fullmatch=True))
def test_an_id_is_a_safe_part_of_an_address(text: str) -> None:
    wrong = text.startswith("-") or text.endswith("-") or "--" in text or len(text) > formats.ID_LENGTH
    assert formats.is_id(text) is not wrong


PROVINCE_CODES = st.sampled_from(sorted(formats.PROVINCES))
SERIALS = st.integers(1, 9999).map("{:04}".format)


@given(PROVINCE_CODES, st.integers(0, 9999).map("{:04}".format), SERIALS)
def test_a_site_code_is_a_place_and_a_serial(province: str, place: str, serial: str) -> None:
    code = f"{province}{place}{serial}"
    assert formats.is_site_code(code)
    for other in (
        code[:-1],
        f"{code}0",
        f" {code}",
        f"{code[:6]}0000",
        f"99{code[2:]}",
        code.replace(code[0], "６", 1),
    ):
        assert not formats.is_site_code(other), other


@given(PROVINCE_CODES, st.text("0123456789", min_size=6, max_size=10), st.sampled_from(["", "-1", "-12"]))
def test_an_icp_number_begins_with_the_letter_of_its_province(province: str, digits: str, suffix: str) -> None:
    letter = formats.PROVINCES[province].icp
    assert formats.icp_filing(f"{letter}ICP备{digits}号{suffix}") == formats.Filing(letter, digits)
    for other in (f"{letter}ICP备{digits}", f"{letter}ICP备{digits}号-", f"{letter}备{digits}号", f"港ICP备{digits}号"):
        assert formats.icp_filing(other) is None, other


@given(PROVINCE_CODES, st.text("0123456789", min_size=4, max_size=4), st.text("0123456789", min_size=6, max_size=6))
def test_a_police_number_holds_its_place_and_the_kind_two(province: str, place: str, serial: str) -> None:
    (letter, *_) = formats.PROVINCES[province].police
    digits = f"{province}{place}02{serial}"
    assert formats.police_filing(f"{letter}公网安备{digits}号") == formats.Filing(letter, digits)
    for other in (f"{province}{place}03{serial}", f"{digits}1", f"99{digits[2:]}"):
        assert formats.police_filing(f"{letter}公网安备{other}号") is None, other


@given(st.text("0123456789", min_size=9, max_size=9), st.sampled_from("3456789"), st.sampled_from(["", "-", " "]))
def test_a_mobile_number_is_known_however_it_is_split(rest: str, second: str, gap: str) -> None:
    number = f"1{second}{rest}"
    assert formats.is_mobile(gap.join((number[:3], number[3:7], number[7:])))
    assert not formats.is_phone(number)
    assert not formats.is_mobile(f"{number}1")
