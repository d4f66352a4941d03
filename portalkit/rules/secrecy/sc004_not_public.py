"""SC004: a text that says of itself that it is not to be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts
from portalkit.rules.vocabulary import Screen

_SIGNS = Screen("此件 公开方式 公开属性 公开类型 公开形式 公开选项")
_MARK = regex(
    r"[（(【\[]\s?此件\s?(?:依申请公开|不予公开|不公开|不宜公开|内部公开|暂不公开|部门内公开|限[^）)】\]]{1,12}公开)[^）)】\]]{0,10}[）)】\]]"
)
_LINE = regex(
    r"(?m)^\s?(?:此件\s?(?:依申请公开|不予公开|不公开(?:发布)?|不宜公开)|(?:(?:信息)?公开(?:属性|方式|类型|形式|选项))[:：]\s?(?:依申请公开|不予公开|不公开))[。\s]*$"
)


@rule(
    "SC004",
    "不予公开的内容",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("tiaoli-2019#14", "tiaoli-2019#15", "anning-2021#21"),
    fix="停止发布；经审查可以主动公开的，把公开方式改为“主动公开”，换成公开版本后重新审签。",
)
def not_public(record: Record, context: RecordContext) -> Iterator[Hit]:
    """标着“依申请公开”“不予公开”的文件不在网上主动公开，公文里的“公开方式”也一样。

    反例: （此件依申请公开）
    正例: （此件公开发布）
    """
    document = record.document
    if document is not None and document.disclosure != "主动公开":
        where = Location(record.path.text, record.field_lines.get("document.disclosure"), "document.disclosure")
        yield Hit(where, f"公文的公开方式是“{document.disclosure}”，不能在网站上发布。")
    for text in texts(record, context):
        found = _first(text)
        if found is not None:
            yield text.hit(found.start(), f"写着“{found.group().strip()}”，不能在网站上发布。")


def _first(text: Text) -> re.Match[str] | None:
    if not text.has(_SIGNS):
        return None
    return _MARK.search(text.text) or _LINE.search(text.text)
