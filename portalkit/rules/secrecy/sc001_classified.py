"""SC001: a mark of classification."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts
from portalkit.rules.vocabulary import Screen

_LEVEL = r"(?:绝\s?密|机\s?密|秘\s?密)"
_MARK = regex(rf"{_LEVEL}\s?[★☆]\s?(?:长期|启用前|解密前|\d{{1,3}}\s?(?:年|个月|月|天))?")
_STARS = Screen("★ ☆")
_TERMS = Screen("密级 保密期")
_WORD = regex(_LEVEL)
_ALONE = regex(rf"[\s【\[（(]*{_LEVEL}[\s】\]）)]*")
_BRACKETED = regex(rf"(?m)^[（(【\[]{_LEVEL}[）)】\]]|[（(【\[]{_LEVEL}[）)】\]](?=\.\w{{2,5}}$|$)")
_FORM = regex(rf"密\s?级[:：]\s?{_LEVEL}|{_LEVEL}[\s，,（(]{{0,2}}保密期限?[:：]?\s?(?:\d+\s?(?:年|个月)|长期)")


@rule(
    "SC001",
    "出现密级标志",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("tiaoli-2019#14", "guoban-2019-19#veto", "anning-2021#21", "huaihua-2020#6"),
    fix="立即停止发布，报本单位保密工作机构处理；确认不涉密的，去掉标志后重新审签。",
)
def classified(record: Record, context: RecordContext) -> Iterator[Hit]:
    """标有密级的文件不能上网。法律条文里讲到“国家秘密”不算，只看密级和保密期限的标志。

    反例: 机密★10年
    正例: 不得泄露国家秘密、商业秘密
    """
    for text in texts(record, context):
        found = _first(text) or _in_a_name(text)
        if found is not None:
            mark = " ".join(found.group().split())
            yield text.hit(found.start(), f"有密级标志“{mark}”。")


def _first(text: Text) -> re.Match[str] | None:
    if "密" not in text.text:
        return None
    if text.has(_STARS) and (found := _MARK.search(text.text)):
        return found
    alone = next((word for word in _WORD.finditer(text.text) if _ALONE.fullmatch(text.line_at(word.start()))), None)
    return alone or (_FORM.search(text.text) if text.has(_TERMS) else None)


def _in_a_name(text: Text) -> re.Match[str] | None:
    """A level in brackets at either end of a title or of the name of an attachment."""
    return None if text.lines else _BRACKETED.search(text.text)
