"""Pieces of the generated pages: head, page, table, text that reads as it is written."""

from __future__ import annotations

from collections.abc import Iterable

GENERATED = "> 本页由 `invoke docs` 按程序里的登记自动生成，请不要手工修改。"
"""First line of every generated page."""


def head(title: str) -> str:
    """The first lines of a page."""
    return f"{GENERATED}\n\n# {title}"


def page(parts: Iterable[str]) -> str:
    """A whole page of its parts."""
    return "\n\n".join(parts) + "\n"


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table with its head row."""
    lines = [heads, tuple("---" for _ in heads), *(tuple(map(escaped, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def escaped(text: str) -> str:
    """Text as it reads: a ``<`` is no tag and a ``|`` no cell, outside code as well as inside a table."""
    halves = text.replace("|", "\\|").split("`")
    return "`".join(half.replace("<", "&lt;") if at % 2 == 0 else half for at, half in enumerate(halves))
