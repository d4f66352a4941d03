"""A document of 300 KB and a table of fourteen columns stay readable on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.county import TODAY, County

from tests.browser.conftest import Open, Website, served

PAGE = "/shichang/policy/202603/chang.html"


@pytest.fixture
def long_document(county: County) -> Iterator[Website]:
    """The website of a county with one long document."""
    wide = "|".join(f"第{n}季度完成投资额（万元）" for n in range(14))
    table = f"|{wide}|\n|{'---|' * 14}\n" + f"|{'|'.join(['123456789.00'] * 14)}|\n" * 40
    chapter = "为了保障食盐供应，规范食盐零售经营行为，各单位应当按照本方案的要求逐项落实。" * 64
    body = "".join(f"## 第{n}章 工作安排\n\n{chapter}\n\n" for n in range(1, 40)) + table
    county.article("shichang/policy", "2026-03-01-chang", title="超长文件" * 12, body=body)
    county.build()
    yield from served(county.workspace(today=TODAY), "shili")


@pytest.mark.parametrize("view", ["phone", "elder-phone"])
def test_a_long_document_stays_readable_on_a_phone(visit: Open, long_document: Website, view: str) -> None:
    assert len(long_document.text(PAGE).encode()) > 300_000
    seen = visit(PAGE, view, site=long_document).settled()
    assert seen.measured("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    frame = "document.querySelector('.body .table-wrap')"
    assert seen.measured(f"{frame}.scrollWidth > {frame}.clientWidth"), "the table scrolls in its own frame"
    assert seen.measured(f"{frame}.tabIndex") == 0
    assert seen.measured("document.querySelectorAll('.contents a').length") == 39
    assert not seen.measured("document.querySelector('.contents details').open")
    assert seen.troubles == []
