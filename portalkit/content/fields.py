"""The one table of the fields of an article: where Chinese and English names meet, with type, use and example.

Adding a field takes three steps: a line here, the noun in ``portalkit.model.record``, and its use in ``metadata``.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterator
from dataclasses import dataclass


class FieldType(enum.Enum):
    """How a value is written; the word is what documentation shows."""

    TEXT = "文字"
    DATETIME = "日期和时间"
    DATE = "日期"
    BOOL = "是/否"
    LIST = "多个词"
    COLUMNS = "栏目"
    URL = "网址"
    NUMBER = "文号"
    VALIDITY = "有效性"
    DISCLOSURE = "公开方式"
    BLOCK = "一组字段"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``mistaken`` are names that people write instead; ``longest`` bounds the value in characters."""

    chinese: str
    english: str
    type: FieldType
    description: str
    example: str
    required: bool = False
    block: tuple[Field, ...] = ()
    mistaken: tuple[str, ...] = ()
    longest: int = 300


_T = FieldType

_DOCUMENT = (
    Field(
        "文号", "document_number", _T.NUMBER, "发文字号，年份用六角括号；没有文号写“无”。", "示政办发〔2026〕3号",
        mistaken=("发文字号", "发文号", "文件号", "doc_no"),
    ),
    Field(
        "索引号", "index_number", _T.TEXT, "信息公开索引号，全平台不重复。", "640499/2026-000123",
        required=True, mistaken=("信息索引号", "索引", "index"),
    ),
    Field(
        "发文机关", "issuer", _T.TEXT, "制发这份文件的机关全称。", "示例县人民政府办公室",
        required=True, mistaken=("发文单位", "发布机构", "发布机关", "制发机关"),
    ),
    Field(
        "成文日期", "signed_on", _T.DATE, "文件落款的日期。", "2026-02-26",
        required=True, mistaken=("成文时间", "生成日期", "签发日期", "落款日期"),
    ),
    Field(
        "主题分类", "subject", _T.TEXT, "文件所属的主题。", "市场监管",
        mistaken=("主题", "分类", "所属主题", "topic"),
    ),
    Field(
        "公开方式", "disclosure", _T.DISCLOSURE, "主动公开、依申请公开或不予公开。", "主动公开",
        mistaken=("公开形式",),
    ),
    Field(
        "有效性", "validity", _T.VALIDITY, "文件现在是否有效：有效、已修改、失效或废止。", "有效",
        mistaken=("效力", "时效性", "文件状态", "有效状态"),
    ),
)  # fmt: skip

_REPRINT = (
    Field(
        "原文链接", "source_url", _T.URL, "原文的网址。", "https://www.gov.cn/",
        required=True, mistaken=("原文地址", "原文网址", "链接", "url"), longest=2000,
    ),
    Field(
        "原发布时间", "source_published", _T.DATETIME, "原文发布的时间。", "2026-02-28 17:05",
        mistaken=("原发布日期", "原文时间", "原文发布时间"),
    ),
    Field(
        "原标题", "source_title", _T.TEXT, "原文的标题；写了就与本文标题逐字核对。", "食盐专营办法",
        mistaken=("原文标题", "原题"), longest=200,
    ),
)  # fmt: skip

