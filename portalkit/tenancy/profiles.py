"""Profiles: numbers that documents set differently, adopted as a whole by naming the document in a rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec
import yaml

from portalkit.model.finding import ClauseKey
from portalkit.model.rulebook import Limit
from portalkit.tenancy import mistakes
from portalkit.tenancy.reader import Fields, nearest
from portalkit.tenancy.report import Report
from portalkit.tenancy.yamltree import clip


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a document sets one limit to."""

    value: int
    basis: str


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document by its name, and its limits."""

    name: str
    limits: dict[str, Setting]


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile that ships with the kit, by the id of its document."""
    text = Path(__file__).with_name("profiles.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds nothing but strings
    return MappingProxyType(msgspec.convert(entries, dict[str, Profile], strict=False))


def adopted(fields: Fields, report: Report, base: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Read ``profiles`` of a rulebook; of the numbers that then stand for one limit, the strictest is taken."""
    limits = {limit.name: limit for limit in base}
    for word, line in fields.words("profiles"):
        profile = profiles().get(word)
        if profile is None:
            near = nearest(word, profiles())
            fix = f"改成“{near}”。" if near else f"改成其中之一：{'、'.join(profiles())}。"
            what = f"没有编号为“{clip(word)}”的文件的限值。"
            report.note(mistakes.NO_PROFILE, what, line=line, field="profiles", fix=fix)
            continue
        for name, setting in profile.limits.items():
            known = limits[name]
            if is_stricter(setting.value, known):
                limits[name] = replace(known, value=setting.value, basis=ClauseKey(setting.basis))
    return tuple(limits.values())


def is_stricter(value: int, limit: Limit) -> bool:
    """Whether a value asks for more than the limit does."""
    return value > limit.value if limit.stricter == "higher" else value < limit.value
