"""DC010: a document that is marked as repealed and does not say by what."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_SAYS = regex(r"废止|失效|停止执行|有效期(?:至|届满|已满)|修改|修订|修正")


@rule(
    "DC010",
    "没有说明废止的依据",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#4", "xiji-2021#18"),
    fix="在摘要或正文开头写一句：本文件自某年某月某日起由某文件废止（修改），并链接到那份文件。",
)
def no_reason_gone(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """标为“废止”“失效”“已修改”的文件，写明由哪份文件、从哪天起，读者才知道现在按什么办。

    反例: 有效性: 废止，正文里一字未提
    正例: 有效性: 废止，摘要写着“自2026年5月1日起由示政办发〔2026〕9号废止”
    """
    document = record.document
    if document is None or document.validity == "有效":
        return
    if not _SAYS.search(record.summary) and not _SAYS.search(record.text):
        field = "document.validity"
        where = Location(record.path.text, record.field_lines.get(field), field)
        yield Hit(where, f"文件的有效性是“{document.validity}”，摘要和正文都没有说明由哪份文件、从什么时候起。")
