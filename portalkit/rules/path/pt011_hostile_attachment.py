"""PT011: an attachment that is built to do harm."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "PT011",
    "附件内容异常",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "guoban-2017-47#7", "house#files"),
    fix="不要打开它；找到原件重新保存，或换成 pdf。来历不明的，报告网络安全负责人。",
)
def hostile_attachment(record: Record, context: RecordContext) -> Iterator[Hit]:
    """压缩炸弹一类的文件会让下载的人和检查的程序死机，不能发布。

    反例: 解开以后有几个 G 的材料.docx
    正例: 正常保存的材料.docx
    """
    for file in record.files:
        words = context.words_in(file)
        if words.hostile:
            name = file.in_tenant.rpartition("/")[2]
            yield Hit(Location(record.path.text), f"附件“{name}”不能发布：{words.trouble}。")
