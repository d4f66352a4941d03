"""The table of fields, and how typed strings become values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from portalkit.content import fields, values
from portalkit.content.fields import FieldType
from portalkit.model.column import ColumnPath
from portalkit.model.record import Document, Record, Reprint, Unreadable

FULL = """---
标题: 关于印发食盐安全工作方案的通知
发布时间: 2026-03-01 09:30
来源: 示例县人民政府办公室
作者: 王五
责任编辑: 赵六
摘要: 一句话。
关键词: [食盐, 食品安全]
公文:
  文号: 示政办发〔2026〕3号
  索引号: 640499/2026-000123
  发文机关: 示例县人民政府办公室
  成文日期: 2026-02-26
  主题分类: 市场监管
  公开方式: 主动公开
  有效性: 已修改
解读: 示政办发〔2026〕3号
转载:
  原文链接: https://www.nx.gov.cn/
  原发布时间: 2026-02-28 17:05
也发往: [portal/notices]
置顶: true
下架时间: 2026-06-01 00:00
---
正文。
"""


def test_every_field_of_the_format_is_read(read: Callable[..., Record | Unreadable]) -> None:
    record = read(FULL)
    assert isinstance(record, Record)
    assert record.problems == ()
    assert record.title == "关于印发食盐安全工作方案的通知"
    assert record.published == datetime(2026, 3, 1, 9, 30)
    assert (record.source, record.author, record.editor) == ("示例县人民政府办公室", "王五", "赵六")
    assert (record.summary, record.keywords) == ("一句话。", ("食盐", "食品安全"))
    assert record.document == Document(
        "示政办发〔2026〕3号",
        "640499/2026-000123",
        "示例县人民政府办公室",
        date(2026, 2, 26),
        "市场监管",
        "主动公开",
        "已修改",
    )
    assert record.interprets == "示政办发〔2026〕3号"
    assert record.reprint == Reprint("https://www.nx.gov.cn/", datetime(2026, 2, 28, 17, 5))
    assert record.also_in == (ColumnPath("portal", "notices"),)
    assert record.headline is True
    assert record.expires == datetime(2026, 6, 1)
    assert record.field_lines["title"] == 2
    assert record.field_lines["document.signed_on"] == 13
    assert record.body_line == 25


def test_english_names_read_the_same(read: Callable[..., Record | Unreadable]) -> None:
    english = FULL
    for name, field in fields.every():
        indent = "  " if "." in name else ""
        english = english.replace(f"\n{indent}{field.chinese}:", f"\n{indent}{field.english}:")
    a, b = read(FULL), read(english)
    assert isinstance(a, Record)
    assert isinstance(b, Record)
    assert "标题" not in english
    assert (a.title, a.document, a.reprint, a.also_in) == (b.title, b.document, b.reprint, b.also_in)
    assert a.field_lines == b.field_lines


def test_names_are_unique_within_their_block() -> None:
    for within in (None, *(field for field in fields.FIELDS if field.block)):
        block = within.block if within else fields.FIELDS
        words = [word for field in block for word in (field.chinese, field.english)]
        assert len(words) == len(set(words))
        for field in block:
            assert fields.find(field.chinese, within=within) is field
            assert fields.find(field.english, within=within) is field
            for word in field.mistaken:
                assert fields.suggest(word, within=within) is field


def test_every_field_is_documented_with_an_example_that_reads() -> None:
    convert: dict[FieldType, Callable[[str], object]] = {
        FieldType.DATETIME: values.to_datetime,
        FieldType.DATE: values.to_date,
        FieldType.BOOL: values.to_bool,
        FieldType.URL: values.to_url,
        FieldType.VALIDITY: lambda text: values.to_choice(text, values.VALIDITIES),
        FieldType.DISCLOSURE: lambda text: values.to_choice(text, values.DISCLOSURES),
    }
    for _, field in fields.every():
        assert field.description.endswith("。")
        assert field.example or field.type is FieldType.BLOCK
        convert.get(field.type, str)(field.example)


def test_a_name_in_the_code_that_is_no_field_is_a_bug() -> None:
    with pytest.raises(KeyError):
        fields.named("document.title")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", datetime(2026, 3, 1)),
        ("2026-03-01 09:30", datetime(2026, 3, 1, 9, 30)),
        ("2026-03-01 09:30:15", datetime(2026, 3, 1, 9, 30, 15)),
        ("2024-02-29", datetime(2024, 2, 29)),
    ],
)
def test_a_date_alone_is_midnight(text: str, expected: datetime) -> None:
    assert values.to_datetime(text) == expected


@pytest.mark.parametrize("word", ["是", "true", "True", "yes", "YES", "ｙｅｓ"])
def test_yes_in_every_form(word: str) -> None:
    assert values.to_bool(word) is True


@pytest.mark.parametrize("word", ["否", "false", "no", "off"])
def test_no_in_every_form(word: str) -> None:
    assert values.to_bool(word) is False


@pytest.mark.parametrize(
    "text", ["[食盐, 安全]", "食盐，安全", "食盐、安全", "食盐;安全", "\n  - 食盐\n  - 安全", "[食盐，安全]"]
)
def test_words_in_every_form(read: Callable[..., Record | Unreadable], text: str) -> None:
    record = read(f"---\n标题: a\n发布时间: 2026-03-01\n来源: b\n关键词: {text}\n---\n正文\n")
    assert isinstance(record, Record)
    assert record.keywords == ("食盐", "安全")


@pytest.mark.parametrize("text", ["无", "无文号", "—", ""])
def test_no_document_number_is_an_empty_one(read: Callable[..., Record | Unreadable], text: str) -> None:
    record = read(FULL.replace("文号: 示政办发〔2026〕3号\n", f"文号: {text}\n"))
    assert isinstance(record, Record)
    assert record.document is not None
    assert record.document.document_number == ""


def test_what_looks_like_a_number_or_a_no_stays_text(read: Callable[..., Record | Unreadable]) -> None:
    record = read("---\n标题: no\n发布时间: 2026-03-01\n来源: 0123\n作者: 1:30\n编辑: null\n摘要: 1e3\n---\n正文\n")
    assert isinstance(record, Record)
    assert (record.title, record.source, record.author, record.summary) == ("no", "0123", "1:30", "1e3")


def test_a_column_that_lists_its_own_article_twice_lists_it_once(read: Callable[..., Record | Unreadable]) -> None:
    record = read(FULL.replace("[portal/notices]", "[portal/notices, shichang/policy, portal/notices]"))
    assert isinstance(record, Record)
    assert record.also_in == (ColumnPath("portal", "notices"),)
    assert record.problems == ()
