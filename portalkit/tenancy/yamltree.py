"""Bytes → a tree of strings with line numbers. Nothing is converted, nothing is expanded, nothing can grow.

- Text is UTF-8 without invisible control characters, at most ``MAX_BYTES``.
- One document; no anchors, aliases or tags (so no bombs and no objects); at most ``MAX_DEPTH`` levels.
- The first of two equal keys is kept and the second is a finding.
- Whatever cannot be read is a finding at its line, and the tree is ``None``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from portalkit.tenancy import mistakes
from portalkit.tenancy.report import Report
from portalkit.tenancy.words import called
from portalkit.tenancy.yamlslips import explain

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12
MAX_ITEMS = 1000
"""Most entries of one list or mapping."""

MAX_DUPLICATES = 20
"""How many repeated keys of one mapping are listed one by one."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters nobody types on purpose: controls, zero-width marks, direction marks, halves of characters."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written. ``plain`` is false where it was quoted or written as a block."""

    text: str
    line: int
    plain: bool

    @property
    def empty(self) -> bool:
        """Nothing, ``~`` or ``null`` without quotes."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Listing:
    """A sequence."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: str
    line: int
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; its keys are unique."""

    entries: tuple[Entry, ...]
    line: int


Node = Scalar | Listing | Mapping


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """The document uses something that is not allowed; already noted."""


def parse(raw: bytes, report: Report) -> Node | None:
    """Read one file; ``None`` where it cannot be read or is empty (a finding tells why)."""
    text = _decode(raw, report)
    if text is None:
        return None
    events = yaml.parse(text, Loader=_LOADER)
    try:
        return _Reader(events, report).document()
    except _Refused:
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        slip = explain(error, text)
        report.note(mistakes.SYNTAX, slip.what, line=slip.line, fix=slip.fix)
        return None


def _decode(raw: bytes, report: Report) -> str | None:
    if len(raw) > MAX_BYTES:
        report.note(
            mistakes.UNREADABLE,
            f"文件有 {len(raw) // 1024} 千字节，超过登记文件 {MAX_BYTES // 1024} 千字节的上限。",
            fix="核对文件内容，登记文件只写登记项。",
        )
        return None
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        report.note(mistakes.ENCODING, _encoding_of(raw), line=None if b"\0" in raw else line)
        return None
    hidden = INVISIBLE.search(text)
    if hidden:
        line = text[: hidden.start()].count("\n") + 1
        report.note(mistakes.TEXT, f"文件里有看不见的控制字符（U+{ord(hidden[0]):04X}）。", line=line)
        return None
    return text


def _encoding_of(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "文件是 UTF-16 编码，程序读不出来。"
    if b"\0" in raw:
        return "文件不是文本文件，程序读不出来。"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 编码，程序读不出来。"
    return "文件是 GBK 编码，程序读不出来。"


class _Reader:
    """Builds the tree from parser events. Depth is bounded, so recursion is."""

    def __init__(self, events: Iterator[yaml.Event], report: Report) -> None:
        self._events = events
        self._report = report

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    self._refuse("文件里有第二个“---”，一个文件只能有一份登记。", event, "拆成两个文件，或删去“---”。")
                node = self._node(next(self._events), 1)
        if node is None or (isinstance(node, Scalar) and node.empty):
            self._report.note(mistakes.SHAPE, "文件是空的。", fix="按登记格式填写，不用的文件请删除。")
            return None
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("登记文件里不能用别名（*）。", event)
        if getattr(event, "anchor", None) is not None:
            self._refuse("登记文件里不能用锚点（&）。", event)
        if getattr(event, "tag", None) is not None:
            self._refuse("登记文件里不能用类型标签（!）。", event, "删去感叹号开头的标签；以感叹号开头的文字加引号。")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if depth > MAX_DEPTH:
            self._refuse(f"内容嵌套超过 {MAX_DEPTH} 层。", event, "对照示例登记文件改写，登记内容最多四层。")
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items(depth)), line)
        return Mapping(self._entries(depth), line)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Scalar:
        plain = event.style is None or event.style == ""
        hidden = INVISIBLE.search(event.value)
        if hidden:
            self._report.note(mistakes.TEXT, f"这一项里有看不见的控制字符（U+{ord(hidden[0]):04X}）。", line=line)
            return Scalar(INVISIBLE.sub("", event.value), line, plain)
        return Scalar(event.value, line, plain)

    def _items(self, depth: int) -> Iterator[Node]:
        for count in itertools.count():
            event = next(self._events)
            if isinstance(event, yaml.SequenceEndEvent):
                return
            self._bound(count, event)
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        repeated = 0
        for count in itertools.count():
            event = next(self._events)
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._bound(count, event)
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._report.note(mistakes.SHAPE, "字段名只能是一个词。", line=key.line)
            elif key.text in entries:
                repeated += 1
                self._repeat(key, entries[key.text], repeated)
            else:
                entries[key.text] = Entry(key.text, key.line, value)
        return tuple(entries.values())

    def _bound(self, count: int, event: yaml.Event) -> None:
        if count >= MAX_ITEMS:
            what = f"一个列表或一组字段超过 {MAX_ITEMS} 项。"
            self._refuse(what, event, "核对文件内容，删去多余的项。")

    def _repeat(self, key: Scalar, first: Entry, count: int) -> None:
        if count <= MAX_DUPLICATES:
            what = f"字段 {called(clip(key.text))}写了两次，第一次在第 {first.line} 行。"
            self._report.note(mistakes.DUPLICATE_KEY, what, line=key.line)

    def _refuse(self, what: str, event: yaml.Event, fix: str | None = None) -> None:
        self._report.note(mistakes.FEATURE, what, line=_line(event), fix=fix)
        raise _Refused


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def clip(text: str, length: int = 40) -> str:
    """Text for a message: one line, not longer than a person reads."""
    short = " ".join(text.split())
    return short if len(short) <= length else f"{short[:length]}…"
