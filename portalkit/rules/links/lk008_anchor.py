"""LK008: a link into the article itself that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_ANCHOR = regex(r'href="#([^"]+)"')
_ID = regex(r'\sid="([^"]+)"')


@rule(
    "LK008",
    "页内链接没有去处",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#usability", "guoban-2017-47#annex-links"),
    fix="改成页面上有的位置（第一个小标题是 #s1，依次类推），或删去链接。",
)
def anchor(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """指向本页某个位置的链接，那个位置要在；从 Word 或旧网站粘来的目录常有这个问题。

    反例: [第二章](#_Toc123)
    正例: [第二章](#s2)
    """
    if 'href="#' not in record.body:
        return
    known = set(_ID.findall(record.body))
    for target in dict.fromkeys(_ANCHOR.findall(record.body)):
        if target not in known and target != "top":
            yield Hit(Location(record.path.text), f"链接“#{target}”在这一页上没有去处。")
