"""PT004: a picture or attachment that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT004",
    "图片或附件不存在",
    scope=Scope.FILE,
    severity=Severity.VETO,
    basis=("house#files", "guoban-2019-19#usability"),
    fix="把文件放到稿件所在的文件夹，文件名与引用的一致。",
    kind=ProblemKind.MISSING_FILE,
)
def missing_file(slip: Slip) -> Iterator[Hit]:
    """引用的图片和附件都要在，否则读者看到的是打不开的附件。

    反例: [申请表](申请表.docx)，文件夹里没有这个文件
    正例: [申请表](申请表.docx)，文件就在旁边
    """
    yield slip.hit
