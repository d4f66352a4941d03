"""The usual slips in a head, found line by line and said in the editor's words.

YAML's own messages name its grammar; an editor needs the line, the cause and one remedy. Lines are those of the
file: the head starts on line 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portalkit.content.fields import KNOWN_NAMES
from portalkit.content.values import shown
from portalkit.model.record import Problem, ProblemKind
from portalkit.patterns import regex

_KEY = regex(r"(?P<indent> *)(?:- +)?(?P<quote>[\"']?)(?P<key>[^\"'\[\]{}#:：]*?[^\"'\[\]{}#:：\s])(?P=quote)[  ]*"
                  r"(?P<colon>[:：])(?P<rest>.*)")  # fmt: skip
_PLAIN_KEY = regex(r"[\w一-鿿]{1,12}")
_SCHEME = regex(r"https?|ftp|mailto|tel", re.IGNORECASE)
_LITERAL = regex(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?")
_COMMENT = regex(r"\s#.*$")
_DASHES = regex(r"[-－—–]{2,}")
_ODD_INDENT = regex(r" *[　\xa0][　\xa0 ]*")
_TAB = regex(r"[ ]*\t|[^\"'\[\]{}#:：\t]+:\t")
_QUOTE_IT = '用英文双引号把整个值括起来，例如“标题: "……"”。'
_RESERVED = "&*!@`%"


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    key: re.Match[str] | None

    @property
    def name(self) -> str:
        return self.key["key"] if self.key else ""

    @property
    def known(self) -> bool:
        return self.name in KNOWN_NAMES

    @property
    def rest(self) -> str:
        return self.key["rest"].strip() if self.key else ""


def invisible(head: str) -> tuple[Problem, ...]:
    """Tabs and wide blanks where YAML wants spaces: always wrong, and never to be seen."""
    if not ("\t" in head or "　" in head or "\xa0" in head):
        return ()
    found: list[Problem] = []
    for line in _lines(head):
        if _TAB.match(line.text):
            found.append(
                Problem(
                    ProblemKind.TAB,
                    "这一行用了制表符（Tab 键）。",
                    line.number,
                    "删去制表符，改用空格：缩进两格，冒号后一格。",
                )
            )
        elif _ODD_INDENT.match(line.text):
            found.append(
                Problem(
                    ProblemKind.SYNTAX,
                    "这一行行首的空格不是英文空格（可能是全角空格）。",
                    line.number,
                    "删去行首的空格，改用两个英文空格。",
                )
            )
    return tuple(found)


def explain(head: str) -> tuple[Problem, ...]:
    """Every slip that keeps this head from being read; empty if none of the usual ones is in it."""
    lines = list(_lines(head))
    found: list[Problem] = []
    for index, line in enumerate(lines):
        problem = _of_line(line) or _of_value(line, lines[index + 1 :])
        if problem or (line.key is None and (problem := _stray(line, lines[:index]))):
            found.append(problem)
        if problem and problem.kind is ProblemKind.HEAD_NOT_CLOSED:
            break  # what follows is the body
    return tuple(found)


def wide_colons(head: str, name: str | None = None) -> tuple[Problem, ...]:
    """Known fields followed by a Chinese colon, where YAML saw nothing wrong; of one ``name`` only, if given."""
    found = (_wide_colon(line) for line in _lines(head) if name is None or line.name == name)
    return tuple(problem for problem in found if problem)


def wide_colon(name: str, value: str, line: int) -> Problem:
    """One field with a Chinese colon after its name."""
    start = shown(value, 20)
    return Problem(
        ProblemKind.FULLWIDTH_COLON,
        f"“{name}”后面用了中文冒号“：”，程序读不出这一行。",
        line,
        f"把“：”改成英文冒号加一个空格，例如“{name}: {start}”。" if start else "把“：”改成英文冒号。",
    )


def unexplained(line: int) -> Problem:
    """For what none of the usual slips explains."""
    return Problem(
        ProblemKind.SYNTAX,
        "从这一行起程序读不懂。",
        line,
        "对照上一行检查缩进和标点；值里有冒号、井号、引号、方括号的，用英文双引号把整个值括起来。",
    )


def not_fields(line: int) -> Problem:
    """For a head that holds something else than fields."""
    return Problem(ProblemKind.SYNTAX, "两行“---”之间没有写字段。", line, "每行写一个字段，例如“标题: 关于……的通知”。")


def reserved(sign: str, line: int) -> Problem:
    """For a value that starts with a sign that YAML keeps for itself."""
    return Problem(ProblemKind.SYNTAX, f"值的开头是“{sign}”，这个符号有特殊含义。", line, _QUOTE_IT)


def too_deep(line: int) -> Problem:
    """For lists in lists in lists."""
    return Problem(ProblemKind.SYNTAX, "字段里的层次太多。", line, "最多写两层：一组字段和它下面的字段。")


def _lines(head: str) -> Iterator[_Line]:
    """Lines that may hold fields: without blank lines, comments and literal blocks."""
    literal: int | None = None
    for number, text in enumerate(head.split("\n"), start=2):
        indent = len(text) - len(text.lstrip(" "))
        stripped = text.strip()
        if literal is not None and (indent > literal or not stripped):
            continue
        literal = None
        if not stripped or stripped.startswith("#"):
            continue
        key = _KEY.match(text)
        if key and _LITERAL.fullmatch(key["rest"].strip()):
            literal = len(key["indent"])
        yield _Line(number, text, key)


def _of_line(line: _Line) -> Problem | None:
    if _DASHES.fullmatch(line.text.strip()):
        return Problem(
            ProblemKind.HEAD_NOT_CLOSED,
            f"这一行是“{line.text.strip()[:10]}”，不是三个英文减号“---”，字段部分没有结束。",
            line.number,
            "把这一行改成三个英文减号“---”，顶格写。",
        )
    if line.key is None:
        return None
    if problem := _wide_colon(line):
        return problem
    plain = line.known or (_PLAIN_KEY.fullmatch(line.name) and not _SCHEME.fullmatch(line.name))
    if line.key["colon"] == ":" and line.rest and not line.key["rest"].startswith(" ") and plain:
        return Problem(
            ProblemKind.SYNTAX,
            f"“{line.name}”的冒号后面少一个空格。",
            line.number,
            f"在冒号后面加一个空格，例如“{line.name}: {shown(line.rest, 12)}”。",
        )
    return None


def _wide_colon(line: _Line) -> Problem | None:
    if line.key is None or line.key["colon"] != "：":
        return None
    if not (line.known or (not line.key["indent"] and _PLAIN_KEY.fullmatch(line.name))):
        return None
    return wide_colon(line.name, line.rest, line.number)


def _of_value(line: _Line, following: list[_Line]) -> Problem | None:
    value = line.rest
    if line.key is None or not value:
        return None
    if value[0] in "\"'":
        return _of_quotes(line, following)
    if value[0] in "[{":
        return _of_brackets(line, following)
    if value[0] in _RESERVED:
        return reserved(value[0], line.number)
    if value[0] in "|>":
        return Problem(
            ProblemKind.SYNTAX, f"“{value[0]}”后面直接写了文字。", line.number, f"删去“{value[0]}”，或换行缩进后再写。"
        )
    plain = _COMMENT.sub("", value)
    if value.startswith("- "):
        return Problem(
            ProblemKind.SYNTAX,
            "列表的第一项写在了字段名的同一行。",
            line.number,
            "换行，缩进两格后再写“- ”；或写成方括号形式“[甲, 乙]”。",
        )
    if ": " in plain or plain.endswith(":"):
        return Problem(ProblemKind.SYNTAX, f"“{line.name}”的值里有英文冒号。", line.number, _QUOTE_IT)
    return None


def _of_quotes(line: _Line, following: list[_Line]) -> Problem | None:
    quote, value = line.rest[0], line.rest
    end = _closing_quote(value, quote)
    if end is None:
        for later in following:
            if later.known and later.key and len(later.key["indent"]) <= len(line.key["indent"] if line.key else ""):
                break
            if quote in later.text:
                return None
        return Problem(
            ProblemKind.QUOTE,
            f"“{line.name}”的值开头有引号（{quote}），后面没有配对的引号。",
            line.number,
            f"在值的末尾补上引号（{quote}），或删去开头的引号。",
        )
    tail = value[end + 1 :].strip()
    if tail and not tail.startswith("#"):
        return Problem(
            ProblemKind.QUOTE,
            f"“{line.name}”的值里，引号（{quote}）后面还有文字“{shown(tail, 12)}”。",
            line.number,
            "用英文双引号把整个值括起来，值里面的引号改用中文引号“”。",
        )
    return None


def _closing_quote(value: str, quote: str) -> int | None:
    index = 1
    while index < len(value):
        if quote == '"' and value[index] == "\\":
            index += 2
            continue
        if value[index] == quote:
            if quote == "'" and value[index + 1 : index + 2] == "'":
                index += 2
                continue
            return index
        index += 1
    return None


def _of_brackets(line: _Line, following: list[_Line]) -> Problem | None:
    text = line.rest
    for later in following:
        if _balance(text) <= 0 or (later.known and later.key):
            break
        text += later.text
    if _balance(text) == 0 and not re.search(r"[\]}]\s*[^\s#\]},]", text):
        return None
    return Problem(
        ProblemKind.SYNTAX,
        f"“{line.name}”的方括号没有配对，或括号后面还有文字。",
        line.number,
        "列表用一对英文方括号括起来，例如“[食盐, 食品安全]”；值本身以括号开头的，用英文双引号把整个值括起来。",
    )


def _balance(text: str) -> int:
    bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"", "", text)
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def _stray(line: _Line, before: list[_Line]) -> Problem | None:
    if line.text.startswith((" ", "-", "]", "}")):
        return None
    previous = before[-1] if before else None
    if previous and previous.number < line.number - 1:
        return Problem(
            ProblemKind.HEAD_NOT_CLOSED,
            f"从“{shown(line.text, 12)}”起像是正文，前面缺少第二行“---”。",
            line.number,
            "在正文前面单独写一行“---”。",
        )
    return Problem(
        ProblemKind.SYNTAX,
        f"这一行“{shown(line.text, 12)}”没有字段名。",
        line.number,
        "每行写“字段名: 值”；接着上一行写的，在行首加两个空格。",
    )
