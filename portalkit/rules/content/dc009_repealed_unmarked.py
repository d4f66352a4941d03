"""DC009: a document that another one repeals and that still says that it is in force, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.relatives import Relatives
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_GONE = ("废止", "失效", "已修改")


@rule(
    "DC009",
    "废止的文件没有标明",
    scope=Scope.CORPUS,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4", "xiji-2021#18", "tiaoli-2019#20"),
    fix="把原文件的“有效性”改为“废止”或“失效”，正文开头写明由哪份文件废止并链接过去，重新审签。",
)
def repealed_unmarked(relatives: Relatives, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - as for all
    """新文件写明旧文件“同时废止”的，旧文件的页面也要标明废止，免得群众按废止的规定去办事。

    反例: 新办法写着“示政办发〔2020〕8号同时废止”，旧文件的有效性还是“有效”
    正例: 旧文件的有效性: 废止
    """
    for fact in relatives.repealing:
        for entry in relatives.documents:
            if entry.path != fact.path and entry.document and entry.document.validity not in _GONE:
                where = Location(entry.path, None, "document.validity")
                yield Hit(
                    where, f"{fact.path} 写明“{fact.value}”废止，这份文件的有效性还是“{entry.document.validity}”。"
                )
