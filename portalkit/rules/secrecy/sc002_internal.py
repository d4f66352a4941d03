"""SC002: a mark that says that something is for internal use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts
from portalkit.rules.vocabulary import Screen

_WHAT = r"内部(?:资料|文件|材料|刊物|明电|传阅|使用|参考|信息)|工作秘密|商业秘密文件"
_ORDER = (
    r"注意保存|妥善保管|妥善保存|不得外传|严禁外传|请勿外传|不得扩散|严禁翻印|阅后收回|阅后即焚|用后收回"
    r"|仅供参考|仅供内部(?:使用|参考)"
)
_SIGNS = Screen("内部 工作秘密 商业秘密文件")
_WORD = regex(_WHAT)
_ALONE = regex(rf"[\s【\[（(*★]*(?:{_WHAT})[\s，,、：:—\-]*(?:{_ORDER})?[\s】\]）)。！!]*")
_BOTH = regex(rf"(?:{_WHAT})[\s，,、：:—\-】\]）)]{{0,3}}(?:{_ORDER})")
_BRACKETED = regex(rf"[（(【\[](?:{_WHAT})[）)】\]](?=\.\w{{2,5}}$|$)", re.MULTILINE)
"""At the end of a title or of the name of an attachment."""
_SPOKEN_OF = regex(r"标注|标明|注明|字样|印有|规定|应当")


@rule(
    "SC002",
    "出现内部资料标志",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("tiaoli-2019#14", "guoban-2019-19#veto", "anning-2021#21"),
    fix="停止发布，核实这份材料能不能公开；可以公开的，换成公开版本后重新审签。",
)
def internal(record: Record, context: RecordContext) -> Iterator[Hit]:
    """写着“内部资料”“注意保存”“不得外传”的材料没有公开的打算，不能上网。

    反例: 内部资料 注意保存
    正例: 本单位内部文件管理制度已经修订
    """
    for text in texts(record, context):
        found = _first(text)
        if found is not None:
            yield text.hit(found.start(), f"有内部资料标志“{' '.join(found.group().split())}”。")


def _first(text: Text) -> re.Match[str] | None:
    if not text.has(_SIGNS):
        return None
    named: Iterable[re.Match[str]] = () if text.lines else _BRACKETED.finditer(text.text)
    for found in (*_BOTH.finditer(text.text), *_alone(text), *named):
        if not _SPOKEN_OF.search(text.line_at(found.start())):
            return found
    return None


def _alone(text: Text) -> Iterator[re.Match[str]]:
    return (word for word in _WORD.finditer(text.text) if _ALONE.fullmatch(text.line_at(word.start())))
