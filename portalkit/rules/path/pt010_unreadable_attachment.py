"""PT010: an attachment that cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "PT010",
    "附件打不开",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#usability", "guoban-2019-19#service", "house#files"),
    fix="去掉打开密码，用原来的软件重新保存后替换。",
)
def unreadable_attachment(record: Record, context: RecordContext) -> Iterator[Hit]:
    """损坏或设了打开密码的附件，公众打不开，程序也查不了里面有没有隐私和密级标志。

    反例: 设了打开密码的申请表.docx
    正例: 能直接打开的申请表.docx
    """
    for file in record.files:
        words = context.words_in(file)
        if words.trouble and not words.hostile:
            name = file.in_tenant.rpartition("/")[2]
            yield Hit(Location(record.path.text), f"附件“{name}”打不开：{words.trouble}，里面的内容没有检查。")
