"""DC006: a document number of another year than its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_YEAR = regex(r"〔((?:19|20)\d{2})〕", re.ASCII)
_TURN = timedelta(days=45)


@rule(
    "DC006",
    "文号年份不符",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("tiaoli-2019#12", "house#frontmatter"),
    fix="核对文号里的年份和成文日期，改正写错的一个。",
)
def number_year(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """文号里的年份是发文的年份，与成文日期同年；跨年签发的，前后相差一个多月不算。

    反例: 文号: 示政办发〔2025〕3号，成文日期: 2026-03-26
    正例: 文号: 示政办发〔2026〕3号，成文日期: 2026-03-26
    """
    document = record.document
    found = _YEAR.search(document.document_number) if document else None
    if document is None or found is None or document.signed_on is None:
        return
    signed = document.signed_on
    if int(found[1]) not in {(signed - _TURN).year, signed.year, (signed + _TURN).year}:
        field = "document.document_number"
        where = Location(record.path.text, record.field_lines.get(field), field)
        yield Hit(where, f"文号“{document.document_number}”里的年份与成文日期 {signed} 不同年。")
