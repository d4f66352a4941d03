"""PR006: a passport, an officer's card, or an identity number of the first generation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.privacy.numbers import is_old_identity_number, numbers
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts

_PASSPORT = regex(r"(?:护照|通行证)(?:号码?|编号)?[:：\s]{0,2}(?P<number>[EGDSPHMK][A-Z]?\d{7,8})(?!\d)", re.ASCII)
_OFFICER = regex(r"(?:军官证|士兵证|警官证)(?:号码?|编号)?[:：\s]{0,2}(?:[\u4e00-\u9fff]字第)?(?P<number>\d{6,9})号?")
_IDENTITY = regex(r"身份证|证件号|公民身份")
_BEFORE = 24


@rule(
    "PR006",
    "公开其他证件号码",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#15", "anning-2021#21", "anning-2021#26"),
    fix="删去证件号码，或隐去中间几位；附件改好后重新上传。",
)
def other_papers(record: Record, context: RecordContext) -> Iterator[Hit]:
    """护照号、军官证号和 15 位旧身份证号同样能认出一个人，不公开。

    反例: 护照号码：E12345678
    正例: 护照号码：E1****678
    """
    for text in texts(record, context):
        yield from _in(text)


def _in(text: Text) -> Iterator[Hit]:
    if "护照" in text.text or "通行证" in text.text:
        for found in _PASSPORT.finditer(text.text):
            yield text.hit(found.start(), "有护照或通行证号码。")
            break
    if "官证" in text.text or "士兵证" in text.text:
        for found in _OFFICER.finditer(text.text):
            yield text.hit(found.start(), "有军官证或警官证号码。")
            break
    if _IDENTITY.search(text.text):
        for number in numbers(text.text):
            if is_old_identity_number(number.digits) and _IDENTITY.search(text.before(number.place, _BEFORE)):
                yield text.hit(number.place, f"有 15 位的旧身份证号“{number.masked}”。")
                break
