"""DC005: an index number of another year than its document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_YEAR = regex(r"(?:/|-)((?:19|20)\d{2})(?:-?\d{2}){0,2}-\d", re.ASCII)


@rule(
    "DC005",
    "索引号年份不符",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("tiaoli-2019#12", "gongkai-2019-61#2"),
    fix="核对成文日期和索引号里的年份。",
)
def index_year(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """索引号里的年份是信息生成的年份，与成文或者发布的年份一致。

    反例: 索引号: 640499/2025-000123，成文日期: 2026-02-26
    正例: 索引号: 640499/2026-000123，成文日期: 2026-02-26
    """
    document = record.document
    found = _YEAR.search(document.index_number) if document else None
    if document is None or found is None or document.signed_on is None:
        return
    if int(found[1]) not in (document.signed_on.year, record.published.year):
        field = "document.index_number"
        where = Location(record.path.text, record.field_lines.get(field), field)
        yield Hit(where, f"索引号“{document.index_number}”里的年份是 {found[1]}，成文日期是 {document.signed_on}。")
