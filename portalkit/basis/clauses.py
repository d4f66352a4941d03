"""Resolve clause keys such as ``xiji-2021#13`` to the clause they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec
import yaml

from portalkit.model.basis import Clause, Regulation
from portalkit.model.finding import ClauseKey

_FOLDER = Path(__file__).parent


def cite(key: ClauseKey) -> Clause:
    """Return the clause for ``key``; an unknown key is a programming error (``KeyError``)."""
    return _clauses()[key]


def known() -> frozenset[ClauseKey]:
    """Every key that can be cited."""
    return frozenset(_clauses())


@cache
def regulations() -> Mapping[str, Regulation]:
    """Every document by its id, in the order of the file."""
    entries = msgspec.convert(_load("regulations.yaml"), dict[str, _Document])
    return MappingProxyType({id_: Regulation(id_, entry.name, entry.number) for id_, entry in entries.items()})


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    number: str


class _Article(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    article: str
    summary: str


@cache
def _clauses() -> Mapping[ClauseKey, Clause]:
    entries = msgspec.convert(_load("clauses.yaml"), dict[str, dict[str, _Article]])
    return MappingProxyType(
        {
            key: Clause(key, regulations()[id_], entry.article, entry.summary)
            for id_, articles in entries.items()
            for name, entry in articles.items()
            for key in (ClauseKey(f"{id_}#{name}"),)
        }
    )


def _load(name: str) -> object:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds nothing but strings
