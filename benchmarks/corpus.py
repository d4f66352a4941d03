"""A whole platform of any size in the kit's own formats, the same bytes for the same seed.

One county portal, forty bureaus of twelve columns, articles of about 3 KB with headings, lists, tables, document
heads, links and signed review ledgers; every one of them is publishable on ``TODAY``. Nothing here is a real text.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from benchmarks.prose import Bureau, Story, Writer, bureaus, portal_unit
from benchmarks.registry import DIVISION, PORTAL, SIGNERS, STAGES, Place, places, write_registry

TODAY = "2026-11-21"
"""The day to build the corpus for: every article is out, none has expired."""

_FIRST, _LAST = datetime.fromisoformat("2021-01-04"), datetime.fromisoformat("2026-11-20")
_PORTAL_SHARE = 0.1
_GOV = (
    "[中国政府网](https://www.gov.cn/)",
    "[国务院政策文件库](https://www.gov.cn/zhengce/zhengcewenjianku/index.htm)",
    "[国家政务服务平台](https://gjzwfw.www.gov.cn/)",
    "[宁夏回族自治区人民政府](https://www.nx.gov.cn/)",
    "[国家企业信用信息公示系统](https://www.gsxt.gov.cn/index.html)",
    "[国家法律法规数据库](https://flk.npc.gov.cn/)",
)


@dataclass(frozen=True, slots=True)
class Written:
    """One article of the corpus. ``path`` is relative to the content root."""

    path: str
    title: str
    url: str


@dataclass(slots=True)
class _Unit:
    """What earlier articles of a unit later ones may refer to."""

    bureau: Bureau
    folder: str
    written: list[Written]
    numbers: list[str]
    ledger: list[str]


def generate(root: Path, articles: int, seed: int = 1) -> None:
    """Write ``tenants/`` and ``content/`` of a platform with so many articles below ``root`` (which may be new)."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, not a secret
    write_registry(root / "tenants")
    author = _Author(root / "content", chance)
    for at, (unit, place) in zip(_moments(articles, chance), _places(articles, chance), strict=True):
        author.write(unit, place, at)
    author.close()


def _moments(articles: int, chance: random.Random) -> Iterator[datetime]:
    """Publication times in order: more in later years, in office hours."""
    span = (_LAST - _FIRST).days
    for number in range(articles):
        day = _FIRST + timedelta(days=int(span * (number / max(articles, 1)) ** 0.8))
        yield day.replace(hour=8 + int(chance.random() * 10), minute=int(chance.random() * 60))


def _places(articles: int, chance: random.Random) -> list[tuple[str, Place]]:
    """Unit folder and column of each article: at least one in each column while there are enough, then by weight."""
    shelves: list[tuple[str, Place, float]] = []
    portal = places("portal")
    total = sum(place.weight for place in portal)
    shelves += [("portal", place, _PORTAL_SHARE * place.weight / total) for place in portal]
    columns = places("bureau")
    total = sum(place.weight for place in columns)
    sizes = [1 / (1 + 0.08 * number) for number in range(len(bureaus()))]
    for bureau, size in zip(bureaus(), sizes, strict=True):
        share = (1 - _PORTAL_SHARE) * size / sum(sizes)
        shelves += [(bureau.id, place, share * place.weight / total) for place in columns]
    first = shelves[:articles]
    more = chance.choices(
        shelves, cum_weights=list(accumulate(share for _, _, share in shelves)), k=articles - len(first)
    )
    chosen = [(unit, place) for unit, place, _ in (*first, *more)]
    chance.shuffle(chosen)
    return chosen


