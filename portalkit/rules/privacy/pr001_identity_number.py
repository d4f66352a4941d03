"""PR001: the identity number of a private person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.content.check_digits import is_credit_code
from portalkit.rules.privacy.numbers import born_on, is_identity_number, numbers
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import texts

_CREDIT = regex(r"信用代码|注册号|登记证号|机构代码")
_SERIAL = regex(r"(?:合同|项目|采购|计划|工单|订单|流水|受理|业务|案件|准考)[^，。；\n]{0,6}[号码][:：]?\s?$")
_NEWBORN = timedelta(days=366)
_BEFORE = 24


@rule(
    "PR001",
    "公开居民身份证号",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("tiaoli-2019#15", "anning-2021#21", "anning-2021#26", "huaihua-2020#6"),
    fix="删去身份证号，或隐去出生日期和顺序号，写成“6404**********1234”；附件改好后重新上传。",
)
def identity_number(record: Record, context: RecordContext) -> Iterator[Hit]:
    """身份证号是个人隐私，任何稿件、表格和附件里都不能完整出现；写成全角、中间加空格也一样。

    反例: 张某（11010519491231002X）
    正例: 张某（1101**********002X）
    """
    until = record.published.date()
    for text in texts(record, context):
        told = 0
        for number in numbers(text.text):
            if not is_identity_number(number.digits, until=until):
                continue
            before = text.before(number.place, _BEFORE)
            if _CREDIT.search(before) and is_credit_code(number.digits):
                continue
            if _SERIAL.search(before) and until - born_on(number.digits) < _NEWBORN:
                continue  # a serial number with the day of its making; one in eleven has a right check digit
            told += 1
            if told == 1:
                yield text.hit(number.place, f"有完整的居民身份证号“{number.masked}”。")
