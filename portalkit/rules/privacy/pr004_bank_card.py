"""PR004: the bank card of a private person."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.privacy.numbers import Number, is_card_number, numbers
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts

_CARD = regex(r"银行卡|卡号|账号|帐号|账户|帐户|开户|一卡通|存折|打卡|社保卡|惠农")
_ORGANISATION = regex(r"(?:局|委|厅|院|中心|政府|公司|学校|会|所|站|处|库|办公室|专户|国库)(?:[，,；;。\s]|$|账|帐)")
_HOLDER = regex(
    r"(?:户名|单位名称|账户名称|收款单位|收款人|开户名称)[:：\s]\s?[\u4e00-\u9fff（）()]*?"
    r"(?:局|委|厅|院|中心|政府|公司|学校|会|所|站|处|库|办公室|专户|国库)(?:[，,；;。\s]|$)"
)
"""Whose account it is, where that stands on a line before the number."""
_BANK = regex(
    r"[\u4e00-\u9fff]*(?:银行|信用社|信用联社)[\u4e00-\u9fff]*|[\u4e00-\u9fff]{2,8}(?:营业所|储蓄所|支行|分理处)"
)
_AROUND = 60


@rule(
    "PR004",
    "公开个人银行卡号",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("tiaoli-2019#15", "anning-2021#21", "anning-2021#26"),
    fix="删去银行卡号，或只留后四位；附件改好后重新上传。",
)
def bank_card(record: Record, context: RecordContext) -> Iterator[Hit]:
    """补贴发放表、公示名单里的银行卡号不能公开；单位的缴款账户不在此列。

    反例: 李某 卡号 6212345678901265 补贴 1200 元
    正例: 李某 卡号尾号 1265 补贴 1200 元
    """
    for text in texts(record, context):
        for number in numbers(text.text):
            if is_card_number(number.digits) and _is_private(text, number):
                yield text.hit(number.place, f"有银行卡号“{number.masked}”。")
                break


def _is_private(text: Text, number: Number) -> bool:
    line = text.line_at(number.place)
    start = max(number.place - 400, 0)
    if not (_CARD.search(line) or _CARD.search(text.text[start : number.place])):
        return False
    around = text.text[max(number.place - _AROUND, 0) : number.place]
    before, _, here = around.rpartition("\n")
    return not _ORGANISATION.search(_BANK.sub("", here)) and not _HOLDER.search(before)
