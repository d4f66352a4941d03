"""Forms of articles: the first table of a guide, a letter or a curriculum becomes names and values."""

from __future__ import annotations

from pathlib import Path

import pytest

from portalkit.content.body import Body, read_body
from portalkit.content.files import Shelf
from portalkit.model.record import RecordPath

GUIDE = "| 要素 | 内容 |\n|---|---|\n| 事项名称 | 取水许可 |\n| 设定依据 | 《水法》 |\n| 办理地点 | [大厅](/hall/) |\n"
LETTER = "| 留言编号 | 来信日期 | 答复单位 |\n|---|---|---|\n| LY-1 | 2026-11-02 | 县水利局 |\n\n## 来信\n\n冬灌\n"


def body(source: str, *, form: bool = True) -> Body:
    """The body of an article in a column whose articles have a form."""
    shelf = Shelf(Path("missing"), RecordPath("s", "t", "c", "", "2026-03-01-x.md"), file_limit=1)
    return read_body(source, first_line=1, shelf=shelf, form=form)


def test_two_columns_become_names_and_values_that_keep_their_links() -> None:
    found = body(GUIDE)
    assert found.facts == (("事项名称", "取水许可"), ("设定依据", "《水法》"), ("办理地点", "大厅"))
    assert '<tr><th scope="row">办理地点</th><td><a href="/hall/">大厅</a></td></tr>' in found.html
    assert '<div class="facts-wrap"' in found.html
    assert "<thead>" not in found.html


def test_one_row_under_its_heads_becomes_the_same_form() -> None:
    found = body(LETTER)
    assert found.facts == (("留言编号", "LY-1"), ("来信日期", "2026-11-02"), ("答复单位", "县水利局"))
    assert found.html.count('<th scope="row">') == 3
    assert "2026-11-02" in found.text


@pytest.mark.parametrize(
    "table",
    [
        "| 支渠 | 开灌 | 停灌 |\n|---|---|---|\n| 一 | 7日 | 12日 |\n| 二 | 12日 | 17日 |\n",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
        "| 要素 | 内容 |\n|---|---|\n|  | 1 |\n| 二 | 2 |\n| 三 | 3 |\n| 四 | 4 |\n",
        "<table><tr><td colspan='2'>甲</td></tr>" + "<tr><td>1</td><td>2</td></tr>" * 3 + "</table>\n",
        "没有表格。\n",
    ],
)
def test_a_table_of_another_shape_stays_as_it_is(table: str) -> None:
    found = body(table)
    assert found.facts == ()
    assert found.html == body(table, form=False).html


def test_other_columns_keep_their_tables() -> None:
    assert body(GUIDE, form=False).facts == ()
    assert "<thead>" in body(GUIDE, form=False).html
