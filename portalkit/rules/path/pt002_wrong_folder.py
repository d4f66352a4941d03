"""PT002: an article in a folder that belongs to no column."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import ProblemKind
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import Slip


@rule(
    "PT002",
    "稿件放错文件夹",
    scope=Scope.FILE,
    severity=Severity.REFUSE,
    basis=("house#filename",),
    fix="移到“单位/栏目”文件夹。",
    kind=ProblemKind.WRONG_FOLDER,
)
def wrong_folder(slip: Slip) -> Iterator[Hit]:
    """稿件放在哪个单位、哪个栏目，就发在哪里；放错了就发不出来。

    反例: shichang/zhengce/2026-03-01-yan.md
    正例: shichang/policy/2026-03-01-yan.md
    """
    yield slip.hit
