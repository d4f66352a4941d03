"""What people do to a platform between two builds: edit an article, write a new one, touch the theme.

Each change is signed as the ledger asks, so that it goes out. ``number`` makes every change another one.
"""

from __future__ import annotations

import random
import re
from datetime import datetime
from pathlib import Path

from benchmarks.corpus import TODAY, signature_lines
from benchmarks.prose import Story, Writer, bureaus
from benchmarks.registry import PORTAL

_REVIEWS = 3
_EDITED = re.compile(r"更正（第\d+次）：|\n附记：.*第\d+次更正。\n")
"""What an edit before this one has left: an article edited a hundred times is no longer than one edited once."""


def edit_article(content: Path, number: int) -> Path:
    """Change the title and the text of the newest notice of a bureau; returns its file."""
    bureau = bureaus()[number % len(bureaus())]
    folder = content / PORTAL / bureau.id
    file = max((folder / "notices").rglob("*.md"), key=lambda path: path.name)
    text = file.read_text(encoding="utf-8")
    text = _EDITED.sub("", text).replace("标题: ", f"标题: 更正（第{number}次）：", 1)
    file.write_text(f"{text}\n附记：以上内容已于{number}日内核对，第{number}次更正。\n", encoding="utf-8")
    _sign(folder, file)
    return file


def write_article(content: Path, number: int) -> Path:
    """Publish a news item of a bureau today; returns its file."""
    bureau = bureaus()[(number * 7 + 3) % len(bureaus())]
    at = datetime.fromisoformat(TODAY)
    text = Writer(random.Random(number)).write(Story("news", bureau, at.year, at.month))  # noqa: S311 - a corpus
    folder = content / PORTAL / bureau.id
    file = folder / "dynamics" / str(at.year) / f"{TODAY}-new-{number:06}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f"标题: {text.title}\n发布时间: {TODAY} 08:{number % 60:02}\n来源: {bureau.name}\n摘要: {text.summary}\n"
    file.write_text(f"---\n{head}关键词: [{', '.join(text.keywords)}]\n---\n{text.body}\n", encoding="utf-8")
    _sign(folder, file)
    return file


def remove_article(content: Path, number: int) -> Path:
    """Take away one of the oldest articles of the portal; returns where it was."""
    file = sorted((content / PORTAL).rglob("*.md"), key=lambda path: path.name)[number % 7]
    file.unlink()
    return file


def touch_theme(theme: Path, number: int) -> None:
    """Change one comment of the style sheet: its name changes with it, and so does every page."""
    sheet = theme / "static" / "css" / "site.css"
    text = sheet.read_text(encoding="utf-8").partition("\n/* benchmark")[0]
    sheet.write_text(f"{text}\n/* benchmark {number} */\n", encoding="utf-8")


def _sign(folder: Path, file: Path) -> None:
    inside = file.relative_to(folder).as_posix()
    at = datetime.fromisoformat(TODAY)
    with (folder / "reviews.jsonl").open("a", encoding="utf-8") as ledger:
        ledger.write("".join(f"{line}\n" for line in signature_lines(inside, file.read_bytes(), _REVIEWS, at)))
