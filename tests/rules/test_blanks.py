"""What counts as no more than a blank page."""

from __future__ import annotations

from datetime import datetime

import pytest

from portalkit.model.record import LocalFile, Record, RecordPath
from portalkit.rules.facts.blanks import is_placeholder

PATH = RecordPath("shili", "shichang", "notices", "", "2026-03-01-shuoming.md")


def record(text: str, **more: object) -> Record:
    return Record(PATH, "0", "说明", datetime(2026, 3, 1, 9, 30), "县市场监督管理局", "", text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["内容正在建设中，敬请期待。", "建设中", "暂无内容", "（更新中）\n敬请期待！", "本栏目正在完善中。"]
)
def test_a_line_that_promises_is_a_blank_page(text: str) -> None:
    assert is_placeholder(record(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "东环路正在建设中，预计十月通车。",
        "暂无数据\n联系电话：0954-3012345",
        "内容正在建设中，敬请期待。" + "本局职责见下。" * 30,
    ],
)
def test_a_page_that_says_something_is_none(text: str) -> None:
    assert not is_placeholder(record(text))


def test_a_page_with_a_file_is_none() -> None:
    file = LocalFile("a.docx", "notices/a.docx", "0", 1, "/a.docx", "清单", picture=False)
    assert not is_placeholder(record("更新中", files=(file,)))
