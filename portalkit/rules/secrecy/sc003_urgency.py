"""SC003: a mark of urgency or of telegrams, which only internal copies carry."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import texts
from portalkit.rules.vocabulary import Screen

_SIGNS = Screen("特急 加急 平急 特提 明电 传电报 密码电报")
_MARK = regex(
    r"(?m)^[\s【\[（(]*(?:(?:紧急程度|等级)[:：]\s?)?(?:特\s?提|特\s?急|加\s?急|平\s?急|明传电报|内部明电|密码电报)[\s】\]）)·:：]*"
    r"(?:(?:等级)?$|(?<=\s)[^\s，。；]{0,10}(?:〔\d{4}〕\d+号|机发\s?\d+|明电\s?\d+)|(?<=\s)发往[:：])"
)


@rule(
    "SC003",
    "出现紧急程度标志",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("tiaoli-2019#14", "house#content"),
    fix="核实这份材料能不能公开；可以公开的，删去版头的紧急程度、份号等内部标志。",
)
def urgency(record: Record, context: RecordContext) -> Iterator[Hit]:
    """“特急”“明传电报”是内部流转的标志，公开的版本不带；出现了，说明上传的可能是内部文件。

    反例: 特急
    正例: 从正文标题开始
    """
    for text in texts(record, context):
        if text.has(_SIGNS):
            found = _MARK.search(text.text)
            if found:
                yield text.hit(found.start(), f"有紧急程度或电报标志“{''.join(found.group().split())}”。")
