"""What a YAML parser says, turned into what an editor did: line, slip and remedy in Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_VALUE = re.compile(r"""^[^#"']*?[:,\[{-]\s*(["'])""")
_FULL_WIDTH = re.compile(r"^\s*(?:- )?[A-Za-z_]+\s*：")


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of the pen. ``line`` is counted from 1; ``None`` where the parser does not know."""

    line: int | None
    what: str
    fix: str | None = None


def explain(error: Exception, text: str) -> Slip:
    """Name the slip behind a parser's error. The same for the C and the Python parser of PyYAML."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Slip(None, "文件里有程序读不出来的写法。")
    lines = text.splitlines()
    problem, context = str(error.problem or ""), str(error.context or "")
    at = _line(error.problem_mark)
    start = _line(error.context_mark) or at
    for number in (start, at):
        written = lines[number - 1] if number and number <= len(lines) else ""
        if _FULL_WIDTH.match(written):
            return Slip(number, "字段名后面用了中文冒号“：”，程序读不出这一行。", "把“：”改成英文冒号加一个空格。")
        if written[: len(written) - len(written.lstrip())].count("\t"):
            return Slip(number, "行首用了制表符（Tab）缩进。", "把行首的制表符改成空格。")
    open_quote = _open_quote(lines[: at or start or 0])
    if open_quote and "escape" not in problem:
        return Slip(open_quote, "引号没有配对。", "在这段文字末尾补上引号。")
    return _by_message(problem, context, start, at)


def _open_quote(lines: list[str]) -> int | None:
    """The first line that opens a quote and does not close it: the parser stops at a later quote, far from the slip."""
    for number, line in enumerate(lines, 1):
        value = _VALUE.match(line)
        sign = value[1] if value else ""
        if sign and line.count(sign) % 2:
            return number
    return None


def _by_message(problem: str, context: str, start: int | None, at: int | None) -> Slip:
    if "escape" in problem:
        return Slip(start, "双引号里的反斜杠“\\”写法不对。", "把双引号改成单引号。")
    if "quoted scalar" in context:
        return Slip(start, "引号没有配对。", "在这段文字末尾补上引号。")
    if "flow sequence" in context:
        return Slip(start, "方括号“[”没有配对，或各项之间少了逗号。", "补上“]”，各项用英文逗号隔开。")
    if "flow mapping" in context:
        return Slip(start, "花括号“{”没有配对，或各项之间少了逗号。", "补上“}”，各项用英文逗号隔开。")
    if "could not find expected ':'" in problem:
        return Slip(start, "字段名后面没有英文冒号。", "写成“字段名: 内容”。")
    if "mapping values are not allowed" in problem:
        return Slip(at, "这一行的缩进不对，或文字里有英文冒号。", "对齐缩进；文字里有英文冒号的，整段加引号。")
    if "cannot start any token" in problem:
        return Slip(at, "这一行以 YAML 的特殊符号开头。", "给这段文字加上引号。")
    if "block" in context:
        return Slip(at, "这一行的缩进与上文不一致。", "与同级的行左对齐。")
    return Slip(at or start, "这一行不符合 YAML 写法。")


def _line(mark: yaml.Mark | None) -> int | None:
    return mark.line + 1 if mark is not None else None
