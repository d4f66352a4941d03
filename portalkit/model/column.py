"""Columns: what a tenant publishes, and how long each may stay without an update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from portalkit.model.review import ReviewStage

ColumnId = NewType("ColumnId", str)
"""URL segment of a column: ``a-z 0-9 -``."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the unified column system, or a tenant's own.

    ``type`` is the ColumnType of the national meta-tag table (国办发〔2017〕47号 附件); ``update_days`` is how
    long it may stay silent, ``None`` for an archive; ``review`` is how many stages must sign (0–3).
    ``responsible_unit`` and ``responsible_person`` answer for it; empty where nobody is named for it alone.
    """

    id: ColumnId
    name: str
    type: str
    description: str
    keywords: tuple[str, ...]
    at: frozenset[str]
    update_days: int | None
    review: int
    responsible_unit: str = ""
    responsible_person: str = ""

    @property
    def stages(self) -> tuple[ReviewStage, ...]:
        """The stages that must sign, in order."""
        return ReviewStage.required(self.review)


@dataclass(frozen=True, slots=True, order=True)
class ColumnPath:
    """A column of one tenant of a portal, written ``tenant/column``."""

    tenant: str
    column: str

    @classmethod
    def parse(cls, text: str) -> ColumnPath:
        """Read ``tenant/column``; raises ``ValueError`` for any other form."""
        tenant, _, column = text.strip().strip("/").partition("/")
        if not tenant or not column or "/" in column:
            raise ValueError(text)
        return cls(tenant, column)

    def __str__(self) -> str:
        return f"{self.tenant}/{self.column}"
