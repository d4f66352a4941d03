"""DC011: a document that was public already, with another number now."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.rules.content.dc001_index_number import fits_scheme
from portalkit.rules.content.dc002_document_number import is_document_number
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext


@rule(
    "DC011",
    "公开以后改了文号或索引号",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("tiaoli-2019#12", "gongkai-2019-61#2"),
    fix="核对后改回；当初写错、确需更正的，在正文写明更正情况，并申请限期豁免。",
)
def number_changed(record: Record, context: RecordContext) -> Iterator[Hit]:
    """别的文件、解读和档案都按文号、索引号引用这份文件，公开以后改了，就对不上了。原来不规范、改规范了的不算。

    反例: 公开时是示政办发〔2026〕3号，后来改成示政办发〔2026〕13号
    正例: 公开时是示政办发[2026]3号，后来改成示政办发〔2026〕3号
    """
    first = context.first
    if first is None or first.document is None:
        return
    site = context.tree.portal.site
    then, now = first.document, record.document
    if is_document_number(then.document_number) and then.document_number != (now.document_number if now else ""):
        yield _hit(record, "document.document_number", "文号", then.document_number, now.document_number if now else "")
    scheme = site.index_scheme if site else ""
    if fits_scheme(then.index_number, scheme) and then.index_number != (now.index_number if now else ""):
        yield _hit(record, "document.index_number", "索引号", then.index_number, now.index_number if now else "")


def _hit(record: Record, field: str, name: str, then: str, now: str) -> Hit:
    where = Location(record.path.text, record.field_lines.get(field), field)
    return Hit(where, f"{name}首次公开时是“{then}”，现在{f'改成“{now}”' if now else '没有了'}。")
