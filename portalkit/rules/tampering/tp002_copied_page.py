"""TP002: text that was taken from a mirrored or garbled page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import own_texts
from portalkit.rules.vocabulary import enlisted, words_in

_PINYIN = regex(r"[\u4e00-\u9fff][（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[）)]")
_LATIN = regex(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]")
_GARBLED = regex(r"\ufffd|锟斤拷|烫烫烫|屯屯屯|锘縜|Ã[¤©¨¥§]|ä¸|å[\x80-\xbf]")
_FEW = 3
_LAST_COMMON = 0xD7
"""First byte of the last common character of GB 2312; a character that is not in it at all is not simplified."""
_READING = regex(r"读音|读作|注音|拼音|音同|地名|方言")
"""Where the sound of a character is what a text is about."""
_BESIDE = regex(r"(?:[\u4e00-\u9fff][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}){4}")
_TONE = regex(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_TRADITIONAL = enlisted(
    "關於發務門個們來這時國會過對長說為與學當經濟現實業動產進開議書電話點頭員單場報導機構組織總結貫徹執"
    "縣鄉鎮區縣黨團責領級將認請確辦試縱質廣環資財運營辭紀錄轉載聯繫據導標準監督檢驗審計類項別條規範圍劃綠"
)
_TRADITIONAL_FEW, _TRADITIONAL_SHARE = 10, 8
"""So many different ones on a line, and at least one among so many characters."""
_QUOTED = regex(r"碑|匾|铭|题写|书法|繁体|古籍|族谱|诗|印章|题刻")


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
        copied = _with_pinyin(text.text) or _traditional(text.text)
        if copied:
            place, what = copied
            yield text.hit(place, what)
        garbled = _GARBLED.search(text.text)
        if garbled:
            yield text.hit(garbled.start(), f"有乱码“{garbled.group()}”。")


def _with_pinyin(text: str) -> tuple[int, str] | None:
    """Pinyin after common characters: after rare ones, and where sounds are the matter, it is there to help."""
    found = [one for one in _PINYIN.finditer(text) if _is_copied(text, one)] if _LATIN.search(text) else []
    if len(found) < _FEW:
        found = [one for one in _BESIDE.finditer(text) if _TONE.search(one.group())] if _TONE.search(text) else []
        if not found:
            return None
    shown = "、".join(one.group() for one in found[:_FEW])
    return found[0].start(), f"夹着拼音“{shown}”，是从镜像网站复制来的。"


def _is_copied(text: str, found: re.Match[str]) -> bool:
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    sign = found.group()[0].encode("gb2312", errors="ignore")
    common = not sign or sign[0] <= _LAST_COMMON
    return common and not _READING.search(text[start : end if end >= 0 else None])


def _traditional(text: str) -> tuple[int, str] | None:
    """A whole line in traditional characters that is no quotation of something old."""
    if len(words_in(text) & _TRADITIONAL) < _TRADITIONAL_FEW:
        return None
    place = 0
    for line in text.split("\n"):
        traditional = [sign for sign in line if sign in _TRADITIONAL]
        many = len(set(traditional)) >= _TRADITIONAL_FEW and len(traditional) * _TRADITIONAL_SHARE >= len(line)
        if many and not _QUOTED.search(line):
            return place, f"整段是繁体字“{line.strip()[:12]}…”，是从镜像网站复制来的。"
        place += len(line) + 1
    return None
