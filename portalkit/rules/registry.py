"""Every rule, in code order. To add a rule: write its file, add its line to the list of its scope, add its cases."""

from __future__ import annotations

from portalkit.rules.rule import Rule, Scope
from portalkit.rules.scopes import rules_of

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for scope in Scope for rule in rules_of(scope)), key=lambda rule: rule.code)
)