class _Author:
    """Writes the files of a corpus in the order of their publication."""

    def __init__(self, content: Path, chance: random.Random) -> None:
        self._content = content
        self._random = chance.random
        self._writer = Writer(chance)
        self._serial = 0
        self._documents: dict[tuple[str, int], int] = defaultdict(int)
        self._folders: set[Path] = set()
        self._units = {"portal": _Unit(portal_unit(), "portal", [], [], [])}
        self._units |= {bureau.id: _Unit(bureau, bureau.id, [], [], []) for bureau in bureaus()}

    def write(self, folder: str, place: Place, at: datetime) -> None:
        """Write and sign one article."""
        self._serial += 1
        unit = self._units[folder]
        text = self._writer.write(Story(place.genre, unit.bureau, at.year, at.month, self._references(unit)))
        source, reprint = self._source(unit, place, at)
        head = [
            "---",
            f"标题: {text.title}",
            f"发布时间: {at:%Y-%m-%d %H:%M}",
            f"来源: {source}",
            *([f"作者: {text.author}"] if place.genre == "news" else []),
            "责任编辑: 吕知衡",
            f"摘要: {text.summary}",
            f"关键词: [{', '.join(text.keywords)}]",
            *(self._document(unit, at) if place.genre == "policy" else []),
            *self._interprets(unit, place),
            *reprint,
            *(
                ["也发往: [portal/notices]"]
                if place.id == "notices" and folder != "portal" and self._rare(0.04)
                else []
            ),
            *(["置顶: true"] if place.id == "news" and self._rare(0.01) else []),
            *(["下架时间: 2028-01-01 00:00"] if place.id == "notices" and self._rare(0.02) else []),
            "---",
        ]
        slug = f"{place.genre}-{self._serial:06}"
        inside = f"{place.id}/{at.year}/{at:%Y-%m-%d}-{slug}.md"
        raw = ("\n".join(head) + f"\n{text.body}\n").encode()
        self._put(f"{PORTAL}/{folder}/{inside}", raw)
        unit.ledger += signature_lines(inside, raw, place.review, at)
        mount = "" if folder == "portal" else f"/{folder}"
        unit.written.append(
            Written(f"{PORTAL}/{folder}/{inside}", text.title, f"{mount}/{place.id}/{at:%Y%m}/{slug}.html")
        )

    def close(self) -> None:
        """Write the review ledgers."""
        for unit in self._units.values():
            if unit.ledger:
                self._put(f"{PORTAL}/{unit.folder}/reviews.jsonl", ("\n".join(unit.ledger) + "\n").encode())

    def _references(self, unit: _Unit) -> tuple[str, ...]:
        links = []
        if unit.written and self._rare(0.2):
            earlier = unit.written[int(self._random() * len(unit.written))]
            links.append(f"[《{earlier.title}》]({earlier.url})")
        if self._rare(0.1):
            links.append(_GOV[int(self._random() * len(_GOV))])
        return tuple(links)

    def _source(self, unit: _Unit, place: Place, at: datetime) -> tuple[str, list[str]]:
        if place.id != "news" or not self._rare(0.05):
            return unit.bureau.name, []
        url = f"https://www.gov.cn/yaowen/liebiao/{at:%Y%m}/content_{7000000 + self._serial}.htm"
        original = at - timedelta(hours=3)
        return "中国政府网", ["转载:", f"  原文链接: {url}", f"  原发布时间: {original:%Y-%m-%d %H:%M}"]

    def _document(self, unit: _Unit, at: datetime) -> list[str]:
        self._documents[unit.folder, at.year] += 1
        number = f"示{unit.bureau.code}发〔{at.year}〕{self._documents[unit.folder, at.year]}号"
        unit.numbers.append(number)
        validity = "有效" if self._random() < 0.85 else ("废止" if self._random() < 0.5 else "已修改")
        signed = at - timedelta(days=1 + int(self._random() * 9))
        return [
            "公文:",
            f"  文号: {number}",
            f"  索引号: {DIVISION}/{at.year}-{self._serial:06}",
            f"  发文机关: {unit.bureau.name}",
            f"  成文日期: {signed:%Y-%m-%d}",
            "  主题分类: 综合政务",
            "  公开方式: 主动公开",
            f"  有效性: {validity}",
        ]

    def _interprets(self, unit: _Unit, place: Place) -> list[str]:
        if place.genre != "interpretation" or not unit.numbers:
            return []
        return [f"解读: {unit.numbers[int(self._random() * len(unit.numbers))]}"]

    def _rare(self, chance: float) -> bool:
        return self._random() < chance

    def _put(self, path: str, raw: bytes) -> None:
        file = self._content / path
        if file.parent not in self._folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(file.parent)
        file.write_bytes(raw)


def signature_lines(inside: str, raw: bytes, review: int, at: datetime) -> list[str]:
    """Lines of the ledger that sign these bytes the day before ``at``; ``inside`` is the path below the unit."""
    digest = hashlib.sha256(raw).hexdigest()
    day = at - timedelta(days=1)
    return [
        json.dumps(
            {"file": inside, "sha256": digest, "stage": stage, "by": SIGNERS[stage], "at": f"{day:%Y-%m-%d}T{hour}"},
            ensure_ascii=False,
        )
        for stage, hour in zip(STAGES[review], ("09:10", "11:20", "16:30"), strict=False)
    ]
