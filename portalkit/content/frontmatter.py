"""The head of an article (the part between two lines ``---``), read as strings with their lines.

- Nothing is guessed: every value stays the string that was typed; ``fields`` knows the types.
- Anchors, aliases, tags and complex keys are refused; depth and size are bounded.
- What YAML cannot read is explained by ``slips``, in the editor's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from portalkit.content import slips
from portalkit.model.record import Problem, ProblemKind
from portalkit.patterns import regex

_LARGEST_HEAD = 64 * 1024
_DEEPEST = 4
_FENCE = regex(r"---[ \t]*(?:\n|\Z)")
_CLOSING = regex(r"^---[ \t]*$", re.MULTILINE)
_WIDE_FENCE = regex(r"[ \t　]*(?:[-－—–]{2,}|[＊*=＝_]{3,})[ \t　]*(?:\n|\Z)")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where the wheel has it (ten times as fast); only reads events, so that no object is ever built."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was typed. ``line`` counts in the file, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: its name as it was typed, where, and its value."""

    name: str
    line: int
    value: Node


@dataclass(frozen=True, slots=True)
class Block:
    """Fields in the order of the file; a name may occur twice (``fields`` objects)."""

    entries: tuple[Entry, ...]
    line: int


Node: TypeAlias = Scalar | Sequence | Block


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two. The head starts on line 2; ``body_line`` is the line on which the body starts."""

    head: str
    body: str
    body_line: int


def split(text: str) -> Parts | Problem:
    """Cut a decoded file (line ends as LF) into head and body."""
    if not _FENCE.match(text):
        return _no_head(text)
    start = text.find("\n") + 1
    closing = _CLOSING.search(text, start) if start else None
    if closing is None:
        return Problem(
            ProblemKind.HEAD_NOT_CLOSED,
            "开头的“---”没有配对的第二个“---”，分不清哪里是正文。",
            1,
            "在最后一个字段的下一行单独写“---”，正文写在它的下面。",
        )
    head, body = text[start : closing.start()], text[closing.end() + 1 :]
    if len(head) > _LARGEST_HEAD:
        return Problem(ProblemKind.TOO_LARGE, "稿件开头的字段部分太长，超过了 64 KB。", 1, "长的内容写在正文里。")
    return Parts(head, body, text.count("\n", 0, closing.end()) + 2)


def read(parts: Parts) -> Block | tuple[Problem, ...]:
    """Read the head; where it cannot be read, every slip that explains it."""
    if found := slips.invisible(parts.head):
        return found
    try:
        return _read_events(parts.head)
    except _RefusedError as refused:
        return slips.explain(parts.head) or (refused.problem,)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return slips.explain(parts.head) or (slips.unexplained(mark.line + 2 if mark else 2),)
    except yaml.YAMLError:
        return slips.explain(parts.head) or (slips.unexplained(2),)


class _RefusedError(Exception):
    """YAML that is well-formed but has no place in a head."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def _read_events(head: str) -> Block:
    events = iter(yaml.parse(head, Loader=_LOADER))
    next(events)  # the start of the stream
    first = next(events)
    if isinstance(first, yaml.StreamEndEvent):
        return Block((), 2)
    root = _node(next(events), events, 0)
    next(events)  # the end of the document
    if not isinstance(next(events), yaml.StreamEndEvent):
        raise _RefusedError(slips.unexplained(2))
    if isinstance(root, Scalar) and not root.text:
        return Block((), 2)
    if not isinstance(root, Block):
        raise _RefusedError(slips.not_fields(root.line))
    return root


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    line = event.start_mark.line + 2 if event.start_mark else 2
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(slips.reserved("*", line))
    if event.anchor is not None:  # type: ignore[attr-defined]
        raise _RefusedError(slips.reserved("&", line))
    if event.tag is not None:  # type: ignore[attr-defined]
        raise _RefusedError(slips.reserved("!", line))
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, line)
    if depth == _DEEPEST:
        raise _RefusedError(slips.too_deep(line))
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, depth + 1))
        return Sequence(tuple(items), line)
    return _block(events, line, depth)


def _block(events: Iterator[yaml.Event], line: int, depth: int) -> Block:
    entries: list[Entry] = []
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _node(event, events, depth + 1)
        if not isinstance(name, Scalar):
            raise _RefusedError(slips.unexplained(name.line))
        entries.append(Entry(name.text, name.line, _node(next(events), events, depth + 1)))
    return Block(tuple(entries), line)


def _no_head(text: str) -> Problem:
    fix = "在文件最前面加一行“---”，下面写标题、发布时间、来源，再写一行“---”，然后是正文。"
    if not text.strip():
        return Problem(ProblemKind.NO_HEAD, "文件是空的。", 1, fix)
    if _FENCE.match(text.lstrip()):
        what = "开头的“---”前面有空行或空格。"
        return Problem(ProblemKind.NO_HEAD, what, 1, "删去“---”前面的空行和空格，让它成为文件的第一行。")
    if _WIDE_FENCE.match(text):
        what = f"第一行是“{text[: text.find(chr(10))].strip()[:10]}”，不是三个英文减号“---”。"
        return Problem(ProblemKind.NO_HEAD, what, 1, "把第一行改成三个英文减号“---”，前后不要有别的字。")
    return Problem(ProblemKind.NO_HEAD, "文件开头没有“---”，缺少标题、发布时间等字段。", 1, fix)
