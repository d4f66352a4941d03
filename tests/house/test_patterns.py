"""Expressions that are compiled late are compiled here, and do what the compiled ones do."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalkit.patterns import regex

ROOT = Path(__file__).parents[2]
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted(ROOT.glob("portalkit/**/*.py"))
    if "import regex" in path.read_text(encoding="utf-8")
]


def late_ones(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, type(regex(""))):
        yield value
    elif isinstance(value, dict | tuple | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from late_ones(each)


@pytest.mark.parametrize("name", MODULES)
def test_every_expression_can_be_compiled(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        for late in late_ones(value):
            empty = late.pattern[:0]
            assert (late.search(empty) is None) == (re.compile(late.pattern, late.flags).search(empty) is None)


@given(st.text("ab-1 ", max_size=30))
def test_a_late_expression_finds_what_a_compiled_one_finds(text: str) -> None:
    late, compiled = regex("(a+)|b", re.IGNORECASE), re.compile("(a+)|b", re.IGNORECASE)
    assert late.sub("-", text) == compiled.sub("-", text)
    assert late.split(text) == compiled.split(text)
    assert late.findall(text) == compiled.findall(text)
    assert [found.span() for found in late.finditer(text)] == [found.span() for found in compiled.finditer(text)]
    assert (late.search(text) is None, late.match(text) is None) == (
        compiled.search(text) is None,
        compiled.match(text) is None,
    )


def test_an_expression_has_no_attributes_that_a_compiled_one_lacks() -> None:
    with pytest.raises(AttributeError):
        regex("a").compiled  # type: ignore[attr-defined]  # noqa: B018
