"""DC013: the index number of a document that is gone, given to another."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.provenance.titles import plain
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "DC013",
    "索引号重新用在别的文件上",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#12", "gongkai-2019-61#2"),
    fix="给新的文件另编索引号；用过的索引号不再用，原来的文件撤下了也不用。",
)
def number_used_again(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """一个索引号只对应一份文件。原来的文件撤下以后把号给了别的文件，按旧目录找来的人看到的就是另一份文件。

    反例: 640499/2026-000123 的文件删去以后，同一个号又给了另一份通知
    正例: 新的文件用新的流水号
    """
    for gone in holdings.departed:
        same = {path for path, _ in holdings.numbered.get(gone.document_number, ())} | {gone.again}
        for path, title in holdings.numbered.get(gone.index_number, ()) if gone.index_number else ():
            if path not in same and plain(title) != plain(gone.title):
                yield Hit(
                    Location(path, None, "document.index_number"),
                    f"索引号“{gone.index_number}”原来是《{gone.title}》的（{gone.path}，已经不在），"
                    f"现在用在《{title}》上。",
                )
