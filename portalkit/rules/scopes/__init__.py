"""The rules by what they are asked about. Each list is imported when it is first asked for; an edit asks few."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from portalkit.rules.rule import Rule, Scope

_LISTS = {
    Scope.FILE: "files",
    Scope.RECORD: "records",
    Scope.LEDGER: "ledgers",
    Scope.CORPUS: "corpus",
    Scope.TENANT: "tenants",
    Scope.UPKEEP: "upkeep",
    Scope.PAGE: "pages",
    Scope.WAIVER: "waivers",
}


@cache
def rules_of(scope: Scope) -> tuple[Rule, ...]:
    """The rules of one scope, in code order."""
    rules: tuple[Rule, ...] = import_module(f"{__name__}.{_LISTS[scope]}").RULES
    return rules
