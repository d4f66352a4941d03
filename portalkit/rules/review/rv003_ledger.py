"""RV003: a line of the review ledger that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "RV003",
    "审签记录读不出",
    scope=Scope.LEDGER,
    severity=Severity.DEDUCT,
    basis=("house#ledger", "xiji-2021#41"),
    fix="用 invoke sign 重新签字；不要手工改动审签记录。",
    kind=ProblemKind.LEDGER,
)
def ledger(slip: Slip) -> Iterator[Hit]:
    """审签记录是谁在什么时候签了什么的凭据，一行一条，只增不改；读不出的一行不算数。

    反例: 合并冲突的标记留在了文件里
    正例: 每一行都由 invoke sign 写入
    """
    yield slip.hit
