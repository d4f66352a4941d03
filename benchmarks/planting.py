"""Articles of a made-up county with one planted sentence each: a mistake, or what only looks like one.

What is planted lies in ``planted/``, written as clerks write and without looking at what the rules look for. The rules
were mended by ``first`` and by ``second``, after each was measured once; by ``third`` they never were.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from benchmarks.prose import Bureau, Story, Writer, bureaus
from benchmarks.registry import DIVISION, PORTAL, write_registry
from benchmarks.slots import Slots
from portalkit.model.record import text_digest

PUBLISHED = date(2026, 3, 12)
_PLANTED = Path(__file__).parent / "planted"
_GENRES = ("notice", "news", "policy", "interpretation", "guide")
_DOCUMENT = {
    "document.document_number": "示水发〔2026〕{serial}号",
    "document.index_number": f"{DIVISION}/2026-{{serial:06}}",
    "document.issuer": "示例县水利局",
    "document.signed_on": "2026-03-10",
}
_NAMES = {"document": "公文", "reprint": "转载"}
_WORD = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
    '2006/main"><w:body>{}</w:body></w:document>'
)
_SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main"><sheetData>{}</sheetData></worksheet>'
)


@dataclass(frozen=True, slots=True)
class Plant:
    """One thing to plant. ``wanted`` tells a mistake, which the rule has to find, from what only looks like one."""

    rule: str
    wanted: bool
    number: int
    body: str
    title: str = ""
    head: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    words: tuple[str, ...] = ()
    sheet: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    alone: bool = False
    """Whether nothing else stands in the article."""
    also: tuple[str, ...] = ()
    """Other rules that are right to say something here."""
    whole: str = ""
    """The whole file, head and all, where the head itself is the matter."""
    encoding: str = "utf-8"
    line_end: str = "\n"
    """How the lines of ``whole`` end; ``mixed`` has both kinds."""
    name: str = ""
    """The file name; ``{serial}`` is a number of its own."""
    column: str = "notices"
    published: str = ""
    put: Mapping[str, str] = field(default_factory=dict)
    """Files beside the article → what they are: see ``_LAID``."""
    signed: tuple[tuple[str, str, str], ...] = ()
    """Stage, person and time of each signature."""
    twin: Mapping[str, Any] = field(default_factory=dict)
    """Another article that comes along: ``title``, ``head``, ``body``, ``column``, ``name``."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One article that was written, and what was planted in it (``None``: nothing)."""

    path: str
    plant: Plant | None
    twin: str = ""
    """The path of what came along."""


_TWIN: Mapping[str, Any] = {
    "title": "另一篇",
    "head": {},
    "body": "内容见正文。",
    "column": "notices",
    "name": f"{PUBLISHED}-twin-{{serial}}.md",
}
FIRST, SECOND, THIRD = "first", "second", "third"


def plants(of: str) -> tuple[Plant, ...]:
    """Everything of one set, in the order of its files."""
    return tuple(plant for file in sorted((_PLANTED / of).glob("*.yaml")) for plant in _read(file))


def _read(file: Path) -> Iterator[Plant]:
    for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader):
        for wanted, name in ((True, "mistakes"), (False, "innocent")):
            for number, what in enumerate(entry[name], 1):
                yield _plant(entry["rule"], wanted, number, {"body": what} if isinstance(what, str) else what)


def _plant(rule: str, wanted: bool, number: int, what: dict[str, Any]) -> Plant:
    rows = tuple(tuple(str(cell) for cell in row) for row in what.pop("rows", ()))
    words, also = tuple(map(str, what.pop("words", ()))), tuple(what.pop("also", ()))
    signed = tuple((str(stage), str(by), str(at)) for stage, by, at in what.pop("signed", ()))
    what.setdefault("body", "")
    return Plant(rule, wanted, number, rows=rows, words=words, also=also, signed=signed, **what)


