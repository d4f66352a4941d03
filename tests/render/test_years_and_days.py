"""Long columns by year, grey days, forms of articles on their lists."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from support.county import County

RULEBOOK = "limits:\n  list_page_items: {value: 2, unit: 条, basis: house#lists, stricter: lower}\n"


def page(county: County, name: str) -> html.HtmlElement:
    return html.document_fromstring((county.root / "output/shili" / name).read_text(encoding="utf-8"))


def titles(county: County, name: str) -> list[str]:
    return [node.text_content().strip() for node in page(county, name).xpath("//a[@class='item-title']")]


def years(county: County, *numbers: tuple[int, int]) -> None:
    (county.root / "tenants/rulebook.yaml").write_text(RULEBOOK, encoding="utf-8")
    for year, number in numbers:
        county.article("shichang/policy", f"{year}-03-{number:02}-a{number}", title=f"{year}年第{number}号")


def test_a_long_column_is_read_by_year_and_each_year_by_page(county: County) -> None:
    years(county, *((2025, n) for n in range(1, 6)), (2026, 1))
    county.build()
    links = page(county, "shichang/policy/index.html").xpath("//div[@class='years']//a")
    assert [link.text for link in links] == ["全部", "2026年", "2025年"]
    assert titles(county, "shichang/policy/year-2026.html") == ["2026年第1号"]
    assert titles(county, "shichang/policy/year-2025.html") == ["2025年第5号", "2025年第4号", "2025年第3号"]
    assert titles(county, "shichang/policy/year-2025-1.html") == ["2025年第2号", "2025年第1号"]
    (current,) = page(county, "shichang/policy/year-2025-1.html").xpath("//div[@class='years']//a[@aria-current]")
    assert current.text == "2025年"


def test_a_short_column_or_one_of_a_single_year_is_not_divided(county: County) -> None:
    years(county, (2025, 1), (2026, 1), (2026, 2))
    for number in range(1, 7):
        county.article("nongye/policy", f"2026-03-{number:02}-b{number}", title=f"文件{number}")
    county.build()
    for place in ("shichang", "nongye"):
        assert not page(county, f"{place}/policy/index.html").xpath("//div[@class='years']")
        assert not list((county.root / f"output/shili/{place}/policy").glob("year-*"))


def mourning(county: County, days: str) -> None:
    file = Path(county.root / "tenants/shili/portal.yaml")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}mourning:\n- {days}\n", encoding="utf-8")


def test_the_portal_is_grey_on_the_registered_days_and_on_no_other(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", title="食盐方案")
    mourning(county, "{from: 2026-12-13, reason: 国家公祭日}")
    for day, grey in (("2026-12-12", False), ("2026-12-13", True), ("2026-12-14", False)):
        county.build(today=day)
        for name in ("index.html", "shichang/policy/202603/yan.html"):
            assert page(county, name).xpath("boolean(//body[@class='mourning'])") is grey, (day, name)
