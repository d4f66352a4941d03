"""What is asked of the review ledger of a unit. In code order."""

from __future__ import annotations

from portalkit.rules.review.rv003_ledger import ledger
from portalkit.rules.rule import Rule

RULES: tuple[Rule, ...] = (ledger,)
