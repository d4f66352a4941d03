"""DC012: a document or an annual report that was public and whose file was deleted."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.departed import Departed
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_KEPT = "信息公开年报"
"""The type of columns whose articles are kept for good, with a number or without."""


@rule(
    "DC012",
    "公开过的文件被删掉了",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4", "tiaoli-2019#12"),
    fix="恢复这个文件：还有效的照常公开；不再执行的标明废止或失效；不应公开的写上“下架时间”，正文只留一句说明。",
)
def deleted(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """公文失效、废止要在原来的页面上标明，历年的年报都要保留；文件一删，群众只看到打不开的网址，也没有记录说明是谁撤的。

    反例: 示政办发〔2026〕3号公开以后，文件从文件夹里删掉了
    正例: 文件还在，写着有效性: 废止，或者写着下架时间
    """
    for gone in holdings.departed:
        if not _is_kept(gone, context) or gone.again:
            continue
        if any(holdings.numbered.get(number) for number in (gone.document_number, gone.index_number) if number):
            continue
        number = gone.document_number or gone.index_number
        name = f"《{gone.title}》（{number}）" if number else f"《{gone.title}》"
        yield Hit(Location(gone.path), f"{name}公开过，{gone.on} 起文件不在了，没有废止标明，也没有下架记录。")


def _is_kept(gone: Departed, context: TreeContext) -> bool:
    if gone.document_number or gone.index_number:
        return True
    tenant = context.tree.by_folder(gone.tenant)
    column = tenant.column(gone.column) if tenant else None
    return column is not None and column.type == _KEPT
