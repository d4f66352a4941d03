"""PR002: mobile numbers of private persons, in a list or beside a name."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.privacy.numbers import Number, mobile_numbers
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts

_OFFICE = regex(
    r"联系(?!地址|群众)|拨打|致电|对接人|讲解员|咨询|监督|举报|投诉|值班|热线|电话[:：]?\s?$|服务电话|报名|客服|负责人|办公室|受理|求助|救援|窗口|公司"
)
_BEFORE = 30
_FEW = 3


@rule(
    "PR002",
    "公开个人手机号码",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#15", "anning-2021#21", "anning-2021#26"),
    fix="删去手机号码，或隐去中间四位，写成“138****5678”；附件改好后重新上传。",
)
def mobile_list(record: Record, context: RecordContext) -> Iterator[Hit]:
    """名单、公示里的手机号码是个人隐私；办事联系用的号码不在此列。

    反例: 拟录用人员名单：张三 13812345678
    正例: 拟录用人员名单：张三 138****5678
    """
    for text in texts(record, context):
        found = mobile_numbers(text.text)
        private = [number for number in found if not _is_office(text, number)]
        if private and (len(private) >= _FEW or len(private) == len(found)):
            first = private[0]
            more = f"等 {len(private)} 个个人手机号码" if len(private) > 1 else ""
            yield text.hit(first.place, f"有手机号码“{first.masked}”{more}。")


def _is_office(text: Text, number: Number) -> bool:
    return _OFFICE.search(text.before(number.place, _BEFORE)) is not None
