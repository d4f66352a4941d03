"""Bytes into text: UTF-8 or a clear word about what the file is instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portalkit.model.record import Problem, ProblemKind
from portalkit.patterns import regex

BOM = "\ufeff"
SAVE_AS_UTF8 = "在 Windows 记事本中打开这个文件，选“另存为”，把“编码”改为“UTF-8”后保存。"

_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LINE_END = regex("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A file as text: no BOM, line ends as LF. ``notes`` are slips that do not keep it from being read."""

    text: str
    notes: tuple[Problem, ...] = ()


def decode(raw: bytes, *, size_limit: int) -> Text | Problem:
    """Read the bytes of a text file; the problem says what to do when they are no UTF-8 text."""
    if len(raw) > size_limit:
        return Problem(
            ProblemKind.TOO_LARGE,
            f"文件太大，超过了 {readable_size(size_limit)}。",
            fix="把长篇内容做成附件，正文只写要点；图片存成单独的文件，不要写进正文。",
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(ProblemKind.ENCODING, "文件的编码是 UTF-16（“Unicode”），不是 UTF-8。", 1, SAVE_AS_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _foreign(raw, error)
    notes: list[Problem] = []
    if text.startswith(BOM):
        text = text.lstrip(BOM)
        notes.append(
            Problem(
                ProblemKind.BOM,
                "文件开头有一个看不见的 BOM 标记。",
                1,
                "不影响发布；另存时把编码选为“UTF-8”（不带 BOM）就不再提示。",
            )
        )
    if "\r" in text:
        text, mixed = _unify(text)
        notes.extend(mixed)
    if control := _CONTROL.search(text):
        return _control_character(text, control)
    return Text(text, tuple(notes))


def readable_size(size: int) -> str:
    """A size in the words of an editor: ``2 MB``, ``300 KB``, ``12 字节``."""
    for unit, name in ((1 << 20, "MB"), (1 << 10, "KB")):
        if size >= unit:
            number = f"{size / unit:.1f}".removesuffix(".0")
            return f"{number} {name}"
    return f"{size} 字节"


def _foreign(raw: bytes, error: UnicodeDecodeError) -> Problem:
    line = raw.count(b"\n", 0, error.start) + 1
    if b"\x00" in raw:
        return Problem(
            ProblemKind.ENCODING, "这不是文本文件。", line, "稿件要用纯文本书写；Word、图片等文件请作为附件引用。"
        )
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return Problem(ProblemKind.ENCODING, "文件的编码不是 UTF-8，或文件已损坏。", line, SAVE_AS_UTF8)
    return Problem(ProblemKind.ENCODING, "文件的编码是 GBK（“ANSI”），不是 UTF-8。", line, SAVE_AS_UTF8)


def _unify(text: str) -> tuple[str, list[Problem]]:
    first = _LINE_END.search(text)
    style = first.group() if first else "\n"
    odd = next((end for end in _LINE_END.finditer(text) if end.group() != style), None)
    unified = _LINE_END.sub("\n", text)
    if odd is None:
        return unified, []
    line = len(_LINE_END.findall(text, 0, odd.start())) + 1
    problem = Problem(
        ProblemKind.LINE_ENDS,
        "文件里混用了 Windows 和 Unix 两种换行。",
        line,
        "不影响发布；用编辑器把换行统一为 LF 后保存就不再提示。",
    )
    return unified, [problem]


def _control_character(text: str, control: re.Match[str]) -> Problem:
    line = text.count("\n", 0, control.start()) + 1
    if control.group() == "\x00":
        return Problem(
            ProblemKind.ENCODING, "文件里有空字节，文件可能已损坏。", line, "用纯文本编辑器重新录入这篇稿件。"
        )
    return Problem(
        ProblemKind.ENCODING,
        f"这一行有看不见的控制字符（U+{ord(control.group()):04X}），常见于从 Word 复制的文字。",
        line,
        "删去这一行重新录入，或先粘贴到记事本再复制过来。",
    )
