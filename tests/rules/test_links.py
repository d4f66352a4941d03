"""Link rules over the nouns themselves: which verdict is told by which rule, and what stays silent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from rules.county import SampleCounty

from portalkit.model.record import Link, Record, RecordPath, Reprint
from portalkit.rules.engine import check_record

CASES = Path(__file__).parent / "cases"
PATH = RecordPath("shili", "shichang", "policy", "", "2026-03-01-yan.md")


@pytest.fixture
def county(tmp_path: Path) -> SampleCounty:
    return SampleCounty.with_case(CASES / "PV001" / "good", tmp_path)


def codes(county: SampleCounty, *urls: str, text: str = "正文", summary: str = "", origin: str = "") -> list[str]:
    record = Record(
        PATH,
        "0",
        "通知",
        datetime.fromisoformat("2026-03-01T09:30"),
        "中国政府网",
        "",
        text,
        summary=summary,
        links=tuple(Link(url, "食盐知识", 9) for url in urls),
        reprint=Reprint(origin, datetime.fromisoformat("2026-03-01T07:05")) if origin else None,
    )
    return [finding.code for finding in check_record(record, county.context(record))]


@pytest.mark.parametrize(
    "url",
    [
        "/shichang/policy/",
        "https://www.shili.gov.cn/",
        "https://www.gov.cn/",
        "https://www.news.cn/",
        "https://www.nxu.edu.cn/",
    ],
)
def test_what_may_appear_is_silent(county, url):
    assert codes(county, url) == []


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.jd.com/", "LK001"),
        ("https://bit.ly/x", "LK001"),
        ("https://pos.baidu.com/x", "LK001"),
        ("https://www.gov.cn/?gclid=1", "LK001"),
        ("https://www.example.com/", "LK002"),
        ("//www.example.com/", "LK002"),
        ("https://www.gov.cn@example.com/", "LK002"),
        ("http://[", "LK002"),
        ("https://www.example.org.cn/", "LK003"),
    ],
)
def test_each_bad_address_is_told_by_one_rule(county, url, code):
    assert codes(county, url) == [code]
    assert codes(county, origin=url) == [code]


def test_every_bad_link_is_told(county):
    assert codes(county, "https://www.jd.com/", "https://www.example.com/", "https://www.jd.com/1") == [
        "LK001",
        "LK001",
        "LK002",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "谨防“扫码购买”骗局。",
        "市监局查处一起“限时秒杀、加微信购买”的虚假宣传案件。",
        "依法整治直播间“立即抢购”等诱导消费行为。",
        "政府采购公告。",
        "消费券发放活动 10 时开始，领取方式见附件。",
    ],
)
def test_speaking_of_advertising_is_none(county, text):
    assert codes(county, text=text) == []


@pytest.mark.parametrize(
    "text", ["本店全场五折。", "扫码下单享优惠。", "加盟热线 0954-0000000。", "(adsbygoogle = [])"]
)
def test_calling_to_buy_is_advertising(county, text):
    assert codes(county, text=f"第一段。\n{text}") == ["LK004"]


def test_a_summary_can_be_advertising_too(county):
    assert codes(county, summary="粽子限时特惠") == ["LK004"]
