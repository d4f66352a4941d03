"""The words in an attachment: docx, xlsx, ofd, wps, zip, doc, xls, pdf, txt, csv. Bounded in every direction.

What comes out is for rules that look for what may not be public, so order and layout matter little, and completeness
much: headers, footers, notes, comments and every sheet are read. Nothing is raised for what a file holds.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from lxml import etree

from portalkit.content.filetypes import extension
from portalkit.model.extract import Extract
from portalkit.patterns import regex

MAKER = "1"
"""Changes with what this module reads; what another maker read is read again."""

MOST_TEXT = 1_000_000
MOST_MEMBERS = 4_000
MOST_BYTES = 64 << 20
MOST_PAGES = 400
_BOMB_RATIO = 150
_BOMB_BYTES = 8 << 20
_DEPTH = 2

_OFFICE = frozenset({"docx", "xlsx", "ofd", "zip"})
_OLD = frozenset({"doc", "xls", "wps", "et"})
_PLAIN = frozenset({"txt", "csv"})
_READABLE = _OFFICE | _OLD | _PLAIN | {"pdf"}
_WORD_PARTS = regex(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SHEETS = regex(r"xl/(?:worksheets/sheet\d+|comments\d*|drawings/drawing\d+)\.xml")
_OFD_PAGES = regex(r"(?:.*/)?(?:Content|Annotation[^/]*|[^/]*Page[^/]*)\.xml", re.IGNORECASE)
_RUN_16 = regex(rb"(?:[\x20-\x7e\t]\x00|[\x00-\xff][\x4e-\x9f]|[\x00-\x3f]\x30|[\x00-\xef]\xff){6,}")
_RUN_8 = regex(rb"[\x20-\x7e\t]{6,}")
_ZIP = b"PK\x03\x04"


class _BombError(Exception):
    pass


class _UnreadableError(Exception):
    pass


def suffix_of(name: str) -> str:
    """The extension of a file that has words to read; empty for all others."""
    suffix = extension(name)
    return suffix if suffix in _READABLE else ""


def extract(raw: bytes, suffix: str) -> Extract:
    """Read the words of a file from its bytes."""
    try:
        text = "\n".join(_limited(_read(raw, suffix, depth=0)))
    except _BombError as error:
        return Extract(trouble=str(error), hostile=True)
    except _UnreadableError as error:
        return Extract(trouble=str(error))
    except (MemoryError, RecursionError):
        return Extract(trouble="内容嵌套得太深或者太大，程序读不完", hostile=True)
    except Exception:  # noqa: BLE001 - a reader of a foreign format may raise anything for a damaged file
        return Extract(trouble="文件已经损坏")
    return Extract(text[:MOST_TEXT], cut=len(text) > MOST_TEXT)


def serve() -> None:
    """Answer questions line by line until there are no more: the whole life of the process that reads files."""
    _bound_memory()
    for line in sys.stdin.buffer:
        path, suffix = msgspec.json.decode(line, type=tuple[str, str])
        answer = extract(Path(path).read_bytes(), suffix)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()


def _bound_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def _limited(lines: Iterator[str]) -> Iterator[str]:
    total = 0
    for line in lines:
        yield line
        total += len(line) + 1
        if total > MOST_TEXT:
            return


def _read(raw: bytes, suffix: str, *, depth: int) -> Iterator[str]:
    if suffix in _PLAIN:
        yield from _plain(raw)
    elif suffix == "pdf":
        yield from _pdf(raw)
    elif raw.startswith(_ZIP):
        yield from _archive(raw, depth=depth)
    elif suffix in _OLD:
        yield from _old(raw)
    else:
        raise _UnreadableError("文件已经损坏")


def _plain(raw: bytes) -> Iterator[str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            yield from raw.decode(encoding).splitlines()
            return
        except UnicodeDecodeError:
            continue
    yield from raw.decode("gb18030", "replace").splitlines()


def _archive(raw: bytes, *, depth: int) -> Iterator[str]:
    archive = _opened(raw)
    names = set(archive.namelist())
    budget = MOST_BYTES
    shared: list[str] = []
    if "xl/sharedStrings.xml" in names:
        shared = list(_shared(_member(archive, "xl/sharedStrings.xml", budget)))
    for name in archive.namelist():
        reader = _reader(name, names, shared, depth=depth)
        if reader is None:
            continue
        if not _is_office(names):
            yield name
        data = _member(archive, name, budget)
        yield from reader(data)
        budget -= len(data)


def _opened(raw: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _UnreadableError("文件已经损坏") from error
    if len(members) > MOST_MEMBERS:
        raise _BombError(f"压缩包里有 {len(members)} 个文件，超过了 {MOST_MEMBERS} 个")
    for member in members:
        if member.file_size > _BOMB_BYTES and member.file_size > _BOMB_RATIO * max(member.compress_size, 1):
            raise _BombError("压缩包解开以后大得异常（压缩炸弹）")
        if member.flag_bits & 1:
            raise _UnreadableError("压缩包设了密码")
    return archive


def _reader(name: str, names: set[str], shared: list[str], *, depth: int) -> Callable[[bytes], Iterator[str]] | None:
    """What reads one part of an archive; ``None`` for a part without words."""
    if _WORD_PARTS.fullmatch(name):
        return _paragraphs
    if _SHEETS.fullmatch(name):
        return lambda data: _rows(data, shared)
    if "OFD.xml" in names:
        return _ofd if _OFD_PAGES.fullmatch(name) else None
    if _is_office(names) or name.endswith("/"):
        return None
    suffix = suffix_of(name)
    if suffix and depth >= _DEPTH:
        raise _BombError("压缩包里一层套一层，程序不再读下去")
    return lambda data: _read(data, suffix, depth=depth + 1) if suffix else iter(())


def _is_office(names: set[str]) -> bool:
    return "[Content_Types].xml" in names or "OFD.xml" in names


def _member(archive: zipfile.ZipFile, name: str, budget: int) -> bytes:
    try:
        with archive.open(name) as stream:
            data = stream.read(budget + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        raise _UnreadableError("文件已经损坏") from error
    if len(data) > budget:
        raise _BombError(f"压缩包解开以后超过了 {MOST_BYTES >> 20} 兆字节")
    return data


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise _UnreadableError("文件已经损坏")
    return root


def _name(el: etree._Element) -> str:
    return str(el.tag).rpartition("}")[2] if isinstance(el.tag, str) else ""


def _paragraphs(data: bytes) -> Iterator[str]:
    """One line for each paragraph of Word, however its text is cut into runs; cells of a row on one line."""
    pieces: list[str] = []
    for event, el in etree.iterwalk(_xml(data), events=("start", "end")):
        name = _name(el)
        if event == "start" and name in ("t", "delText", "instrText"):
            pieces.append(el.text or "")
        elif (event == "start" and name in ("tab", "br", "cr")) or (event == "end" and name == "tc"):
            pieces.append(" ")
        elif event == "end" and (name == "tr" or (name == "p" and _outside_table(el))):
            yield "".join(pieces)
            pieces.clear()
    if pieces:
        yield "".join(pieces)


def _outside_table(el: etree._Element) -> bool:
    return not any(_name(around) == "tc" for around in el.iterancestors())


def _shared(data: bytes) -> Iterator[str]:
    for item in _xml(data):
        yield "".join(el.text or "" for el in item.iter() if _name(el) == "t")


def _rows(data: bytes, shared: list[str]) -> Iterator[str]:
    root = _xml(data)
    rows = [el for el in root.iter() if _name(el) == "row"]
    for row in rows:
        yield " ".join(filter(None, (_cell(cell, shared) for cell in row)))
    if not rows:
        yield " ".join(el.text or "" for el in root.iter() if _name(el) == "t")


def _cell(cell: etree._Element, shared: list[str]) -> str:
    value = next((el.text or "" for el in cell if _name(el) == "v"), "")
    if cell.get("t") == "s" and value.isascii() and value.isdigit() and int(value) < len(shared):
        return shared[int(value)]
    inline = "".join(el.text or "" for el in cell.iter() if _name(el) == "t")
    return inline or value


def _ofd(data: bytes) -> Iterator[str]:
    yield "".join(el.text or "" for el in _xml(data).iter() if _name(el) == "TextCode")


def _old(raw: bytes) -> Iterator[str]:
    """Whatever reads like text in an old binary document, in both of the encodings that it may have."""
    if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in raw:
        raise _UnreadableError("文件设了打开密码")
    for run in _RUN_16.finditer(raw):
        yield run.group().decode("utf-16-le", "ignore")
    for run in _RUN_8.finditer(raw):
        yield run.group().decode("ascii")


def _pdf(raw: bytes) -> Iterator[str]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _UnreadableError("文件设了打开密码")
        for number, page in enumerate(reader.pages):
            if number >= MOST_PAGES:
                return
            yield from (page.extract_text() or "").splitlines()
    except PyPdfError as error:
        raise _UnreadableError("文件已经损坏") from error


if __name__ == "__main__":
    serve()
