"""FM012: a required field that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "FM012",
    "缺少必填字段",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#frontmatter", "guoban-2017-47#annex-tags"),
    fix="补上这一行。",
    kind=ProblemKind.MISSING_FIELD,
)
def missing_field(slip: Slip) -> Iterator[Hit]:
    """标题、发布时间、来源必须写，公文还要写索引号、发文机关和成文日期。

    反例: 没有“来源”
    正例: 来源: 示例县人民政府办公室
    """
    yield slip.hit
