"""List pages are numbered from the oldest, so that old pages keep their content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portalkit.render.lists import numbered, stretches


def address(number: int | None) -> str:
    return numbered("/n/", number)


def pages(total: int, size: int) -> dict[str, tuple[int, int]]:
    return {address(s.number): (s.offset, s.limit) for s in stretches(total, size, address)}


@given(total=st.integers(1, 500), size=st.integers(1, 30))
def test_every_article_is_on_exactly_one_page(total: int, size: int) -> None:
    covered = sorted(n for offset, limit in pages(total, size).values() for n in range(offset, offset + limit))
    assert covered == list(range(total))


@given(total=st.integers(1, 500), size=st.integers(1, 30))
def test_one_more_article_changes_the_first_page_and_adds_at_most_one(total: int, size: int) -> None:
    before, after = pages(total, size), pages(total + 1, size)
    assert {url: span for url, span in after.items() if url in before and url != "/n/"} == {
        url: span for url, span in before.items() if url != "/n/"
    }
    assert len(after) - len(before) in (0, 1)


@given(total=st.integers(1, 500), size=st.integers(1, 30))
def test_the_first_page_is_never_nearly_empty(total: int, size: int) -> None:
    _, limit = pages(total, size)["/n/"]
    assert limit >= min(total, size)
    assert limit < 2 * size


def test_every_page_can_be_reached_from_the_first_by_older_and_back_by_newer() -> None:
    by_address = {address(s.number): s.pager for s in stretches(95, 20, address)}
    way = ["/n/"]
    while (pager := by_address[way[-1]]) and pager.older:
        way.append(pager.older)
    assert way == ["/n/", "/n/page-3.html", "/n/page-2.html", "/n/page-1.html"]
    back = [way[-1]]
    while (pager := by_address[back[-1]]) and pager.newer:
        back.append(pager.newer)
    assert back == way[::-1]
