"""Limits: built in, set by the platform, tightened by a county. No number without its clause."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from portalkit.model.finding import ClauseKey, Finding
from portalkit.model.rulebook import Limit
from portalkit.tenancy import mistakes
from portalkit.tenancy.profiles import adopted
from portalkit.tenancy.reader import Fields, nearest
from portalkit.tenancy.report import Report
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import Mapping, Node, clip, parse

MOST = 1_000_000
"""No limit is larger."""

_CLAUSE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*#[0-9A-Za-z][0-9A-Za-z.-]*")


@cache
def built_in() -> tuple[Limit, ...]:
    """The limits that ship with the kit; a mistake in them is a bug (``ValueError``)."""
    path = Path(__file__).with_name("defaults.yaml")
    found: list[Finding] = []
    report = Report(found, path.name)
    node = parse(path.read_bytes(), report)
    limits = _limits(Fields(node if isinstance(node, Mapping) else None, report), None)
    if found:
        raise ValueError(found)
    return limits


def platform_limits(node: Node | None, report: Report) -> tuple[Limit, ...]:
    """The platform's rulebook over the built-in limits."""
    return _over(node, report, built_in(), county=False)


def county_limits(node: Node | None, report: Report, base: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """One county's rulebook over the platform's limits: stricter or equal only."""
    return _over(node, report, base, county=True)


def _over(node: Node | None, report: Report, base: tuple[Limit, ...], *, county: bool) -> tuple[Limit, ...]:
    if node is None:
        return base
    if not isinstance(node, Mapping):
        report.note(mistakes.SHAPE, "规则文件应当以“limits:”开头。", line=node.line)
        return base
    fields = Fields(node, report)
    base = adopted(fields, report, base)
    return _merged(base, _limits(fields, base, county=county))


def _limits(fields: Fields, base: tuple[Limit, ...] | None, *, county: bool = False) -> tuple[Limit, ...]:
    limits: list[Limit] = []
    for name, part in fields.named("limits"):
        limit = _limit(name, part, base)
        if limit is None:
            part.pass_over(*part.keys())
        elif base is None or _judge_direction(limit, part, base, county=county):
            limits.append(limit)
    fields.finish()
    return tuple(limits)


def _limit(name: str, part: Fields, base: tuple[Limit, ...] | None) -> Limit | None:
    model = next((limit for limit in base or () if limit.name == name), None)
    if base is not None and model is None:
        near = nearest(name, [limit.name for limit in base])
        names = "、".join(limit.name for limit in base)
        what = f"没有名为“{clip(name)}”的限值。"
        fix = f"改成“{near}”。" if near else f"改成其中之一：{names}。"
        part.report.note(mistakes.NO_LIMIT, what, line=part.line, field=f"limits.{clip(name)}", fix=fix)
        return None
    if part.absent:
        return None
    value = part.number("value", least=0, most=MOST)
    unit = part.text("unit")
    if model and unit and unit != model.unit:
        what = f"{called(part.field('unit'))}写的是“{clip(unit)}”，平台规定的单位是“{model.unit}”。"
        part.note(mistakes.UNIT, "unit", what, fix=f"改成“{model.unit}”，并换算数值。")
    default = model.stricter if model else None
    stricter = part.choice("stricter", ("higher", "lower"), default=default)
    if model and stricter and stricter != model.stricter:
        what = f"{called(part.field('stricter'))}写的是“{stricter}”，平台规定是“{model.stricter}”。"
        part.note(mistakes.VALUE, "stricter", what, fix="删去这一项，从严方向由平台规定。")
    return Limit(name, value, unit, _clause(part), model.stricter if model else stricter)


def _clause(part: Fields) -> ClauseKey:
    text = part.text("basis", missing=mistakes.NO_BASIS)
    if text and _CLAUSE.fullmatch(text) is None:
        what = f"{called(part.field('basis'))}写的是“{clip(text)}”，不是条款编号。"
        part.note(mistakes.NO_BASIS, "basis", what, fix='写成“文件编号#条款”，例如 basis: "xiji-2021#13"。')
    return ClauseKey(text)


def _judge_direction(limit: Limit, part: Fields, base: tuple[Limit, ...], *, county: bool) -> bool:
    model = next(known for known in base if known.name == limit.name)
    looser = limit.value < model.value if model.stricter == "higher" else limit.value > model.value
    if not looser or not part.has("value") or limit.unit != model.unit:
        return True
    bound = "不少于" if model.stricter == "higher" else "不超过"
    if county:
        what = f"本县的 {limit.name} 是 {limit.value} {limit.unit}，平台规定{bound} {model.value} {model.unit}。"
        part.note(mistakes.LOOSER, "value", what, fix=f"改成{bound} {model.value}，或删去这一项。")
        return False
    what = (
        f"平台的 {limit.name} 是 {limit.value} {limit.unit}，比内置的 {model.value} {model.unit}宽（{model.basis}）。"
    )
    part.note(mistakes.LOOSER_PLATFORM, "value", what)
    return True


def _merged(base: tuple[Limit, ...], over: tuple[Limit, ...]) -> tuple[Limit, ...]:
    changed = {limit.name: limit for limit in over}
    return tuple(changed.get(limit.name, limit) for limit in base)
