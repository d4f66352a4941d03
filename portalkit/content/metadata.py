"""The head as values: every field found, converted by its type, with the line it stands on."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from portalkit.content import fields, slips, values
from portalkit.content.fields import Field, FieldType
from portalkit.content.frontmatter import Block, Entry, Node, Scalar, Sequence
from portalkit.content.values import UnfitError
from portalkit.model.column import ColumnPath
from portalkit.model.platform import PortalTree
from portalkit.model.record import Document, Problem, ProblemKind, Reprint
from portalkit.model.tenant import Tenant

_T = TypeVar("_T")


@dataclass(slots=True)
class Head:
    """Typed access to a head. ``problems`` and ``lines`` (dotted English name → line) fill as fields are read."""

    text: str
    found: dict[str, Entry] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)
    """Fields that an unknown name probably meant: not missing, only misspelt."""

    def string(self, name: str) -> str:
        """One line of text; empty if absent."""
        return self._read(name, str) or ""

    def moment(self, name: str) -> datetime | None:
        """A date with time."""
        return self._read(name, values.to_datetime)

    def day(self, name: str) -> date | None:
        """A date."""
        return self._read(name, values.to_date)

    def truth(self, name: str) -> bool:
        """是 or 否; absent is 否."""
        return self._read(name, values.to_bool) or False

    def number(self, name: str) -> str:
        """A document number; empty if absent or 无."""
        return self._read(name, values.to_number) or ""

    def address(self, name: str) -> str:
        """An http or https address."""
        return self._read(name, values.to_url) or ""

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of ``choices``; the first if absent or wrong."""
        return self._read(name, lambda text: values.to_choice(text, choices)) or choices[0]

    def words(self, name: str) -> tuple[str, ...]:
        """Several words, from a list or from one line; each once."""
        entry = self.found.get(name)
        if entry is None:
            return ()
        node = entry.value
        items = node.items if isinstance(node, Sequence) else (node,)
        words: list[str] = []
        for item in items:
            if not isinstance(item, Scalar):
                self._unfit(name, UnfitError("里面不能再分组。", "每一项写一个词。"), item.line)
            elif "[" in item.text or "]" in item.text or "【" in item.text:
                example = fields.named(name).example
                self._unfit(name, UnfitError("的括号没有配对。", f"用一对英文方括号，例如“{example}”。"), item.line)
            else:
                words.extend(values.to_list(item.text))
        try:
            values.check_seen("".join(words))
        except UnfitError as unfit:
            self._unfit(name, unfit, entry.line)
        if any(len(word) > fields.named(name).longest for word in words):
            self._unfit(name, UnfitError("里有一项太长。", "把各项用逗号隔开。"), entry.line)
        return tuple(dict.fromkeys(words))

    def has(self, name: str) -> bool:
        """Whether the field was written at all."""
        return name in self.found

    def _read(self, name: str, convert: Callable[[str], _T]) -> _T | None:
        entry = self.found.get(name)
        if entry is None:
            return None
        if not isinstance(entry.value, Scalar):
            self._unfit(
                name, UnfitError("应当是一行文字。", "写在同一行；值以方括号开头的，用英文双引号括起来。"), entry.line
            )
            return None
        text = " ".join(entry.value.text.split("\n")).strip()
        if not text:
            return None
        longest = fields.named(name).longest
        if len(text) > longest:
            self._unfit(name, UnfitError(f"太长，超过了 {longest} 个字。", "缩短后重试。"), entry.line)
            return None
        try:
            values.check_seen(text)
            return convert(text)
        except UnfitError as unfit:
            self._unfit(name, unfit, entry.line)
            return None

    def _unfit(self, name: str, unfit: UnfitError, line: int) -> None:
        chinese = fields.named(name).chinese
        self.problems.append(Problem(unfit.kind, f"“{chinese}”{unfit.what}", line, unfit.fix))


def open_head(block: Block, text: str) -> Head:
    """Sort the fields of a head by name; unknown, doubled and missing ones become problems."""
    head = Head(text)
    _enter(head, block, None)
    for name, known in fields.every():
        if not known.required:
            continue
        within, _, _ = name.rpartition(".")
        if (not within or head.has(within)) and not head.has(name) and name not in head.meant:
            _missing(head, name, known)
    return head


def document(head: Head) -> Document | None:
    """The 公文 block."""
    if not head.has("document"):
        return None
    return Document(
        document_number=head.number("document.document_number"),
        index_number=head.string("document.index_number"),
        issuer=head.string("document.issuer"),
        signed_on=head.day("document.signed_on"),
        subject=head.string("document.subject"),
        disclosure=head.choice("document.disclosure", values.DISCLOSURES),
        validity=head.choice("document.validity", values.VALIDITIES),
    )


def reprint(head: Head) -> Reprint | None:
    """The 转载 block."""
    if not head.has("reprint"):
        return None
    return Reprint(
        head.address("reprint.source_url"),
        head.moment("reprint.source_published"),
        head.string("reprint.source_title"),
    )


def also_in(head: Head, *, own: ColumnPath, tree: PortalTree) -> tuple[ColumnPath, ...]:
    """The other columns that list the article; those that do not exist are problems."""
    paths: list[ColumnPath] = []
    for word in head.words("also_in"):
        line = head.lines["also_in"]
        try:
            path = ColumnPath.parse(word)
        except ValueError:
            path = ColumnPath("", "")
        if tree.column(path):
            paths.append(path)
        else:
            head.problems.append(_no_column(word, line, tree))
    return tuple(path for path in dict.fromkeys(paths) if path != own)


