"""PT009: an attachment whose name and link say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_NOTHING = regex(
    r"(?:附件|附表|附|表|文件|新建[^.]*|未命名|无标题|document|untitled|file|attachment|doc|img|image)?[\s_\-]?[(（]?[\d一二三四五六七八九十]*[)）]?(?:\.\w+)?|\d{6,}(?:\.\w+)?",
    re.IGNORECASE,
)


@rule(
    "PT009",
    "附件名称没有含义",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#annex-page", "guoban-2019-19#service"),
    fix="文件名和链接文字写明内容，例如“食盐安全检查申请表.docx”。",
)
def meaningless_name(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """只叫“附件1”的文件，下载以后分不清是什么，检索也找不到。

    反例: [附件1](附件1.docx)
    正例: [食盐安全检查申请表](食盐安全检查申请表.docx)
    """
    for file in record.files:
        name = file.in_tenant.rpartition("/")[2]
        if not file.picture and _NOTHING.fullmatch(name) and _NOTHING.fullmatch(file.title.strip() or name):
            yield Hit(Location(record.path.text), f"附件“{name}”的名称和链接文字都没有说明内容。")
