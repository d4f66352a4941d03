"""A new article reads back as it was begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from portalkit.content.scaffold import article
from portalkit.model.column import Column, ColumnId
from portalkit.model.record import Record, Unreadable

WHEN = datetime(2026, 3, 1, 9, 30)


def column(kind: str, name: str = "x") -> Column:
    return Column(ColumnId(name), kind, kind, "", (), frozenset(), None, 3)


@pytest.mark.parametrize(
    "title",
    [
        "关于食盐安全的通知",
        "通知: 关于食盐",
        '"一号"通知',
        "[示例] 通知",
        "第 #1 号",
        "*重要*",
        "- 甲",
        "是",
        "结尾:",
        "甲\n乙",
    ],
)
def test_any_title_reads_back(read: Callable[..., Record | Unreadable], title: str) -> None:
    record = read(article(column("通知公告"), title=title, published=WHEN, source="示例县: 政府办", editor="赵六"))
    assert isinstance(record, Record)
    assert record.title == " ".join(title.split())
    assert (record.published, record.source, record.editor) == (WHEN, "示例县: 政府办", "赵六")
    assert record.problems == ()


def test_a_policy_has_the_block_of_a_document(read: Callable[..., Record | Unreadable]) -> None:
    text = article(column("政策文件"), title="关于食盐的通知", published=WHEN, source="示例县政府办")
    record = read(text)
    assert isinstance(record, Record)
    assert record.document is not None
    assert (record.document.issuer, record.document.disclosure, record.document.validity) == (
        "示例县政府办",
        "主动公开",
        "有效",
    )
    assert [(p.kind.name, p.what) for p in record.problems] == [
        ("MISSING_FIELD", "“索引号”后面没有内容。"),
        ("MISSING_FIELD", "“成文日期”后面没有内容。"),
    ]
    filled = read(text.replace("索引号:", "索引号: 640499/2026-000123").replace("成文日期:", "成文日期: 2026-02-26"))
    assert isinstance(filled, Record)
    assert filled.document is not None
    assert filled.document.signed_on == date(2026, 2, 26)
    assert filled.problems == ()


def test_a_reprint_is_two_signs_away(read: Callable[..., Record | Unreadable]) -> None:
    text = article(column("政务要闻"), title="转载", published=WHEN, source="新华社")
    text = text.replace("# 转载:  ", "转载:  ").replace("#   原文链接: https://", "  原文链接: https://www.news.cn/")
    record = read(text.replace("#   原发布时间:", "  原发布时间: 2026-03-01 08:00"))
    assert isinstance(record, Record)
    assert record.reprint is not None
    assert record.reprint.source_url == "https://www.news.cn/"
    assert record.problems == ()


@pytest.mark.parametrize("kind", ["办事服务", "政策解读", "咨询投诉", "工作动态", "信息公开指南"])
def test_every_kind_of_column_starts_with_a_body(read: Callable[..., Record | Unreadable], kind: str) -> None:
    record = read(article(column(kind, "disclosure-guide"), title="甲", published=WHEN, source="乙"))
    assert isinstance(record, Record)
    assert record.problems == ()
    assert record.text
    assert record.document is None
