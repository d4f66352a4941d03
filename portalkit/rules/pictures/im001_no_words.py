"""IM001: a picture without words for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_PICTURE = regex(r'<img [^>]*?src="(?P<src>[^"]*)"[^>]*?alt="(?P<alt>[^"]*)"')
_NOTHING = regex(
    r"\s*(?:图片?|照片|配图|插图|截图|image|img|picture|photo|pic|微信图片)?[\s_\-]?\d*(?:\.(?:png|jpe?g|gif|webp))?\s*",
    re.IGNORECASE,
)


@rule(
    "IM001",
    "图片没有文字说明",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("guoban-2017-47#annex-layout", "guoban-2019-19#usability"),
    fix="在感叹号后面的方括号里写明图片的内容，例如“检查人员在食盐仓库核对批次”。",
)
def no_words(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """看不见图片的人靠文字说明知道图片的内容；图片打不开时，别人也靠它。

    反例: ![](tu.jpg)
    正例: ![县长在食盐仓库检查](tu.jpg)
    """
    if "<img " not in record.body:
        return
    names = {file.url: file.in_tenant.rpartition("/")[2] for file in record.files}
    for found in _PICTURE.finditer(record.body):
        if _NOTHING.fullmatch(found["alt"]):
            name = names.get(found["src"], found["src"].rpartition("/")[2])
            said = f"文字说明是“{found['alt']}”，没有说出内容" if found["alt"].strip() else "没有文字说明"
            yield Hit(Location(record.path.text), f"图片“{name}”{said}。")
