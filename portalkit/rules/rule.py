"""What a rule is: a check that states facts, and the law that is attached to every fact."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portalkit.model.finding import ClauseKey, Finding, Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.model.rulebook import Rulebook


class Scope(enum.Enum):
    """What a check is given; ``subjects``, ``pages`` and ``waiving`` hold the types.

    FILE and LEDGER get ``(Slip)``, RECORD ``(Record, RecordContext)``, CORPUS ``(Relatives, TreeContext)``,
    TENANT ``(Tenant, TreeContext)``, UPKEEP ``(Holdings, TreeContext)``, PAGE ``(BuiltPage, PageContext)``,
    WAIVER ``(Waiver, WaiverContext)``.

    What CORPUS finds may not depend on the day: it is asked again only for numbers whose articles changed.

    What UPKEEP finds is a matter of time and of many articles together: it is reported on the national scale, and
    stops nothing, for holding back new pages would only make old ones older.
    """

    FILE = "稿件文件"
    RECORD = "稿件"
    LEDGER = "审签记录"
    CORPUS = "全部稿件"
    TENANT = "单位"
    UPKEEP = "栏目和时限"
    PAGE = "页面"
    WAIVER = "规则豁免"


Check = Callable[..., Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``kind`` is set for rules about what a reader noted; ``limits`` names the numbers of the rulebook that
    the check asks for, whose clauses are cited with those of the rule.
    """

    code: str
    title: str
    scope: Scope
    severity: Severity
    basis: tuple[ClauseKey, ...]
    fix: str
    limits: tuple[str, ...]
    kind: ProblemKind | None
    check: Check
    doc: str

    def findings(
        self, hits: Iterable[Hit], *, portal: str | None, tenant: str | None, rulebook: Rulebook | None = None
    ) -> Iterator[Finding]:
        """Attach the law to what a check stated."""
        for hit in hits:
            yield Finding(
                code=self.code,
                title=self.title,
                severity=self.severity,
                where=hit.where,
                what=hit.what,
                fix=hit.fix or self.fix,
                basis=self._basis(rulebook),
                portal=portal,
                tenant=tenant,
            )

    def _basis(self, rulebook: Rulebook | None) -> tuple[ClauseKey, ...]:
        numbers = [rulebook.limit(name).basis for name in self.limits] if rulebook else []
        return tuple(dict.fromkeys([*self.basis, *numbers]))


def rule(
    code: str,
    title: str,
    *,
    scope: Scope,
    severity: Severity,
    basis: tuple[str, ...],
    fix: str,
    limits: tuple[str, ...] = (),
    kind: ProblemKind | None = None,
) -> Callable[[Check], Rule]:
    """Make a check function into a ``Rule``. Registers nothing: see ``registry.RULES``."""

    def make(check: Check) -> Rule:
        keys = tuple(ClauseKey(key) for key in basis)
        return Rule(code, title, scope, severity, keys, fix, limits, kind, check, check.__doc__ or "")

    return make
