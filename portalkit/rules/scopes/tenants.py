"""What is asked of each unit. In code order."""

from __future__ import annotations

from portalkit.rules.lifecycle.lc001_notice_too_short import notice_too_short
from portalkit.rules.media.nm002_filed_late import filed_late
from portalkit.rules.media.nm003_name import name
from portalkit.rules.media.nm004_owner import owner
from portalkit.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    notice_too_short,
    filed_late,
    name,
    owner,
)
