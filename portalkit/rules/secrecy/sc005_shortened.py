"""SC005: a text that is to be published only after something was taken out."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import texts

_MARK = regex(r"此件\s?(?:(?:删减|删节|区分处理|处理)后\s?(?:公开|主动公开)|(?:已|有|作了?|经过?)\s?(?:删减|删节))")


@rule(
    "SC005",
    "删减后公开的内容",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("tiaoli-2019#14", "tiaoli-2019#15"),
    fix="核对发布的是不是删减后的版本；是的，把标注改为“此件公开发布”。",
)
def shortened(record: Record, context: RecordContext) -> Iterator[Hit]:
    """标着“删减后公开”的文件，要核对上网的是不是已经删减的版本。

    反例: （此件删减后公开）
    正例: （此件公开发布）
    """
    for text in texts(record, context):
        found = _MARK.search(text.text) if "此件" in text.text else None
        if found:
            yield text.hit(found.start(), f"写着“{found.group()}”，要核对发布的是不是删减后的版本。")
