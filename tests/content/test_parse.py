"""One file, one noun: what belongs to the article as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from portalkit.model.record import Record, RecordPath, Source, Unreadable

HEAD = "---\n标题: a\n发布时间: 2026-03-01\n来源: b\n---\n"


def test_the_digest_is_the_one_that_is_signed(read: Callable[..., Record | Unreadable], path: RecordPath) -> None:
    text = HEAD + "正文\n"
    unix, windows = read(text), read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert unix.digest == windows.digest == Source(path, text.encode()).digest
    assert isinstance(unix, Record)
    assert isinstance(windows, Record)
    assert (unix.body, unix.text) == (windows.body, windows.text) == ("<p>正文</p>", "正文")


def test_the_name_of_an_unreadable_file_is_below_the_content_root(read: Callable[..., Record | Unreadable]) -> None:
    assert read("正文").path == "shili/shichang/policy/2026/2026-03-01-yan.md"


@pytest.mark.parametrize("text", ["", "\n\n", "&nbsp;", "<!-- 待补 -->", "---"])
def test_an_empty_body_is_named(read: Callable[..., Record | Unreadable], text: str) -> None:
    record = read(HEAD + text)
    assert [(p.kind.name, p.what, p.line) for p in record.problems] == [("EMPTY_BODY", "正文是空的。", 6)]


def test_a_body_of_one_picture_is_not_empty(read: Callable[..., Record | Unreadable]) -> None:
    assert read(HEAD + "![图](/theme/x.png)").problems == ()


def test_the_summary_is_not_invented(read: Callable[..., Record | Unreadable]) -> None:
    record = read(HEAD + "正文\n")
    assert isinstance(record, Record)
    assert (record.summary, record.keywords, record.document, record.expires) == ("", (), None, None)


def test_a_date_in_the_name_of_the_same_month_is_right(
    read: Callable[..., Record | Unreadable], path: RecordPath
) -> None:
    assert read(HEAD + "文", at=replace(path, name="2026-03-31-yan.md")).problems == ()
    found = read(HEAD + "文", at=replace(path, name="2025-03-01-yan.md")).problems
    assert [(p.kind.name, p.what, p.line) for p in found] == [
        (
            "DATE_MISMATCH",
            "文件名里的日期是 2025-03-01，发布时间是 2026-03-01，不在同一个月；网址里的年月取自文件名。",
            3,
        )
    ]


def test_the_same_file_reads_the_same_whatever_was_read_before(read: Callable[..., Record | Unreadable]) -> None:
    text = HEAD + "[a]: https://a.cn/\n\n甲[^1]乙 [x][a]\n\n[^1]: 注\n\n## 题\n"
    first = read(text)
    read(HEAD + "[a]: https://b.cn/\n\n[^1]: 别的注\n\n[^1] [x][a] <div>\n\n# 题\n")
    assert read(text) == first
