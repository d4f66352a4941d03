"""What is asked of each waiver. In code order."""

from __future__ import annotations

from portalkit.rules.rule import Rule
from portalkit.rules.waivers.wv001_cannot_be_waived import cannot_be_waived
from portalkit.rules.waivers.wv002_waiver_expired import waiver_expired
from portalkit.rules.waivers.wv003_waiver_unused import waiver_unused

RULES: tuple[Rule, ...] = (
    cannot_be_waived,
    waiver_expired,
    waiver_unused,
)
