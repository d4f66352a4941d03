"""PR003: a mobile number as the way to reach an office."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.privacy.numbers import mobile_numbers
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import own_texts

_CONTACT = regex(r"联系(?!地址|群众)|拨打|致电|对接人|讲解员|咨询|监督|举报|投诉|值班|报名")
_BEFORE = 30


@rule(
    "PR003",
    "用个人手机联系办事",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("anning-2021#21", "tiaoli-2019#15"),
    fix="换成办公电话；确需留手机号码的，先征得本人同意。",
)
def mobile_contact(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """办事联系留办公电话：人员调动以后，手机号码就找错了人，也把个人号码公开了。

    反例: 联系人：王五，13912345678
    正例: 联系人：王五，0954-0000001
    """
    for text in own_texts(record):
        for number in mobile_numbers(text.text):
            if _CONTACT.search(text.before(number.place, _BEFORE)):
                yield text.hit(number.place, f"用手机号码“{number.masked}”作为联系方式。")
                break
