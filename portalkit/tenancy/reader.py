"""A mapping of the registry, read field by field: every call converts one declared type and notes what is wrong.

Reading never stops: a field that is missing or wrong is noted and stands in as an empty value (``""``, ``date.min``).
A stand-in never leaves the registry, because a noted mistake of this kind discards the platform.
Fields that nobody asked for are noted by :meth:`Fields.finish`.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from portalkit.model.finding import Location
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import parse_date
from portalkit.tenancy.mistakes import Mistake
from portalkit.tenancy.report import Report
from portalkit.tenancy.words import called, in_english
from portalkit.tenancy.yamltree import Entry, Listing, Node, Scalar, clip
from portalkit.tenancy.yamltree import Mapping as Table

TEXT_LENGTH = 300
"""Longest text of one field."""

MAX_UNKNOWN = 20
"""How many unknown fields of one mapping are listed one by one."""

_YES = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


class Fields:
    """One mapping. ``within`` is its dotted place in the file; an absent one answers every question with nothing."""

    def __init__(self, table: Table | None, report: Report, *, within: str = "", line: int | None = None) -> None:
        self.report = report
        self.absent = table is None
        self.line = table.line if table else line
        self._within = within
        self._entries: Mapping[str, Entry] = {entry.key: entry for entry in table.entries} if table else {}
        self._asked: dict[str, None] = {}
        self._passed_over: set[str] = set()
        self._parts: list[Fields] = []

    # Places

    def field(self, key: str) -> str:
        """The dotted name of a field in its file."""
        return f"{self._within}.{key}" if self._within else key

    def line_of(self, key: str) -> int | None:
        """The line of a field's value, or of the mapping where the field is missing."""
        entry = self._entries.get(key)
        return entry.value.line if entry else self.line

    def where(self, key: str) -> Location:
        """The place of a field's value."""
        return Location(self.report.path, self.line_of(key), self.field(key))

    def has(self, key: str) -> bool:
        """Whether a field is there with something in it."""
        entry = self._entries.get(key)
        return entry is not None and not (isinstance(entry.value, Scalar) and entry.value.empty)

    def note(self, mistake: Mistake, key: str, what: str, *, fix: str | None = None) -> None:
        """Note a mistake at a field."""
        self.report.note(mistake, what, line=self.line_of(key), field=self.field(key), fix=fix)

    # Values

    def peek(self, key: str) -> str:
        """The text of a field without judging it; empty where there is none."""
        entry = self._entries.get(key)
        return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) and self.has(key) else ""

    def text(self, key: str, *, required: bool = True, missing: Mistake | None = None) -> str:
        """One line of text, stripped. ``missing`` is the mistake to note where a required one is not there."""
        node = self._value(key, required=required, missing=missing)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.note(mistakes.SHAPE, key, f"{called(self.field(key))}应当是一行文字。")
            return ""
        text = node.text.strip()
        if any(mark in text for mark in "\n\r\t"):
            self.note(mistakes.TEXT, key, f"{called(self.field(key))}写成了多行。", fix="写成一行文字。")
            return " ".join(text.split())
        if len(text) > TEXT_LENGTH:
            what = f"{called(self.field(key))}有 {len(text)} 个字，超过 {TEXT_LENGTH} 个字。"
            self.note(mistakes.TEXT, key, what, fix=f"缩短到 {TEXT_LENGTH} 个字以内。")
            return text[:TEXT_LENGTH]
        return text

    def choice(self, key: str, options: Collection[str], *, default: str | None = None) -> str:
        """One of ``options``; required unless there is a default. A wrong one stands in as the empty text."""
        text = self.text(key, required=default is None)
        if not text:
            return default or ""
        if text not in options:
            what = f"{called(self.field(key))}写的是“{clip(text)}”，不在允许的取值之内。"
            near = nearest(text, options)
            fix = f"改成“{near}”。" if near else f"改成其中之一：{'、'.join(options)}。"
            self.note(mistakes.VALUE, key, what, fix=fix)
            return ""
        return text

    def day(self, key: str, *, missing: Mistake | None = None) -> date:
        """A date that must be there."""
        return self._day(key, required=True, missing=missing) or date.min

    def optional_day(self, key: str) -> date | None:
        """A date that may be missing."""
        return self._day(key, required=False, missing=None)

    def _day(self, key: str, *, required: bool, missing: Mistake | None) -> date | None:
        text = self.text(key, required=required, missing=missing)
        if not text:
            return None
        found = parse_date(text)
        if found is None:
            self.note(mistakes.DATE, key, f"{called(self.field(key))}写的是“{clip(text)}”，不是有效日期。")
        return found

    def number(self, key: str, *, least: int, most: int) -> int:
        """A whole number that must be there."""
        found = self.optional_number(key, least=least, most=most)
        if found is None and not self.has(key):
            self._missing(key, None)
        return least if found is None else found

    def optional_number(self, key: str, *, least: int, most: int) -> int | None:
        """A whole number; ``None`` where it is ``null``, missing or wrong."""
        text = self.text(key, required=False)
        if not text:
            return None
        digits = text.removeprefix("-")
        if len(digits) > 9 or not (digits.isascii() and digits.isdigit()) or not least <= int(text) <= most:
            what = f"{called(self.field(key))}写的是“{clip(text)}”，应当是 {least} 到 {most} 的整数。"
            self.note(mistakes.VALUE, key, what, fix=f"改成 {least} 到 {most} 的整数。")
            return None
        return int(text)

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        text = self.text(key, required=False).lower()
        if text and text not in _YES:
            what = f"{called(self.field(key))}写的是“{clip(text)}”，只能是 true 或 false。"
            self.note(mistakes.VALUE, key, what, fix="改成 true 或 false。")
        return _YES.get(text, False)

    # Parts

    def part(self, key: str, *, required: bool = True, missing: Mistake | None = None) -> Fields:
        """A mapping inside this one; an absent one where it is missing or not a mapping."""
        node = self._value(key, required=required, missing=missing)
        return self._part(node, self.field(key), key)

    def items(self, key: str, *, required: bool = False, missing: Mistake | None = None) -> tuple[Node, ...]:
        """The items of a list; none where it is missing or not a list."""
        node = self._value(key, required=required, missing=missing)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            what = f"{called(self.field(key))}应当是一个列表。"
            self.note(mistakes.SHAPE, key, what, fix="写成“[甲, 乙]”，或每项一行、以“- ”开头。")
            return ()
        if required and not node.items:
            self._missing(key, missing)
        return node.items

    def size(self, key: str) -> int:
        """How many items a list has, read or not."""
        entry = self._entries.get(key)
        return len(entry.value.items) if entry and isinstance(entry.value, Listing) else 0

    def parts(self, key: str, *, required: bool = False, missing: Mistake | None = None) -> Iterator[Fields]:
        """The mappings of a list; other items are noted and left out."""
        for number, node in enumerate(self.items(key, required=required, missing=missing), 1):
            part = self.item(node, key, number)
            if not part.absent:
                yield part

    def words(self, key: str, *, required: bool = False, missing: Mistake | None = None) -> Iterator[tuple[str, int]]:
        """The texts of a list, each with its line; other items are noted and left out."""
        for number, node in enumerate(self.items(key, required=required, missing=missing), 1):
            if isinstance(node, Scalar) and node.text.strip():
                yield node.text.strip(), node.line
            else:
                what = f"{called(self.field(key))}的第 {number} 项应当是一个词。"
                self.report.note(mistakes.SHAPE, what, line=node.line, field=self.field(key))

    def item(self, node: Node, key: str, number: int) -> Fields:
        """The item of a list as a mapping."""
        return self._part(node, f"{self.field(key)}[{number}]", key, line=node.line)

    def named(self, key: str) -> Iterator[tuple[str, Fields]]:
        """The entries of a mapping of mappings, by their names."""
        part = self.part(key, required=False)
        for name in part.keys():  # noqa: SIM118 - Fields is no mapping
            yield name, part.part(name)

    def keys(self) -> tuple[str, ...]:
        """The keys as written."""
        return tuple(self._entries)

    def _part(self, node: Node | None, within: str, key: str, line: int | None = None) -> Fields:
        table = node if isinstance(node, Table) else None
        if node is not None and table is None:
            what = f"{called(within)}应当由“字段名: 内容”组成。"
            self.report.note(mistakes.SHAPE, what, line=node.line, field=within)
        part = Fields(table, self.report, within=within, line=line or self.line_of(key))
        self._parts.append(part)
        return part

    def _value(self, key: str, *, required: bool, missing: Mistake | None) -> Node | None:
        self._asked[key] = None
        if self.has(key):
            return self._entries[key].value
        if required:
            self._missing(key, missing)
        return None

    def _missing(self, key: str, mistake: Mistake | None) -> None:
        if not self.absent:
            what = f"缺少 {called(self.field(key)).strip()}。"
            plain = mistake is None or mistake is mistakes.NOBODY
            self.note(mistake or mistakes.MISSING, key, what, fix=f"补上 {called(key).strip()}。" if plain else None)

    # What nobody asked for

    def pass_over(self, *keys: str) -> None:
        """Leave fields out of :meth:`finish`: they are judged elsewhere, and never what somebody meant to write."""
        self._passed_over.update(keys)

    def finish(self) -> None:
        """Note the fields that are not part of the format, here and in every part."""
        for part in self._parts:
            part.finish()
        strange = [
            entry for key, entry in self._entries.items() if key not in self._asked and key not in self._passed_over
        ]
        for entry in strange[:MAX_UNKNOWN]:
            near = in_english(entry.key, self._asked) or nearest(entry.key, self._asked)
            fix = f"改成“{near}”，或删除这一行。" if near else None
            if isinstance(entry.value, Scalar) and entry.value.empty and not near:
                fix = "前一项的文字里有英文逗号的，给整段文字加上引号；否则删除这一项。"
            what = f"登记格式里没有字段 {clip(self.field(clip(entry.key)), 80)}。"
            self.report.note(mistakes.UNKNOWN_KEY, what, line=entry.line, field=self.field(clip(entry.key)), fix=fix)
        if len(strange) > MAX_UNKNOWN:
            what = f"还有 {len(strange) - MAX_UNKNOWN} 个字段登记格式里没有。"
            self.report.note(mistakes.UNKNOWN_KEY, what, line=strange[MAX_UNKNOWN].line)


def nearest(word: str, known: Collection[str]) -> str | None:
    """What was probably meant; ``None`` where nothing comes near."""
    if len(word) > 60:
        return None
    found = difflib.get_close_matches(word.strip().lower().replace("_", "-"), [k.replace("_", "-") for k in known], n=1)
    return next((k for k in known if found and k.replace("_", "-") == found[0]), None)
