"""Which documents have to be explained: rules of our own that people have to know, not letters and appointments."""

from __future__ import annotations

from portalkit.model.column import Column
from portalkit.model.record import Record
from portalkit.patterns import regex

_KINDS = regex(r"办法|规定|细则|规则|规范|规划|方案|意见|措施|条例|标准|政策")
_SPARE = regex(
    r"任免|任职|免职|批复|公示|转发|复函|通报|表彰|废止|分工|指南|预案|年报|报告|目录|修改|计划的通知|征求|答复"
)


def ought_to_be_explained(record: Record, column: Column) -> bool:
    """Whether the public is owed an explanation of a document."""
    document = record.document
    return (
        document is not None
        and bool(document.document_number)
        and record.reprint is None
        and column.type == "政策文件"
        and document.validity == "有效"
        and _KINDS.search(record.title) is not None
        and _SPARE.search(record.title) is None
    )