FIELDS: tuple[Field, ...] = (
    Field(
        "标题", "title", _T.TEXT, "文章标题，与正式文件一致。", "关于印发食盐安全工作方案的通知",
        required=True, mistaken=("题目", "名称", "文章标题", "subject_line"), longest=200,
    ),
    Field(
        "发布时间", "published", _T.DATETIME, "在网站上发布的时间；只写日期表示零点。", "2026-03-01 09:30",
        required=True, mistaken=("发布日期", "日期", "时间", "发稿时间", "date", "pubdate", "publish_date"),
    ),
    Field(
        "来源", "source", _T.TEXT, "写稿单位的名称；转载的写原发布单位。", "示例县人民政府办公室",
        required=True, mistaken=("信息来源", "稿源", "文章来源", "出处", "origin"),
    ),
    Field("作者", "author", _T.TEXT, "写稿人。", "王五", mistaken=("撰稿", "撰稿人", "供稿", "记者")),
    Field("责任编辑", "editor", _T.TEXT, "对这篇稿件负责的编辑。", "赵六", mistaken=("责编", "编辑", "编辑人")),
    Field(
        "摘要", "summary", _T.TEXT, "一两句话的内容提要，显示在列表和搜索结果里。", "明确食盐安全工作的任务和分工。",
        mistaken=("简介", "概要", "内容提要", "description", "abstract"), longest=2000,
    ),
    Field(
        "关键词", "keywords", _T.LIST, "便于检索的词，写在方括号里，用逗号隔开。", "[食盐, 食品安全]",
        mistaken=("关键字", "标签", "tags", "keyword"),
    ),
    Field(
        "公文", "document", _T.BLOCK, "写了这一组，文章就进入政府信息公开目录。", "",
        block=_DOCUMENT, mistaken=("文件", "公文信息", "政府信息公开"),
    ),
    Field(
        "解读", "interprets", _T.NUMBER, "这篇文章解读的文件的文号。", "示政办发〔2026〕3号",
        mistaken=("解读文件", "被解读文件", "解读文号"),
    ),
    Field(
        "转载", "reprint", _T.BLOCK, "不是本单位写的文章写这一组。", "",
        block=_REPRINT, mistaken=("转发", "转载信息"),
    ),
    Field(
        "迁移自", "migrated_from", _T.URL, "从旧网站整合迁移来的稿件，写原来的网址。",
        "http://www.shilinongye.gov.cn/news/1.html", mistaken=("原网址", "迁移来源"), longest=2000,
    ),
    Field(
        "也发往", "also_in", _T.COLUMNS, "同时列出这篇文章的其他栏目，写作“单位/栏目”。", "[portal/notices]",
        mistaken=("同时发往", "同步发布", "同时发布", "也发布到"),
    ),
    Field("置顶", "headline", _T.BOOL, "是否作为门户首页的头条。", "是", mistaken=("头条", "推荐", "top", "sticky")),
    Field(
        "下架时间", "expires", _T.DATETIME, "到这个时间自动从网站撤下。", "2026-06-01 00:00",
        mistaken=("下线时间", "撤下时间", "失效时间", "过期时间", "下架日期", "expiry"),
    ),
)  # fmt: skip
"""Every field in the order in which an article shows them (formats §2)."""


def _by_name(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {name: field for field in fields for name in (field.chinese, field.english)}


_NAMES: dict[str | None, dict[str, Field]] = {
    None: _by_name(FIELDS),
    **{field.english: _by_name(field.block) for field in FIELDS if field.block},
}
KNOWN_NAMES: frozenset[str] = frozenset(name for names in _NAMES.values() for name in names)
"""Every name that may stand before a colon, in either language."""


def find(name: str, *, within: Field | None = None) -> Field | None:
    """Look a field up by its Chinese or English name; ``within`` is the block it stands in."""
    return _NAMES[within.english if within else None].get(name)


def named(english: str) -> Field:
    """Return the field of that English name, dotted inside a block; an unknown name is a programming error."""
    field: Field | None = None
    for part in english.split("."):
        field = _NAMES[field.english if field else None][part]
    if field is None:
        raise KeyError(english)
    return field


def every() -> Iterator[tuple[str, Field]]:
    """All fields with their dotted English name, blocks before their parts."""
    for field in FIELDS:
        yield field.english, field
        for part in field.block:
            yield f"{field.english}.{part.english}", part


def home_of(name: str) -> Field | None:
    """The block that a name belongs to, for a field that was written outside it."""
    return next((field for field in FIELDS if field.block and find(name, within=field)), None)


def suggest(name: str, *, within: Field | None = None) -> Field | None:
    """The field that was probably meant by an unknown name."""
    names = _NAMES[within.english if within else None]
    plain = name.strip().lower().replace(" ", "_").replace("-", "_")
    if plain in names:
        return names[plain]
    mistaken = {word: field for field in names.values() for word in field.mistaken}
    if plain in mistaken:
        return mistaken[plain]
    near = difflib.get_close_matches(plain, names, n=1, cutoff=0.5)
    return names[near[0]] if near else None
