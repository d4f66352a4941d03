"""What readers do: by keyboard, with larger letters, without scripts, on paper; search, catalogue, and what is kept."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open

ARTICLE = "/policy/202606/nongye-shuijia.html"
LETTERS = "parseFloat(getComputedStyle(document.querySelector('.body')).fontSize)"
ROOT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Open) -> None:
    seen = visit("/")
    keyboard = seen.page.keyboard
    keyboard.press("Tab")
    assert seen.measured("document.activeElement.className") == "skip"
    keyboard.press("Enter")
    seen.until("document.activeElement.id === 'content'")
    seen.go("/")
    stops = []
    for _ in range(40):
        keyboard.press("Tab")
        stop = seen.measured(
            "(() => { const el = document.activeElement, box = el.getBoundingClientRect();"
            " const shown = el.type === 'checkbox' ? getComputedStyle(el.nextElementSibling) : getComputedStyle(el);"
            " return [el.outerHTML.slice(0, 90), shown.outlineStyle, box.width > 0 && box.height > 0,"
            " getComputedStyle(el).visibility] })()"
        )
        stops.append(stop[0])
        assert stop[1] != "none", stop
        assert stop[2], stop
        assert stop[3] == "visible", stop
    assert len(set(stops)) > 30, "the keyboard is caught"


def test_the_menu_opens_by_keyboard_and_escape_closes_it(visit: Open) -> None:
    seen = visit("/")
    shown = "getComputedStyle(document.querySelectorAll('.channel-columns')[0]).visibility"
    assert seen.measured(shown) == "hidden"
    seen.page.locator(".channel:has(.channel-columns) > .channel-link").first.focus()
    assert seen.measured(shown) == "visible"
    seen.page.keyboard.press("Tab")
    assert seen.measured("document.activeElement.closest('.channel-columns') !== null")
    seen.page.keyboard.press("Escape")
    assert seen.measured(shown) == "hidden"


def test_search_finds_what_was_typed(visit: Open) -> None:
    seen = visit("/shichang/").settled()
    seen.page.fill("#site-search-q", "食盐")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(".result")
    assert "食盐" in seen.page.locator(".result").first.inner_text()
    assert "相关的信息" in seen.page.locator("[data-search=status]").inner_text()
    assert seen.settled().troubles == []


def test_the_view_for_elders_is_kept_from_page_to_page_until_it_is_switched_off(visit: Open) -> None:
    seen = visit("/")
    before = seen.measured(ROOT_SIZE)
    seen.page.get_by_label("长者模式").check(force=True)
    assert seen.measured(ROOT_SIZE) >= before * 1.3
    seen.go(ARTICLE)
    assert seen.measured(ROOT_SIZE) >= before * 1.3
    assert seen.page.get_by_label("长者模式").is_checked()
    seen.page.get_by_label("长者模式").uncheck(force=True)
    seen.go("/")
    assert seen.measured(ROOT_SIZE) == before


def test_views_and_letters_change_without_a_script(visit: Open) -> None:
    seen = visit(ARTICLE, script=False)
    page = seen.page
    before = page.locator(".body").bounding_box()["height"]
    page.get_by_label("大", exact=True).check(force=True)
    larger = page.locator(".body").bounding_box()["height"]
    assert larger > before * 1.2
    page.get_by_label("长者模式").check(force=True)
    assert page.locator(".body").bounding_box()["height"] > larger
    assert page.locator("[data-do=print]").count() == 1
    assert not page.locator("[data-do=print]").is_visible()
    page.get_by_text("手机查看").click()
    assert page.locator(".square-code").is_visible()


@pytest.mark.parametrize("view", ["elder", "contrast"])
def test_a_browser_that_does_not_know_has_keeps_the_view_by_its_class(visit: Open, view: str) -> None:
    # What such a browser is left with: the class that the script sets, and no rule for the checkbox.
    seen = visit("/", view)
    drawn = "[getComputedStyle(document.body).backgroundColor, " + ROOT_SIZE + "]"
    both = seen.measured(drawn)
    seen.measured(f"document.getElementById('view-{view}').checked = false")
    assert seen.measured(drawn) == both
    seen.measured(f"document.documentElement.classList.remove('{view}')")
    assert seen.measured(drawn) != both


def test_a_title_breaks_between_words(visit: Open) -> None:
    seen = visit(ARTICLE, "phone")
    assert seen.measured("document.querySelector('h1').textContent") == seen.page.title().split("_")[0]
    parts = seen.measured(
        "Array.from(document.querySelector('h1').childNodes, part => part.textContent || '|').join('')"
    )
    assert "示例县人民政府" in parts.replace("|", "")
    assert "灌|区" not in parts
    assert "|" in parts


def test_the_menu_of_a_phone_opens_without_a_script(visit: Open) -> None:
    seen = visit("/", "phone", script=False)
    assert not seen.page.locator(".channels-list").is_visible()
    seen.page.get_by_text("栏目导航").click()
    assert seen.page.locator(".channels-list").is_visible()


def test_the_size_of_letters_is_kept(visit: Open) -> None:
    seen = visit(ARTICLE)
    before = seen.measured(LETTERS)
    seen.page.get_by_label("大", exact=True).check(force=True)
    larger = seen.measured(LETTERS)
    assert larger > before
    seen.go("/messages/202611/dongguan-fangshui.html")
    assert seen.measured(LETTERS) == larger


def test_the_catalogue_is_searched_and_chosen_from_where_it_stands(visit: Open) -> None:
    seen = visit("/disclosure/catalogue.html")
    page = seen.page
    page.wait_for_selector(".register select")
    everything = page.locator(".catalogue tbody tr").count()
    page.fill("#register-q", "示政办发2026 31")
    assert page.locator(".catalogue tbody tr").count() == 1
    assert "示政办发〔2026〕31号" in page.locator(".catalogue tbody").inner_text()
    assert page.locator("[data-register=status]").inner_text() == "符合条件的文件有1件。"
    page.fill("#register-q", "")
    assert page.locator(".catalogue tbody tr").count() == everything
    page.get_by_label("年份").select_option("2025")
    assert {text[:4] for text in page.locator(".catalogue-date").all_inner_texts() if text[:1] == "2"} == {"2025"}
    page.fill("#register-q", "没有这样的文件")
    assert "没有符合条件的文件" in page.locator("[data-register=status]").inner_text()
    assert seen.settled().troubles == []


def test_the_home_of_disclosure_searches_the_whole_catalogue(visit: Open) -> None:
    seen = visit("/disclosure/")
    seen.page.wait_for_selector(".register select")
    seen.page.get_by_label("年份").select_option("2025")
    found = seen.page.locator(".catalogue-date").all_inner_texts()
    assert {text[:4] for text in found if text[:1] == "2"} == {"2025"}
    assert seen.settled().troubles == []


def test_an_article_prints_as_a_document(visit: Open) -> None:
    seen = visit(ARTICLE)
    seen.page.emulate_media(media="print")
    for hidden in (".channels", ".tools", ".search-form", ".neighbours", ".utility"):
        assert not seen.page.locator(hidden).first.is_visible(), hidden
    for shown in (".article-title", ".document-head", ".body", ".foot-identity"):
        assert seen.page.locator(shown).first.is_visible(), shown
    paper = seen.page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert 1 <= paper.count(b"/Type /Page\n") <= 4


def test_a_phone_gets_the_narrow_copy_of_a_picture(visit: Open) -> None:
    seen = visit("/interview/202610/gongnuan-baozhang.html", "phone")
    picture = seen.page.locator(".body img").first
    # It is loaded lazily: a reader scrolls to it, and a busy machine takes its time.
    picture.scroll_into_view_if_needed()
    seen.until("document.querySelector('.body img').currentSrc !== ''")
    chosen = picture.evaluate("picture => picture.currentSrc")
    assert "/w480/" in chosen
    assert chosen.endswith(".webp")


def test_the_contents_lead_to_their_headings(visit: Open) -> None:
    seen = visit("/disclosure-report/202601/2025-niandu-baogao.html")
    link = seen.page.locator(".contents a").nth(2)
    target, words = link.get_attribute("href"), link.inner_text()
    link.click()
    assert seen.page.locator(target).inner_text().replace(" ", "") == words.replace(" ", "")
    seen.until("scrollY > 100")
    assert 0 <= seen.page.locator(target).bounding_box()["y"] < 200


@pytest.mark.parametrize("view", ["phone", "desktop"])
def test_the_home_page_is_light_down_to_its_last_picture(visit: Open, view: str) -> None:
    seen = visit("/", view).read_through()
    bytes_ = seen.measured(
        "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
        ".reduce((sum, entry) => sum + entry.encodedBodySize, 0)"
    )
    assert bytes_ < 300_000


def test_nothing_moves_for_readers_who_asked_for_stillness(visit: Open) -> None:
    seen = visit("/")
    assert seen.measured("getComputedStyle(document.querySelector('.picture img')).transitionDuration") == "0s"
