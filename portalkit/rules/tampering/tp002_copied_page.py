"""TP002: text that was taken from a mirrored or garbled page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import own_texts

_PINYIN = re.compile(r"[\u4e00-\u9fff][（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[）)]")
_LATIN = re.compile(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]")
_GARBLED = re.compile(r"\ufffd|锟斤拷|烫烫烫|屯屯屯|锘縜|Ã[¤©¨¥§]|ä¸|å[\x80-\xbf]")
_FEW = 3


@rule(
    "TP002",
    "镜像页面或乱码",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "heyuan-2016#2.2", "anning-2021#27"),
    fix="从权威网站或原件重新取文字，不要从搜索到的镜像网站复制。",
)
def copied_page(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """镜像网站会把文字转成繁体、夹上拼音；编码错了会成乱码。这样的文字不能当作原文发布。

    反例: 關(guān)于印發(fā)工作方案的通知，當(dāng)前
    正例: 关于印发工作方案的通知，当前
    """
    for text in own_texts(record):
        pinyin = list(_PINYIN.finditer(text.text)) if _LATIN.search(text.text) else []
        if len(pinyin) >= _FEW:
            shown = "、".join(found.group() for found in pinyin[:_FEW])
            yield text.hit(pinyin[0].start(), f"夹着拼音“{shown}”，是从镜像网站复制来的。")
        garbled = _GARBLED.search(text.text)
        if garbled:
            yield text.hit(garbled.start(), f"有乱码“{garbled.group()}”。")
