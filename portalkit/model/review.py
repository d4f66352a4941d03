"""Review before publication (先审后发): who signed what, for which bytes.

- A signature covers the text of the article and every local file that the article refers to.
- An article is cleared when the stages its column asks for are signed, in order, by people who may sign them.
- Edit anything that was signed and the new state waits; signatures of the old state stay true for the old state.

Source: 怀政办函〔2020〕52号 第四条; 西吉县制度 第四十一条.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


class ReviewStage(enum.Enum):
    """三审, in order."""

    FIRST = "初审"
    SECOND = "复审"
    FINAL = "终审"

    @property
    def order(self) -> int:
        """0, 1, 2."""
        return list(ReviewStage).index(self)

    @classmethod
    def required(cls, count: int) -> tuple[ReviewStage, ...]:
        """Return the stages that a column with ``count`` reviews asks for (0–3)."""
        return {0: (), 1: (cls.FINAL,), 2: (cls.FIRST, cls.FINAL), 3: tuple(cls)}[count]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign; ``stages`` are those this person may sign for this tenant."""

    id: str
    name: str
    stages: tuple[ReviewStage, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of ``reviews.jsonl``. ``file`` is relative to the tenant's folder; ``files`` maps the local files
    the article refers to (relative to the tenant's folder as well) to the SHA-256 of their bytes.
    """

    file: str
    sha256: str
    stage: ReviewStage
    by: str
    at: datetime
    files: Mapping[str, str] = field(default_factory=dict)

    def covers(self, digest: str, files: Mapping[str, str]) -> bool:
        """Whether exactly this state was signed."""
        return self.sha256 == digest and dict(self.files) == dict(files)


@dataclass(frozen=True, slots=True)
class Clearance:
    """What the ledger says of one state of one article."""

    missing: tuple[ReviewStage, ...]
    signed: tuple[Signature, ...]
    strangers: tuple[Signature, ...] = ()
    """Signatures that do not count: the signer may not sign this stage here."""

    @property
    def cleared(self) -> bool:
        """Whether every stage that is asked for is signed."""
        return not self.missing


def clearance(
    digest: str,
    files: Mapping[str, str],
    *,
    signatures: Iterable[Signature],
    stages: tuple[ReviewStage, ...],
    people: Iterable[Person],
) -> Clearance:
    """Judge one state of an article. ``signatures`` are those of this file, in the order of the ledger.

    A stage counts when it is signed by somebody who may sign it, not earlier than the stage before it.
    The order of lines does not matter (a union merge may shuffle them), the time in them does.
    """
    may = {person.id: set(person.stages) for person in people}
    mine = [s for s in signatures if s.covers(digest, files)]
    valid = [s for s in mine if s.stage in may.get(s.by, ())]
    strangers = tuple(s for s in mine if s.stage not in may.get(s.by, ()))
    signed: list[Signature] = []
    missing: list[ReviewStage] = []
    since: datetime | None = None
    for stage in stages:
        of_stage = sorted((s for s in valid if s.stage is stage and (since is None or s.at >= since)), key=_when)
        if missing or not of_stage:
            missing.append(stage)
            continue
        signed.append(of_stage[0])
        since = of_stage[0].at
    return Clearance(tuple(missing), tuple(signed), strangers)


def _when(signature: Signature) -> tuple[datetime, str]:
    return (signature.at, signature.by)
