"""What the link policy says of an address."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Verdict(enum.Enum):
    """Decided offline; whatever nothing allows is denied."""

    OWN = "own"
    ALLOW = "allow"
    INTERSTITIAL = "interstitial"
    REVIEW = "review"
    DENY = "deny"

    @property
    def may_appear(self) -> bool:
        """Whether a page may carry the link."""
        return self in (Verdict.OWN, Verdict.ALLOW, Verdict.INTERSTITIAL)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, the id of the policy rule that gave it, and the reason in Chinese. ``host`` is normalised."""

    verdict: Verdict
    rule: str
    why: str
    host: str
