"""DC004: one index number for two documents."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.relatives import Relatives
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "DC004",
    "索引号重复",
    scope=Scope.CORPUS,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#12", "gongkai-2019-61#2"),
    fix="给后发布的那一篇另编索引号。",
)
def index_number_twice(relatives: Relatives, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - as for all
    """一个索引号只对应一份文件，全平台不重复。同一篇文章要出现在几个栏目，用“也发往”，不要复制。

    反例: 两篇稿件的索引号都是 640499/2026-000123
    正例: 一篇是 640499/2026-000123，另一篇是 640499/2026-000124
    """
    ordered = sorted(relatives.indexed, key=lambda entry: (entry.published, entry.path))
    for entry in ordered[1:]:
        first = ordered[0]
        where = Location(entry.path, None, "document.index_number")
        yield Hit(where, f"索引号“{relatives.number}”已经用在 {first.path}（《{first.title}》）上。")
