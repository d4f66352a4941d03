"""RV007: an old article that was taken away and came back with a new date."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "RV007",
    "旧稿换日期重发",
    scope=Scope.UPKEEP,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#veto", "guoban-2017-47#annex-page"),
    fix="恢复原来的文件名和发布时间，栏目更新靠新的内容。",
    limits=("backdating_days",),
)
def old_as_new(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:
    """把旧稿删掉，标题和正文不变，换一个日期重新发出来，检查时会认定为伪造发稿日期。

    反例: 2026-03-01-yan.md 删去了，同样的内容又以 2026-10-20-yan.md 发出来
    正例: 稿件换了文件名，发布时间没有变
    """
    days = context.limit("backdating_days")
    for gone in holdings.departed:
        if gone.again_published is not None and abs((gone.again_published - gone.published).days) > days:
            yield Hit(
                Location(gone.again),
                f"《{gone.title}》与原来的 {gone.path} 标题、正文都一样，发布时间却从 {gone.published} "
                f"变成 {gone.again_published}。",
            )
