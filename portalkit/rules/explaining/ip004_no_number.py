"""IP004: an explanation that does not say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_EXPLAINS = regex(r"解读|问答|一图读懂|图解")
_NUMBER = regex(r"[\u4e00-\u9fff]{1,20}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号", re.ASCII)


@rule(
    "IP004",
    "解读没有关联文件",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4.2", "guoban-2019-19#content"),
    fix="在稿件开头写“解读: 文号”，程序会把解读和文件互相链接；文件不在本门户的，写“转载”或在正文里链接原文。",
)
def no_number(record: Record, context: RecordContext) -> Iterator[Hit]:
    """政策解读栏目的稿件写明解读的是哪份文件，读者才能从解读走到原文、从原文走到解读。

    反例: 政策解读栏目的《……问答》，没有“解读”字段
    正例: 解读: 示政办发〔2026〕3号
    """
    if context.column.type != "政策解读" or record.interprets or record.reprint is not None:
        return
    if not _EXPLAINS.search(record.title) or any(link.url for link in record.links):
        return
    named = _NUMBER.search(record.text)
    fix = f"正文提到了“{named.group()}”，解读的是它，就在稿件开头写“解读: {named.group()}”。" if named else None
    yield Hit(
        Location(record.path.text, record.field_lines.get("title"), "interprets"), "这篇解读没有关联所解读的文件。", fix
    )
