"""Articles of a made-up county, put together from our own words (words.yaml): the same seed writes the same text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

_SLOT = re.compile(r"\{(\w+)\}")
_WORDS = Path(__file__).parent / "words.yaml"
_T = TypeVar("_T")
Parts = tuple[str | Callable[[], str], ...]

MEAN_CHARACTERS = 800
"""Of the prose of a body, before headings and tables; with the head an article comes to about 3 KB."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """A unit of the county: ``code`` stands in its document numbers, ``terms`` are what it deals with."""

    id: str
    name: str
    short: str
    code: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What one article is to be about. ``references`` are Markdown links that its text may carry."""

    genre: str
    bureau: Bureau
    year: int
    month: int
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A written article: ``body`` is Markdown."""

    title: str
    summary: str
    keywords: tuple[str, ...]
    author: str
    body: str


@cache
def bureaus() -> tuple[Bureau, ...]:
    """The forty bureaus, in the order of the data file."""
    rows = _words()["bureaus"]
    return tuple(Bureau(i, f"示例县{name}", short, code, tuple(terms.split())) for i, name, short, code, terms in rows)


@cache
def portal_unit() -> Bureau:
    """The county government itself."""
    return Bureau("portal", "示例县人民政府办公室", "县政府办", "政办", tuple(_words()["portal_terms"].split()))


@cache
def _words() -> dict[str, Any]:
    """The data file: lists of sentences, and strings of words."""
    words: dict[str, Any] = yaml.load(_WORDS.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return words


class Writer:
    """Writes one article after another; what it chooses comes from ``chance`` alone."""

    def __init__(self, chance: random.Random) -> None:
        self._random = chance.random
        self._gauss = chance.gauss
        self._story = Story("news", portal_unit(), 2026, 1)
        self._topic = ""
        words = _words()
        flat = {name: tuple(value.split()) for name, value in words.items() if isinstance(value, str)}
        self._heads, self._middles, self._tails = (flat[f"village_{part}"] for part in ("heads", "middles", "tails"))
        self._signs, self._trades = flat["name_signs"], flat["company_kinds"]
        self._surnames, self._given = flat["surnames"], flat["given"]
        self._headings, self._columns = flat["headings"], flat["table_names"]
        self._genres: dict[str, Callable[[int], list[str]]] = {
            "news": self._news,
            "notice": self._notice,
            "policy": self._policy,
            "interpretation": self._interpretation,
            "service": self._service,
            "finance": self._figures,
            "data": self._figures,
            "personnel": self._people,
            "about": self._news,
            "guide": self._service,
            "report": self._figures,
        }
        self._slots = self._own_slots()
        for slot, name in _LISTS.items():
            self._slots[slot] = self._chooser(flat[name])
        self._sentences = {name: self._parts(words[name]) for name in _SENTENCES}
        titles = words["titles"]
        self._titles = {genre: self._parts(lines) for genre, lines in titles.items()}

    def write(self, story: Story) -> Text:
        """Write an article of the story's genre."""
        self._story = story
        self._topic = self._choose(story.bureau.terms)
        title = self._say(self._titles[story.genre])
        sections = self._genres[story.genre](self._length())
        if self._random() < 0.13 and not any(part.startswith("|") for part in sections):
            sections.insert(len(sections) // 2 + 1, self._table())
        for number, reference in enumerate(story.references):
            sections.insert(min(2 + number, len(sections)), f"{self._line('narrative')}详见{reference}。")
        keywords = tuple(dict.fromkeys([self._topic, self._term(), self._slots["act"]()]))
        return Text(title, self._line("narrative"), keywords, self._person(), "\n\n".join(sections))

    # Genres: each returns the blocks of a body

    def _news(self, length: int) -> list[str]:
        parts = [self._line("opening")]
        while length > 0:
            if len(parts) > 2 and self._random() < 0.12:
                parts.append(f"## {self._choose(self._headings)}")
            parts.append(self._paragraph())
            length -= len(parts[-1])
        if self._random() < 0.3:
            parts.append(self._bullets("- ", "narrative", 3))
        return parts

    def _notice(self, length: int) -> list[str]:
        parts = ["各乡镇人民政府，各有关单位：", self._line("notice_open")]
        for number in range(1, 9):
            items = 2 + int(self._random() * 4)
            listed = self._random() < 0.5
            parts.append(f"## {_number(number)}、{self._choose(self._headings)}")
            parts.append(self._bullets(None if listed else "", "notice_item", items))
            length -= len(parts[-1])
            if length <= 0:
                break
        return [*parts, *self._signature()]

    def _policy(self, length: int) -> list[str]:
        parts = ["各乡镇人民政府，县政府有关部门：", self._line("policy_open"), *self._signature(), "（此件公开发布）"]
        article = 1
        for number in range(1, 13):
            parts.append(f"## 第{_number(number)}章　{self._choose(self._headings)}")
            for _ in range(2 + int(self._random() * 3)):
                parts.append(f"**第{_number(article)}条**　{self._line('policy_rule')}{self._line('policy_rule')}")
                article += 1
                length -= len(parts[-1])
            if length <= 0:
                break
        return parts

    def _interpretation(self, length: int) -> list[str]:
        parts = [f"现就{self._topic}有关政策的背景、内容和办理方式解读如下。"]
        for number in range(1, 9):
            parts.append(f"### {_number(number)}、{self._line('question')}")
            parts.append(f"{self._line('answer')}{self._line('answer')}")
            length -= len(parts[-1])
            if length <= 0:
                break
        return parts

    def _service(self, length: int) -> list[str]:
        parts = [f"## 办理条件\n\n{self._line('answer')}", f"## 申请材料\n\n{self._bullets(None, 'notice_item', 3)}"]
        parts.append(f"## 办理流程\n\n{self._bullets(None, 'policy_rule', 4)}")
        while length > sum(map(len, parts)):
            parts.append(f"{self._line('answer')}{self._line('notice_item')}")
        return parts

    def _figures(self, length: int) -> list[str]:
        parts = [self._line("opening"), self._table(6 + int(self._random() * 10))]
        while length > sum(map(len, parts)):
            parts.append(f"{self._line('narrative')}{self._line('answer')}")
        return parts

    def _people(self, length: int) -> list[str]:
        parts = ["各乡镇人民政府，县政府各部门：", "经研究，决定："]
        while length > 0:
            lines = [f"- {self._person()}任{self._choose(self._story.bureau.terms)}中心主任" for _ in range(6)]
            parts += ["\n".join(lines), self._line("narrative")]
            length -= len(parts[-1]) + len(parts[-2])
        return [*parts, *self._signature()]

    # Blocks

    def _length(self) -> int:
        """Most articles are short and some are long, as in life."""
        return int(min(max(self._gauss(1, 0.1) * MEAN_CHARACTERS * (0.35 + self._random() ** 2 * 1.9), 150), 6000))

    def _paragraph(self) -> str:
        count = 2 + int(self._random() * 3)
        text = "".join(self._line("narrative") for _ in range(count))
        return f"**{self._slots['measure']()}。**{text}" if self._random() < 0.08 else text

    def _bullets(self, mark: str | None, kind: str, count: int) -> str:
        """A list with ``mark``, a numbered one for ``None``; an empty mark makes paragraphs （一）（二）."""
        lines = [self._line(kind) for _ in range(count)]
        if mark == "":
            return "\n\n".join(f"（{_number(n)}）{line}" for n, line in enumerate(lines, start=1))
        return "\n".join(f"{mark or f'{n}. '}{line}" for n, line in enumerate(lines, start=1))

    def _table(self, rows: int = 0) -> str:
        names = [self._columns[0], self._columns[2 + int(self._random() * 2)], self._columns[4], self._columns[5]]
        lines = [f"| {' | '.join(names)} |", "| --- | ---: | --- | --- |"]
        for _ in range(rows or 4 + int(self._random() * 8)):
            when = f"{self._story.year}年{self._between(1, 12)}月"
            lines.append(f"| {self._village()} | {self._between(3, 900)} | {when} | {self._person()} |")
        return "\n".join(lines)

    def _signature(self) -> list[str]:
        return [self._story.bureau.name, f"{self._story.year}年{self._story.month}月{self._between(1, 28)}日"]

    # Words

    def _own_slots(self) -> dict[str, Callable[[], str]]:
        return {
            "unit": lambda: self._story.bureau.name,
            "short": lambda: self._story.bureau.short,
            "bureau": lambda: self._choose(bureaus()).name,
            "term": self._term,
            "village": self._village,
            "person": self._person,
            "company": self._company,
            "year": lambda: str(self._story.year),
            "month": lambda: str(self._story.month),
            "day": lambda: str(self._between(1, 28)),
            "date": lambda: f"{self._story.month}月{self._between(1, 28)}日",
            "deadline": lambda: f"{self._story.month}月{self._between(1, 28)}日",
            "season": lambda: "春夏秋冬"[self._between(0, 3)],
            "quarter": lambda: ("月", "季度", "半年")[self._between(0, 2)],
            "small": lambda: str(self._between(2, 15)),
            "n": lambda: str(self._between(12, 480)),
            "hundred": lambda: str(self._between(2, 60) * 100),
            "thousand": lambda: str(self._between(1, 40) * 500),
            "pct": lambda: f"{60 + self._random() * 40:.1f}",
            "money": lambda: f"{3 + self._random() * 900:.2f}",
        }

    def _term(self) -> str:
        return self._topic if self._random() < 0.6 else self._choose(self._story.bureau.terms)

    def _person(self) -> str:
        return self._choose(self._surnames) + self._choose(self._given)

    def _village(self) -> str:
        return self._choose(self._heads) + self._choose(self._middles) + self._choose(self._tails)

    def _company(self) -> str:
        return f"{self._choose(self._signs)}{self._choose(self._signs)}{self._choose(self._trades)}有限公司"

    def _chooser(self, words: tuple[str, ...]) -> Callable[[], str]:
        return lambda: self._choose(words)

    def _choose(self, words: Sequence[_T]) -> _T:
        return words[int(self._random() * len(words))]

    def _between(self, low: int, high: int) -> int:
        return low + int(self._random() * (high - low + 1))

    def _line(self, kind: str) -> str:
        return self._say(self._sentences[kind])

    def _say(self, sentences: list[Parts]) -> str:
        return "".join(part if isinstance(part, str) else part() for part in self._choose(sentences))

    def _parts(self, sentences: object) -> list[Parts]:
        assert isinstance(sentences, list)
        return [
            tuple(self._slots[text] if odd % 2 else text for odd, text in enumerate(_SLOT.split(sentence)))
            for sentence in sentences
        ]


_LISTS = {
    "township": "townships",
    "people": "people",
    "place": "places",
    "act": "acts",
    "way": "ways",
    "problem": "problems",
    "measure": "measures",
    "result": "results",
    "meeting": "meetings",
}
_SENTENCES = ("opening", "narrative", "notice_open", "notice_item", "policy_open", "policy_rule", "question", "answer")
_CHINESE = "〇一二三四五六七八九十"


def _number(value: int) -> str:
    """``23`` → 二十三."""
    tens, ones = divmod(value, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_CHINESE[tens]}十")
    return head + (_CHINESE[ones] if ones else "")
