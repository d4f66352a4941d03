"""The text of a new article, for ``invoke new``: Chinese field names, and comments that say what belongs where."""

from __future__ import annotations

import json
from datetime import datetime

from portalkit.content import fields
from portalkit.content.values import to_datetime
from portalkit.model.column import Column

_DOCUMENT_TYPES = ("政策文件", "信息公开")
_BODY = {
    "办事服务": (
        "| 项目 | 内容 |\n| --- | --- |\n| 事项名称 |  |\n| 设定依据 |  |\n| 申请条件 |  |\n| 办理材料 |  |\n"
        "| 办理地点 |  |\n| 办理时间 |  |\n| 联系电话 |  |\n| 办理流程 |  |\n"
    ),
    "政策解读": "## 出台背景\n\n……\n\n## 主要内容\n\n……\n\n## 解读机关和联系电话\n\n……\n",
    "咨询投诉": "## 来信\n\n……\n\n## 答复\n\n……\n",
}


def article(column: Column, *, title: str, published: datetime, source: str, editor: str = "") -> str:
    """A file ready to be filled in. ``source`` is the unit's name; columns of documents get the 公文 block."""
    lines = [
        "---",
        f"标题: {_quoted(title)}",
        f"发布时间: {_moment(published)}",
        f"来源: {_quoted(source)}                # 转载的写原发布单位",
        "作者:",
        f"责任编辑: {_quoted(editor)}" if editor else "责任编辑:",
        f"摘要:                              # {fields.named('summary').description}",
        f"关键词: []                          # 例如 {fields.named('keywords').example}",
    ]
    if is_of_documents(column):
        lines += _document(source)
    if column.type == "政策解读":
        lines.append(f"解读:                              # 例如 {fields.named('interprets').example}")
    lines += [
        "# 转载:                            # 转载的文章去掉这三行行首的“# ”",
        "#   原文链接: https://",
        "#   原发布时间:",
        "---",
        "",
    ]
    return "\n".join(lines) + _BODY.get(column.type, "在这里写正文。小标题用“## ”开头，段落之间空一行。\n")


def is_of_documents(column: Column) -> bool:
    """Whether articles of this column are normally official documents."""
    return column.type.startswith(_DOCUMENT_TYPES) and not column.id.startswith("disclosure-")


def _document(issuer: str) -> list[str]:
    block = fields.named("document")
    given = {"issuer": _quoted(issuer), "disclosure": "主动公开", "validity": "有效"}
    lines = [f"{block.chinese}:"]
    for part in block.block:
        value = given.get(part.english, "")
        hint = f"# 例如 {part.example}" if not value else f"# {part.description}"
        lines.append(f"  {part.chinese}: {value}{' ' if value else ''}{' ' * 16}{hint}".rstrip())
    return lines


def _moment(published: datetime) -> str:
    text = f"{published:%Y-%m-%d %H:%M}"
    to_datetime(text)
    return text


def _quoted(text: str) -> str:
    """A value that YAML reads back as it is; quotes only where they are needed."""
    one_line = " ".join(text.split())
    plain = one_line and one_line[0] not in "\"'[]{}#&*!|>%@`-?:," and ": " not in one_line and " #" not in one_line
    return one_line if plain and not one_line.endswith(":") else json.dumps(one_line, ensure_ascii=False)
