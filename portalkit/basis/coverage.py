"""Which check answers for which clause, and for which veto of the national inspection; or why none does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec
import yaml

_FOLDER = Path(__file__).parent


class Demand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a clause asks that a program can check. ``kind``: ``B`` while building, ``T`` with an eye on the day."""

    at: str
    kind: str
    asks: str
    by: str = ""
    how: str = ""
    why_not: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Rules and registry mistakes that check it."""
        return tuple(self.by.split())


class Veto(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One veto of the inspection list (国办秘函〔2019〕19号); ``offline`` tells whether a build can see it."""

    of: str
    item: str
    offline: bool
    by: str = ""
    how: str = ""
    why_not: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Rules that see it."""
        return tuple(self.by.split())


@cache
def coverage() -> Mapping[str, tuple[Demand, ...]]:
    """Demands by the id of their regulation, in the order of its articles."""
    return MappingProxyType(msgspec.convert(_load("coverage.yaml"), dict[str, tuple[Demand, ...]], strict=False))


@cache
def vetoes() -> tuple[Veto, ...]:
    """The vetoes, in the order of the list."""
    return msgspec.convert(_load("vetoes.yaml"), tuple[Veto, ...], strict=False)


def _load(name: str) -> object:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds nothing but strings
