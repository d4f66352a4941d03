"""Every kind of page in a real browser, on a desktop, on a phone and in 长者模式: axe, layout, console, requests."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PICTURES, Open, Visit

PAGES = {
    "home": "/",
    "column": "/news/",
    "column-unit": "/shichang/policy/",
    "letters": "/messages/",
    "leaders": "/leaders/",
    "article": "/policy/202606/nongye-shuijia.html",
    "article-long": "/disclosure-report/202601/2025-niandu-baogao.html",
    "article-picture": "/interview/202610/gongnuan-baozhang.html",
    "guide": "/renshe/service/202606/shiye-baoxianjin.html",
    "letter": "/messages/202611/dongguan-fangshui.html",
    "leader": "/leaders/202602/bai-shuolin.html",
    "interpretation": "/interpretation/202606/nongye-shuijia-jiedu.html",
    "tenant": "/shichang/",
    "township": "/beishan/",
    "topic": "/yingshang/",
    "topic-over": "/fangxun/",
    "disclosure": "/disclosure/",
    "disclosure-guide": "/disclosure/guide.html",
    "disclosure-rules": "/shichang/disclosure/rules.html",
    "catalogue": "/disclosure/catalogue.html",
    "disclosure-reports": "/disclosure/reports.html",
    "disclosure-request": "/disclosure/request.html",
    "bureaus": "/bureaus/",
    "sitemap": "/sitemap.html",
    "search": "/search/?q=%E9%A3%9F%E7%9B%90",
    "not-found": "/404.html",
    "migration": "/migration/nongyewang.html",
    "legacy": "/nongyewang/",
}
ELDER = ("home", "column", "letters", "article-long", "guide", "tenant", "topic", "catalogue", "search", "sitemap")
"""Pages looked at in 长者模式 too: one of each way to lay out a page."""
CASES = [(name, view) for name in PAGES for view in ("desktop", "phone")] + [(name, "elder-phone") for name in ELDER]


def axe() -> str:
    """The source of axe-core, as its package brings it."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core is not installed: pip install -e '.[test]'")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(visit: Visit) -> list[str]:
    """What axe-core finds, of whatever weight, with the places."""
    visit.page.evaluate(axe())
    result: dict[str, Any] = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:160]}"
        for found in result["violations"]
        for node in found["nodes"][:3]
    ]


def kept(visit: Visit, name: str) -> None:
    """Keep a picture of the page for looking at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    visit.page.screenshot(path=PICTURES / f"{name}.png", full_page="elder" not in name)


@pytest.mark.parametrize(("name", "view"), CASES)
def test_a_page_is_sound(visit: Open, name: str, view: str) -> None:
    seen = visit(PAGES[name], view)
    if "?" in PAGES[name]:
        seen.page.wait_for_selector(".result")
    seen.read_through()
    kept(seen, f"{name}-{view}")
    assert seen.troubles == []
    assert seen.strangers() == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert seen.measured(wide) <= 0, "the page scrolls sideways"
    if view == "elder-phone":
        assert seen.measured("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)") >= 18
    assert violations(seen) == []


@pytest.mark.parametrize("name", ["home", "article", "catalogue", "letters", "search"])
def test_high_contrast_can_be_read(visit: Open, name: str) -> None:
    seen = visit(PAGES[name], "contrast")
    if "?" in PAGES[name]:
        seen.page.wait_for_selector(".result")
    seen.settled()
    kept(seen, f"{name}-contrast")
    assert violations(seen) == []


def test_every_kind_of_page_that_is_built_is_looked_at(visit: Open, website: Any) -> None:
    kinds = {visit(path).measured("document.body.dataset.pageKind") for path in PAGES.values()}
    kinds.add(visit(website.of_kind("leave")[0]).measured("document.body.dataset.pageKind"))
    built = {website.text(page).split('data-page-kind="', 1)[1].split('"', 1)[0] for page in website.pages}
    assert built == kinds


def test_the_page_before_an_outside_address_is_sound(visit: Open, website: Any) -> None:
    seen = visit(website.of_kind("leave")[0], "phone").settled()
    assert seen.troubles == []
    assert violations(seen) == []


def test_the_style_guide_of_the_preview_can_be_read(visit: Open) -> None:
    seen = visit("/_parts/").settled()
    kept(seen, "parts")
    assert seen.troubles == []
    assert seen.page.locator(".group").count() > 30
