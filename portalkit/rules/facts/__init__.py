"""What one published article says that other articles and other days are held against."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import Column
from portalkit.model.holdings import Fact, FactKind
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.facts.blanks import is_placeholder
from portalkit.rules.facts.guides import missing_elements
from portalkit.rules.facts.messages import dates_of_message
from portalkit.rules.facts.policies import ought_to_be_explained
from portalkit.rules.facts.repeals import repealed_numbers
from portalkit.rules.facts.returns import year_of_report, year_of_return
from portalkit.rules.facts.surveys import survey_of

_OFFLINE = regex(r"临时下线|暂停(?:服务|访问|运行)|停机维护|临时关闭|升级改造.{0,8}(?:暂停|停止)")
__all__ = ["facts_of"]


def facts_of(record: Record, column: Column) -> tuple[Fact, ...]:
    """Every fact of one article as it goes out, in the order of their kinds."""
    path = record.path.text
    return tuple(sorted({Fact(path, kind.value, value) for kind, value in _facts(record, column)}))


def _facts(record: Record, column: Column) -> Iterator[tuple[FactKind, str]]:
    day = f"{record.published:%Y-%m-%d}"
    if record.document and ought_to_be_explained(record, column):
        yield FactKind.POLICY, f"{day}|{record.document.document_number}"
    if record.interprets:
        yield FactKind.EXPLAINS, f"{day}|{record.interprets}"
    for number in repealed_numbers(record):
        yield FactKind.REPEALS, number
    if column.type == "办事服务" and (missing := missing_elements(record)) is not None:
        yield FactKind.GUIDE, str(len(missing))
    if column.type == "咨询投诉" and (dates := dates_of_message(record)):
        yield FactKind.MESSAGE, dates.packed
    if column.type == "征集调查" and (survey := survey_of(record)):
        yield FactKind.SURVEY, survey
    if is_placeholder(record):
        yield FactKind.BLANK, record.path.column
    if _OFFLINE.search(record.title):
        yield FactKind.OFFLINE, day
    if year := year_of_return(record):
        yield FactKind.RETURN, year
    if column.type == "信息公开年报" and (year := year_of_report(record)):
        yield FactKind.REPORT, year
