"""A paragraph of the text is found again in the file, and where it is not, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalkit.content.body import read_body
from portalkit.content.files import Shelf
from portalkit.content.paragraphs import line_of_paragraph
from portalkit.model.record import RecordPath

BODY = """\
第一段，见[办法](https://www.nx.gov.cn/a_(1).html "全文")和**要点**。
这一行还是第一段。

## 一、对象

1. 年满六十周岁的；
2. 持有 `残疾人证` 的。

| 姓名 | 电话 |
|---|---|
| 张三 | 0954-1 |
| 李四 | 0954-2 |

> 引用一句。

相同的一段。

相同的一段。

末段&nbsp;有 <b>标签</b>。
"""


def text_of(body: str) -> str:
    path = RecordPath("shili", "shichang", "policy", "", "2026-03-01-yan.md")
    return read_body(body, first_line=1, shelf=Shelf(Path(), path, file_limit=1)).text


def lines_of(body: str, first_line: int = 1) -> dict[str, list[int | None]]:
    text = text_of(body)
    found: dict[str, list[int | None]] = {}
    for number, block in enumerate(text.split("\n"), 1):
        found.setdefault(block, []).append(line_of_paragraph(body, first_line, text, number))
    return found


def test_every_kind_of_block_is_found_on_its_line() -> None:
    found = lines_of(BODY)
    assert found["第一段，见办法和要点。这一行还是第一段。"] == [1]
    assert found["一、对象"] == [4]
    assert found["年满六十周岁的；"] == [6]
    assert found["持有 残疾人证 的。"] == [7]
    assert found["李四 0954-2"] == [12]
    assert found["引用一句。"] == [14]
    assert found["相同的一段。"] == [16, 18]
    assert found["末段 有 标签。"] == [20]


def test_lines_are_counted_in_the_file() -> None:
    assert lines_of(BODY, 8)["一、对象"] == [11]


@given(st.lists(st.text("食盐安全0123一二三", min_size=1, max_size=30), min_size=1, max_size=12))
def test_plain_paragraphs_are_found_whatever_they_say(paragraphs: list[str]) -> None:
    body = "\n\n".join(f"段{paragraph}" for paragraph in paragraphs)
    text = text_of(body)
    found = [line_of_paragraph(body, 1, text, number + 1) for number in range(len(paragraphs))]
    assert found == [1 + 2 * number for number in range(len(paragraphs))]


@pytest.mark.parametrize(("text", "number"), [("别处的一句话", 1), ("第一段", 9), ("", 1)])
def test_what_is_not_there_has_no_line(text: str, number: int) -> None:
    assert line_of_paragraph(BODY, 1, text, number) is None


@given(st.text(max_size=80), st.text(max_size=80), st.integers(1, 5))
def test_no_text_makes_it_fail(body: str, text: str, number: int) -> None:
    line = line_of_paragraph(body, 1, text, number)
    assert line is None or 1 <= line <= body.count("\n") + 1
