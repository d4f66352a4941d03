"""What a check found, where, under which clause, and what the editor does about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

ClauseKey = NewType("ClauseKey", str)
"""``<regulation>#<article>``, resolved by ``portalkit.basis``."""


class Severity(enum.Enum):
    """How the inspection standard counts a finding (检查指标), gravest first."""

    REFUSE = "不能入库"
    VETO = "单项否决"
    DEDUCT = "扣分"
    ADVISE = "提示"

    rank: int
    """0 is the gravest."""

    def __init__(self, _: str) -> None:
        self.rank = len(self.__class__.__members__)

    @property
    def blocks_publication(self) -> bool:
        """Whether what it names may not go out."""
        return self in (Severity.REFUSE, Severity.VETO)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place a person can go to: a path below its root, and a line counted from 1."""

    path: str
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        return f"{self.path} 第{self.line}行" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Hit:
    """A bare fact stated by a check: no law, no severity. A remedy only where the rule's own is too general."""

    where: Location
    what: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with its rule's law attached: what reports, gates and editors see."""

    code: str
    title: str
    severity: Severity
    where: Location
    what: str
    fix: str
    basis: tuple[ClauseKey, ...]
    portal: str | None = None
    tenant: str | None = None

    @property
    def sort_key(self) -> tuple[int, str, int, str, str]:
        """Gravest first, then by place and code: the one order of every report."""
        return (self.severity.rank, self.where.path, self.where.line or 0, self.code, self.what)
