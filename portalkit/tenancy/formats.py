"""The forms of the numbers that identify a government website: pure functions, no registry.

Sources: 国办函〔2018〕55号 (domains), 国办发〔2017〕47号 (site code, filings), GB/T 2260 (division codes).
Province letters of ICP and police filings differ for Sichuan, Guizhou and Gansu (蜀/川, 黔/贵, 陇/甘).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?", re.ASCII)
_PORTAL_DOMAIN = re.compile(rf"www\.{_LABEL}\.gov\.cn", re.ASCII)
_SITE_CODE = re.compile(r"bm\d{8}|(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-6])\d{8}", re.ASCII)
_ICP = re.compile(r"(?P<letter>[\u4e00-\u9fff])ICP备(?P<digits>\d{6,10})号(?:-\d{1,3})?", re.ASCII)
_POLICE = re.compile(r"(?P<letter>[\u4e00-\u9fff])公网安备\s?(?P<digits>\d{11,14})\s?号", re.ASCII)
_BADGE = re.compile(r"[0-9A-F]{32}|CA\d{21}", re.ASCII)
_LANDLINE = re.compile(r"0\d{2,3}-\d{7,8}(?:-\d{1,5})?", re.ASCII)
_HOTLINE = re.compile(r"1\d{2}|12\d{3}|96\d{3,4}", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_EMAIL = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._+-]{{0,63}}@(?:{_LABEL}\.)+[a-z]{{2,}}", re.ASCII)
_POSTCODE = re.compile(r"\d{6}", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_HTTPS = re.compile(rf"https://(?P<host>{_HOST.pattern})(?:/[^\s<>\"'\\]*)?", re.ASCII)
_OLD_PATH = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*/)+", re.ASCII)

ID_LENGTH = 40
"""An id appears in addresses and file names."""


@dataclass(frozen=True, slots=True)
class Province:
    """First two digits of a division code, with the letters that filings of that province begin with."""

    digits: str
    name: str
    icp: str
    police: tuple[str, ...]


_LETTERS = {
    "11": "京北京", "12": "津天津", "13": "冀河北", "14": "晋山西", "15": "蒙内蒙古", "21": "辽辽宁", "22": "吉吉林",
    "23": "黑黑龙江", "31": "沪上海", "32": "苏江苏", "33": "浙浙江", "34": "皖安徽", "35": "闽福建", "36": "赣江西",
    "37": "鲁山东", "41": "豫河南", "42": "鄂湖北", "43": "湘湖南", "44": "粤广东", "45": "桂广西", "46": "琼海南",
    "50": "渝重庆", "51": "蜀四川", "52": "黔贵州", "53": "滇云南", "54": "藏西藏", "61": "陕陕西", "62": "陇甘肃",
    "63": "青青海", "64": "宁宁夏", "65": "新新疆", "66": "新新疆兵团",
}  # fmt: skip
_POLICE_LETTERS = {"51": ("川",), "52": ("贵",), "62": ("甘",), "65": ("新", "兵"), "66": ("兵", "新")}

PROVINCES = {
    digits: Province(digits, text[1:], text[0], _POLICE_LETTERS.get(digits, (text[0],)))
    for digits, text in _LETTERS.items()
}
"""Mainland provinces by the first two digits of the division code."""


@dataclass(frozen=True, slots=True)
class Filing:
    """An ICP or police number taken apart: its province letter and its digits."""

    letter: str
    digits: str


def is_id(text: str) -> bool:
    """Lower-case letters, digits and single hyphens: safe in an address and as a file name on any system."""
    return len(text) <= ID_LENGTH and _ID.fullmatch(text) is not None


def is_host(text: str) -> bool:
    """A full host name in ASCII (punycode for others): no scheme, port, path, wildcard or address number."""
    return len(text) <= 253 and _HOST.fullmatch(text) is not None


def is_old_path(text: str) -> bool:
    """Where a column was on an old website, with a slash at both ends: ``/zcfg/``; never the whole website."""
    return len(text) <= 200 and _OLD_PATH.fullmatch(text) is not None


def is_portal_domain(text: str) -> bool:
    """``www.□□□.gov.cn``."""
    return is_host(text) and _PORTAL_DOMAIN.fullmatch(text) is not None


def below_government(domain: str, portal_domain: str) -> bool:
    """Whether ``○○○.□□□.gov.cn`` lies directly below the domain of ``www.□□□.gov.cn``."""
    parent = portal_domain.removeprefix("www.")
    label, _, rest = domain.partition(".")
    return is_host(domain) and rest == parent and label != "www"


def is_site_code(text: str) -> bool:
    """政府网站标识码: a division code and a serial from 0001, or ``bm`` and eight digits."""
    return _SITE_CODE.fullmatch(text) is not None and not text.endswith("0000")


def is_division_code(text: str) -> bool:
    """行政区划代码 of six digits in a mainland province."""
    return re.fullmatch(r"\d{6}", text, re.ASCII) is not None and text[:2] in PROVINCES


def division_level(code: str) -> str:
    """What the zeros of a division code say: ``province``, ``city`` or ``county``."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def icp_filing(text: str) -> Filing | None:
    """Take ``宁ICP备09000126号-1`` apart; ``None`` where the form is wrong or no province files under that letter."""
    match = _ICP.fullmatch(text)
    if match is None or match["letter"] not in {province.icp for province in PROVINCES.values()}:
        return None
    return Filing(match["letter"], match["digits"])


def police_filing(text: str) -> Filing | None:
    """Take ``宁公网安备64042202000004号`` apart; numbers of 11 to 13 digits are an old form still in use."""
    match = _POLICE.fullmatch(text)
    letters = {letter for province in PROVINCES.values() for letter in province.police}
    if match is None or match["letter"] not in letters or match["digits"][:2] not in PROVINCES:
        return None
    if len(match["digits"]) == 14 and match["digits"][6:8] != "02":
        return None
    return Filing(match["letter"], match["digits"])


def is_badge_id(text: str) -> bool:
    """党政机关网站标识: the 32 hexadecimal digits of its link, or ``CA`` and the 21 digits of its script."""
    return _BADGE.fullmatch(text) is not None


def is_mobile(text: str) -> bool:
    """A mobile number: personal data, never an office's number."""
    return _MOBILE.fullmatch(text.replace("-", "").replace(" ", "")) is not None


def is_phone(text: str) -> bool:
    """Land lines with area code, or short public hotlines; several are parted by ``、``."""
    return all(_LANDLINE.fullmatch(part) or _HOTLINE.fullmatch(part) for part in text.split("、"))


def is_postcode(text: str) -> bool:
    """Six digits."""
    return _POSTCODE.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """An address in plain ASCII."""
    return _EMAIL.fullmatch(text) is not None and ".." not in text


def https_host(text: str) -> str | None:
    """The host of an ``https`` address without user, port or blanks; ``None`` for anything else."""
    match = _HTTPS.fullmatch(text)
    return match["host"] if match else None


def is_government_host(host: str) -> bool:
    """Whether a host ends in ``gov.cn`` at a label boundary."""
    return host == "gov.cn" or host.endswith(".gov.cn")


def parse_date(text: str) -> date | None:
    """An ISO date that is in the calendar."""
    if _ISO_DATE.fullmatch(text) is None or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_placeholder(digits: str) -> bool:
    """Digits that nobody is given: all the same."""
    return len(digits) > 3 and len(set(digits)) == 1


def phone_placeholder(text: str) -> bool:
    """Whether a telephone number is one that nobody has: ``0954-0000000``."""
    return any(is_placeholder(part.split("-")[1]) for part in text.split("、") if part.count("-"))
