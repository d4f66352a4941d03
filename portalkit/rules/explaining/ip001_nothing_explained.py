"""IP001: an explanation of a document that is not on the portal."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.relatives import Relatives
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "IP001",
    "解读的文件找不到",
    scope=Scope.CORPUS,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4.2", "guoban-2019-19#content", "xiji-2021#18"),
    fix="核对“解读”里的文号；文件还没有发布的，先发布文件，再发布解读。",
)
def nothing_explained(relatives: Relatives, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - as for all
    """解读和文件互相链接，靠的是文号一致；文号写错，或者文件没有上网，读者就找不到原文。

    反例: 解读: 示政办发〔2026〕99号，门户上没有这份文件
    正例: 解读: 示政办发〔2026〕3号，文件已经发布
    """
    if relatives.documents:
        return
    for entry in relatives.explaining:
        where = Location(entry.path, None, "interprets")
        yield Hit(where, f"解读的文件“{entry.interprets}”没有在门户上发布，两者不能互相链接。")
