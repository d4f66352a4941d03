"""The registry of the made-up county: one portal, its columns, forty bureaus with twelve columns each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from benchmarks.prose import Bureau, bureaus

PORTAL = "shili"
PLACE = "示例县"
DIVISION = "640499"
STAGES: Mapping[int, tuple[str, ...]] = {2: ("初审", "终审"), 3: ("初审", "复审", "终审")}
"""How many reviews a column asks for → the stages."""
SIGNERS: Mapping[str, str] = {"初审": "chushen", "复审": "fushen", "终审": "zhongshen"}
"""Stage → the id of the person who signs it, the same in every unit."""

_COLUMNS = Path(__file__).parent / "columns.yaml"
_OWN_KEYS = frozenset({"genre", "weight"})


@dataclass(frozen=True, slots=True)
class Place:
    """A column as the corpus needs it: ``weight`` is its share of the articles of its unit."""

    id: str
    genre: str
    weight: float
    review: int


@cache
def _columns() -> tuple[Mapping[str, object], ...]:
    return tuple(yaml.load(_COLUMNS.read_text(encoding="utf-8"), yaml.CSafeLoader))


def places(kind: str) -> tuple[Place, ...]:
    """The columns of a ``portal`` or of a ``bureau``."""
    return tuple(
        Place(str(row["id"]), str(row["genre"]), float(str(row["weight"])), int(str(row["review"])))
        for row in _columns()
        if kind in _listed(row["at"])
    )


def write_registry(tenants: Path) -> None:
    """Write ``tenants/`` of the county."""
    folder = tenants / PORTAL
    folder.mkdir(parents=True, exist_ok=True)
    _write(tenants / "columns.yaml", [{k: v for k, v in row.items() if k not in _OWN_KEYS} for row in _columns()])
    _write(folder / "portal.yaml", _portal())
    for number, bureau in enumerate(bureaus(), start=1):
        _write(folder / f"{bureau.id}.yaml", _bureau(bureau, number))


def _portal() -> dict[str, object]:
    return {
        "id": PORTAL,
        "kind": "portal",
        "level": "county",
        "name": f"{PLACE}人民政府",
        "short_name": "示例县政府",
        "place": PLACE,
        "division_code": DIVISION,
        "domain": "www.shili.gov.cn",
        "site_code": f"{DIVISION}0001",
        "icp_number": "宁ICP备00000000号-1",
        "police_number": "宁公网安备64049902000001号",
        "badge": {"kind": "red", "id": "0" * 32},
        "supervisor": "示例市人民政府政务公开办公室",
        "owner": f"{PLACE}人民政府",
        "operator": f"{PLACE}人民政府办公室",
        "contact": {
            "phone": "0954-0000000",
            "email": "zwgk@shili.gov.cn",
            "address": f"{PLACE}行政中心1号",
            "postcode": "756200",
            "hours": "工作日 8:30—12:00，14:30—18:00",
        },
        "security_officer": "王安",
        "informant": "吕知衡",
        "opening": {
            "live_since": "2018-05-01",
            "approval": "示政函〔2018〕1号",
            "security_test": {"date": "2026-01-10", "report": "宁测〔2026〕8号"},
        },
        "status": "live",
        "demo": True,
        "service_portal": "https://zwfw.nx.gov.cn/",
        "index_scheme": "div6",
        "columns": [place.id for place in places("portal")],
        "people": _people(),
    }


def _bureau(bureau: Bureau, number: int) -> dict[str, object]:
    return {
        "id": bureau.id,
        "kind": "bureau",
        "name": bureau.name,
        "short_name": bureau.short,
        "owner": bureau.name,
        "operator": "局办公室",
        "accountable_officer": "李守正",
        "informant": "吕知衡",
        "contact": {
            "phone": f"0954-{number:07}",
            "address": f"{PLACE}建设路{number}号",
            "hours": "工作日 8:30—12:00，14:30—18:00",
        },
        "status": "live",
        "columns": [place.id for place in places("bureau")],
        "people": _people(),
    }


def _people() -> list[dict[str, object]]:
    names = ("吕知衡", "尹公允", "单明察")
    return [
        {"id": id_, "name": name, "stages": [stage]} for (stage, id_), name in zip(SIGNERS.items(), names, strict=True)
    ]


def _listed(value: object) -> Iterable[str]:
    assert isinstance(value, list)
    return value


def _write(file: Path, value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)
    file.write_text(text, encoding="utf-8")