def plant_all(root: Path, of: str, *, each: int, plain: int, seed: int = 1) -> tuple[Planted, ...]:
    """Write a platform below ``root``: every plant of a set ``each`` times with other names and numbers, and ``plain``
    articles with nothing planted. Returns what lies where; paths as findings name them.
    """
    chance = random.Random(seed)  # noqa: S311 - a corpus, not a secret
    write_registry(root / "tenants")
    field_ = _Field(root / "content", chance)
    found = [field_.sow(plant, again) for plant in plants(of) for again in range(each)]
    found += [field_.sow(None, again) for again in range(plain)]
    return tuple(found)


class _Field:
    """Writes one article after another."""

    def __init__(self, content: Path, chance: random.Random) -> None:
        self._content = content
        self._chance = chance
        self._writer = Writer(chance)
        self._slots = Slots(chance, PUBLISHED)
        self._serial = 0

    def sow(self, plant: Plant | None, again: int) -> Planted:
        self._serial += 1
        genre = _GENRES[again % len(_GENRES)] if plant is None else "notice"
        bureau = bureaus()[self._serial % len(bureaus())]
        text = self._writer.write(Story(genre, bureau, PUBLISHED.year, PUBLISHED.month))
        kind = f"{plant.rule.lower()}-{'bad' if plant.wanted else 'good'}-{plant.number}" if plant else "plain"
        folder = f"{PORTAL}/{bureau.id}/{plant.column if plant else 'notices'}/2026"
        named = plant.name.replace("{serial}", str(self._serial)) if plant else ""
        path = f"{folder}/{named or f'{PUBLISHED}-{kind}-{self._serial}.md'}"
        title, body, head = text.title, text.body, {"source": bureau.name}
        if plant is not None:
            title = self._slots.fill(plant.title) or title
            words = self._slots.fill(_filled(plant.body, self._own(bureau)))
            body = words if plant.alone else self._within(body, words)
            head |= self._head(plant.head, bureau)
            body += "".join(f"\n\n附件：[{name}]({_address(name)})" for name in self._files(folder, plant))
        published = plant.published if plant and plant.published else f"{PUBLISHED} 09:30"
        raw = f"{_written(title, head, published)}\n{body}\n".encode()
        if plant and plant.whole:
            raw = _whole(self._slots.fill(plant.whole.replace("{serial}", str(self._serial))), plant)
        file = self._content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
        return Planted(path, plant, self._beside(plant, file, bureau) if plant else "")

    def _beside(self, plant: Plant, file: Path, bureau: Bureau) -> str:
        """What comes along with a planted article: other files, signatures, another article (its path)."""
        unit = self._content / PORTAL / bureau.id
        laid = [file.parent / _filled(name, self._own(bureau)) for name in plant.put]
        for each, kind in zip(laid, plant.put.values(), strict=True):
            each.parent.mkdir(parents=True, exist_ok=True)
            each.write_bytes(_LAID[kind]())
        self._signed(plant, unit, file, laid)
        if not plant.twin:
            return ""
        other = {**_TWIN, **plant.twin}
        own = self._own(bureau)
        place: Path = unit / other["column"] / "2026" / _filled(other["name"], own)
        place.parent.mkdir(parents=True, exist_ok=True)
        head = {"source": bureau.name} | self._head(other["head"], bureau, self._serial + 50_000)
        place.write_text(f"{_written(other['title'], head)}\n{_filled(other['body'], own)}\n", encoding="utf-8")
        self._signed(plant, unit, place, ())
        return place.relative_to(self._content).as_posix()

    def _within(self, body: str, planted: str) -> str:
        """Between two paragraphs of the article."""
        parts = re.split(r"\n{2,}", body.strip())
        parts.insert(self._chance.randint(1, len(parts)), planted)
        return "\n\n".join(parts)

    def _own(self, bureau: Bureau) -> dict[str, str]:
        """Places that an article fills with what is its own."""
        return {"{own}": bureau.name, "{serial}": str(self._serial), "{serial6}": f"{self._serial:06}"}

    def _signed(self, plant: Plant, unit: Path, file: Path, laid: Iterable[Path]) -> None:
        files = {each.relative_to(unit).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest() for each in laid}
        with (unit / "reviews.jsonl").open("a", encoding="utf-8") as ledger:
            for stage, by, at in plant.signed:
                signature = {"stage": stage, "by": by, "at": at, "sha256": text_digest(file.read_bytes())}
                line = {"file": file.relative_to(unit).as_posix(), **signature, **({"files": files} if files else {})}
                ledger.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _head(self, given: Mapping[str, Any], bureau: Bureau, number: int = 0) -> dict[str, str]:
        named = {key: _filled(str(value), self._own(bureau)) for key, value in given.items()}
        head = {key: self._slots.fill(value) for key, value in named.items()}
        if any(key.startswith("document.") for key in head):
            usual = {key: value.format(serial=(number or self._serial) + 100) for key, value in _DOCUMENT.items()}
            head = usual | head
        return head

    def _files(self, folder: str, plant: Plant) -> Iterator[str]:
        """Write the attachments and the picture; the names of the attachments."""
        place = self._content / folder
        place.mkdir(parents=True, exist_ok=True)
        if plant.picture and not (place / plant.picture).exists():
            Image.new("L", (40, 30), 200).save(place / plant.picture)
        if plant.document:
            name = self._slots.fill(plant.document)
            paragraphs = "".join(
                f"<w:p><w:r><w:t>{escape(self._slots.fill(words))}</w:t></w:r></w:p>" for words in plant.words
            )
            _pack(place / name, {"word/document.xml": _WORD.format(paragraphs)})
            yield name
        if plant.sheet:
            name = self._slots.fill(plant.sheet)
            rows = "".join(
                "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(self._slots.fill(c))}</t></is></c>' for c in row)
                + "</row>"
                for row in plant.rows
            )  # fmt: skip
            _pack(place / f"{self._serial}-{name}", {"xl/worksheets/sheet1.xml": _SHEET.format(rows)})
            yield f"{self._serial}-{name}"


