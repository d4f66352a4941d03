"""DC002: a document number (发文字号) that is not written as the standard for documents has it (GB/T 9704)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_USUAL = regex(r"[\u4e00-\u9fff]{1,20}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号", re.ASCII)
_ORDER = regex(r"[\u4e00-\u9fff、]{2,60}令(?:〔(?:19|20)\d{2}〕)?第[1-9]\d{0,4}号", re.ASCII)
_NOTICE = regex(r"[\u4e00-\u9fff、]{2,60}公告(?:(?:19|20)\d{2}年)?第[1-9]\d{0,4}号", re.ASCII)
_LOOSE = regex(r"([\u4e00-\u9fff]{1,20})[\[【(〔﹝]((?:19|20)\d{2})年?[\]】)〕﹞]第?0*([1-9]\d{0,4})号?", re.ASCII)


def is_document_number(number: str) -> bool:
    """Whether a number is written as the standard has it."""
    return any(form.fullmatch(number) for form in (_USUAL, _ORDER, _NOTICE))


@rule(
    "DC002",
    "文号写法不规范",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#12", "house#frontmatter"),
    fix="写成“示政办发〔2026〕3号”的形式：机关代字、六角括号里四位年份、顺序号。",
)
def document_number(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """文号用六角括号括年份，顺序号前不加“第”和 0；令和公告写“第…号”。按文号检索、文件与解读互相找到都靠它。

    反例: 示政办发[2026]003号
    正例: 示政办发〔2026〕3号
    """
    numbers = {"interprets": record.interprets}
    if record.document is not None:
        numbers["document.document_number"] = record.document.document_number
    for field, number in sorted(numbers.items()):
        if number and not is_document_number(number):
            name = "解读的文号" if field == "interprets" else "文号"
            where = Location(record.path.text, record.field_lines.get(field), field)
            yield Hit(where, f"{name}“{number}”写法不规范。", corrected(number))


def corrected(number: str) -> str | None:
    """How to mend a number whose meaning is plain; ``None`` where it is not."""
    plain = unicodedata.normalize("NFKC", number).replace(" ", "")
    if is_document_number(plain):
        return f"改成“{plain}”。"
    found = _LOOSE.fullmatch(plain)
    return f"改成“{found[1]}〔{found[2]}〕{found[3]}号”。" if found else None
