"""Articles of a made-up county with one planted sentence each: a mistake, or what only looks like one.

What is planted lies in ``planted/``, written as clerks write and without looking at what the rules look for. The rules
were mended by ``first`` and by ``second``, after each was measured once; by ``third`` they never were.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from benchmarks.prose import Bureau, Story, Writer, bureaus
from benchmarks.registry import DIVISION, PORTAL, write_registry
from benchmarks.slots import Slots

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


@dataclass(frozen=True, slots=True)
class Planted:
    """One article that was written, and what was planted in it (``None``: nothing)."""

    path: str
    plant: Plant | None


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
    return Plant(rule, wanted, number, rows=rows, words=words, also=also, **what)


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
        folder = f"{PORTAL}/{bureau.id}/notices/2026"
        path = f"{folder}/{PUBLISHED}-{kind}-{self._serial}.md"
        title, body, head = text.title, text.body, {"source": bureau.name}
        if plant is not None:
            title = self._slots.fill(plant.title) or title
            words = self._slots.fill(plant.body)
            body = words if plant.alone else self._within(body, words)
            head |= self._head(plant, bureau)
            body += "".join(f"\n\n附件：[{name}]({_address(name)})" for name in self._files(folder, plant))
        file = self._content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{_written(title, head)}\n{body}\n", encoding="utf-8")
        return Planted(path, plant)

    def _within(self, body: str, planted: str) -> str:
        """Between two paragraphs of the article."""
        parts = re.split(r"\n{2,}", body.strip())
        parts.insert(self._chance.randint(1, len(parts)), planted)
        return "\n\n".join(parts)

    def _head(self, plant: Plant, bureau: Bureau) -> dict[str, str]:
        named = {key: str(value).replace("{own}", bureau.name) for key, value in plant.head.items()}
        head = {key: self._slots.fill(value) for key, value in named.items()}
        if any(key.startswith("document.") for key in head):
            usual = {key: value.format(serial=self._serial + 100) for key, value in _DOCUMENT.items()}
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


def _pack(file: Path, members: Mapping[str, str]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"[Content_Types].xml": "<Types/>", **members}.items():
            archive.writestr(zipfile.ZipInfo(name), text)


def _address(name: str) -> str:
    return re.sub(r"[ #%()]", lambda found: f"%{ord(found[0]):02X}", name)


def _written(title: str, head: Mapping[str, str]) -> str:
    """The head of an article; dotted fields become a block."""
    lines = ["---", f"标题: {_quoted(title)}", f"发布时间: {PUBLISHED} 09:30"]
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