def _enter(head: Head, block: Block, within: Field | None) -> None:
    prefix = f"{within.english}." if within else ""
    for entry in block.entries:
        known = fields.find(entry.name, within=within)
        if known is None:
            head.problems.append(_unknown(entry, within))
            if near := fields.suggest(entry.name, within=within):
                head.meant.add(prefix + near.english)
            continue
        name = prefix + known.english
        if name in head.found:
            head.problems.append(_doubled(entry, head.found[name], known))
            continue
        if _blank(entry.value):
            head.lines[name] = entry.line
            continue
        if known.type is FieldType.BLOCK:
            if not isinstance(entry.value, Block):
                head.problems.extend(_no_block(head, known, entry))
                continue
            head.found[name], head.lines[name] = entry, entry.line
            _enter(head, entry.value, known)
            continue
        head.found[name], head.lines[name] = entry, entry.line


def _blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _unknown(entry: Entry, within: Field | None) -> Problem:
    shown = values.shown(entry.name)
    before, colon, after = entry.name.partition("：")
    if colon and (fields.find(before, within=within) or fields.suggest(before, within=within)):
        return slips.wide_colon(before, after, entry.line)
    if within is None and (home := fields.home_of(entry.name)):
        return Problem(
            ProblemKind.UNKNOWN_FIELD,
            f"“{shown}”写在了“{home.chinese}”这一组的外面。",
            entry.line,
            f"把它移到“{home.chinese}:”的下面，行首空两格。",
        )
    if within and (outer := fields.find(entry.name)):
        return Problem(
            ProblemKind.UNKNOWN_FIELD,
            f"“{outer.chinese}”写在了“{within.chinese}”这一组里面。",
            entry.line,
            "把它移到这一组的外面，顶格写。",
        )
    near = fields.suggest(entry.name, within=within)
    where = f"“{within.chinese}”里" if within else ""
    fix = f"改成“{near.chinese}”。" if near else "删去这一行，或对照稿件格式改成已有的字段。"
    return Problem(ProblemKind.UNKNOWN_FIELD, f"{where}没有“{shown}”这个字段。", entry.line, fix)


def _doubled(entry: Entry, first: Entry, known: Field) -> Problem:
    if entry.name == first.name:
        what = f"“{entry.name}”写了两次，第一次在第{first.line}行。"
    else:
        what = f"“{entry.name}”和第{first.line}行的“{first.name}”是同一个字段。"
    return Problem(ProblemKind.DUPLICATE_FIELD, what, entry.line, f"只保留一个“{known.chinese}”。")


def _no_block(head: Head, known: Field, entry: Entry) -> tuple[Problem, ...]:
    names = {part.chinese for part in known.block} | {part.english for part in known.block}
    if wide := tuple(p for name in sorted(names) for p in slips.wide_colons(head.text, name)):
        return tuple(sorted(wide, key=lambda problem: problem.line or 0))
    first = known.block[0]
    return (
        Problem(
            ProblemKind.BAD_VALUE,
            f"“{known.chinese}”下面应当是一组字段。",
            entry.line,
            f"换行，每行空两格写一个字段，例如“  {first.chinese}: {first.example}”。",
        ),
    )


def _missing(head: Head, name: str, known: Field) -> None:
    for spoken in (known.chinese, known.english):
        if wide := slips.wide_colons(head.text, spoken):
            lines = {problem.line for problem in head.problems}
            head.problems.extend(problem for problem in wide if problem.line not in lines)
            return
    within, _, _ = name.rpartition(".")
    line = head.lines.get(name) or head.lines.get(within, 1)
    what = f"“{known.chinese}”后面没有内容。" if name in head.lines else f"没有写“{known.chinese}”。"
    verb = "写成" if name in head.lines else "补一行"
    fix = f"{verb}“{known.chinese}: {known.example}”，换成实际内容。"
    head.problems.append(Problem(ProblemKind.MISSING_FIELD, what, line, fix))


def _no_column(word: str, line: int, tree: PortalTree) -> Problem:
    known = [f"{tenant.folder}/{column.id}" for tenant in tree for column in tenant.columns]
    spoken = {
        f"{name}/{column.name}": f"{tenant.folder}/{column.id}"
        for tenant in tree
        for column in tenant.columns
        for name in _names(tenant)
    }
    meant = spoken.get(word.strip("/"))
    near = [meant] if meant else difflib.get_close_matches(word, known, n=1, cutoff=0.8)
    owner = tree.by_folder(word.partition("/")[0])
    if near:
        fix = f"改成“{near[0]}”。"
    elif owner and owner.columns:
        fix = f"改成这个单位已有的栏目：{'、'.join(f'{owner.folder}/{column.id}' for column in owner.columns)}。"
    else:
        fix = "写成“单位/栏目”，例如“portal/notices”；不需要的话删去。"
    return Problem(ProblemKind.BAD_VALUE, f"“也发往”里的“{values.shown(word)}”不是已有的栏目。", line, fix)


def _names(tenant: Tenant) -> tuple[str, ...]:
    return (tenant.folder, tenant.name, tenant.short_name)