def _filled(text: str, places: Mapping[str, str]) -> str:
    for place, value in places.items():
        text = text.replace(place, value)
    return text


def _whole(text: str, plant: Plant) -> bytes:
    if plant.line_end == "mixed":
        head, _, rest = text.partition("\n")
        return f"{head}\r\n{rest}".encode(plant.encoding)
    return text.replace("\n", plant.line_end).encode(plant.encoding)


def _docx(*paragraphs: str) -> bytes:
    words = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        archive.writestr(zipfile.ZipInfo("word/document.xml"), _WORD.format(words))
    return stream.getvalue()


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        info = zipfile.ZipInfo("word/document.xml")
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, b" " * 300_000_000)
    return stream.getvalue()


_LAID: Mapping[str, Callable[[], bytes]] = {
    "text": lambda: "名称,数量\n食盐,120\n".encode(),
    "docx": lambda: _docx("表格样式", "填表说明"),
    "long": lambda: _docx(*(f"第{number}条 按规定办理。" for number in range(3000))),
    "cut": lambda: _docx("表格样式")[:200],
    "empty": lambda: b"",
    "bomb": cache(_bomb),
}
"""What may lie beside an article: usual files, one that is cut off, and one that is made to do harm."""


def _pack(file: Path, members: Mapping[str, str]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"[Content_Types].xml": "<Types/>", **members}.items():
            archive.writestr(zipfile.ZipInfo(name), text)


def _address(name: str) -> str:
    return re.sub(r"[ #%()]", lambda found: f"%{ord(found[0]):02X}", name)


def _written(title: str, head: Mapping[str, str], published: str = f"{PUBLISHED} 09:30") -> str:
    """The head of an article; dotted fields become a block."""
    lines = ["---", f"标题: {_quoted(title)}", f"发布时间: {published}"]
    blocks: dict[str, list[str]] = {}
    for key, value in head.items():
        block, dot, name = key.partition(".")
        if dot:
            blocks.setdefault(_NAMES[block], []).append(f"  {name}: {_quoted(value)}")
        else:
            lines.append(f"{key}: {_quoted(value)}")
    for block, inside in blocks.items():
        lines += [f"{block}:", *inside]
    return "\n".join((*lines, "---"))


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
