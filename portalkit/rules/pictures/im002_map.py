"""IM002: a map without its approval number (审图号)."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import folded

_MAP = regex(
    r"地图(?!册的|样书|服务|集团|公司|导航)|行政区划图|政区图|全图|区位图|位置示意图|分布图|交通图|旅游图|水系图|规划图(?!纸)"
)
_LETTERS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕陇甘青宁新"
NUMBER = regex(rf"(?:GS\s?[{_LETTERS}]?|[{_LETTERS}]\s?S)\s?[（(〔\[]\d{{4}}[)）〕\]]\s?第?\d{{1,5}}\s?号")


@rule(
    "IM002",
    "地图没有审图号",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("anning-2021#25",),
    fix="使用标准地图服务下载的地图，在图片说明里写上审图号，例如“审图号：宁S（2026）012号”。",
)
def unapproved_map(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """公开使用的地图用标准地图，或者经过审核、注明审图号；示意草图也要避免画错国界和行政区域界线。

    反例: ![示例县行政区划图](tu.jpg)
    正例: ![示例县行政区划图，审图号：宁S（2026）012号](tu.jpg)
    """
    for file in record.files:
        name = file.in_tenant.rpartition("/")[2]
        if not file.picture or not _MAP.search(f"{file.title} {name}"):
            continue
        if not NUMBER.search(folded(f"{file.title}\n{record.text}")):
            yield Hit(Location(record.path.text), f"图片“{name}”是地图，图片说明和正文里都没有审图号。")
