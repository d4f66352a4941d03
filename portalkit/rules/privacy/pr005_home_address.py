"""PR005: where a private person lives, down to the door."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts

_DOOR = regex(
    r"(?:[县市区旗镇乡]|街道|路|街|巷|村|小区|社区|家园|花园|苑|公寓)[^\s，。；,;\n]{0,20}?"
    r"(?:\d+|[一二三四五六七八九十]+)(?:号楼|栋|幢|号)[^\s，。；,;\n]{0,6}?(?:\d+|[一二三四五六七八九十]+)?(?:单元)?"
    r"[^\s，。；,;\n]{0,3}?\d{1,4}(?:室|户|号房|房)"
)
_NUMBERED = regex(r"\d(?:室|户|号房|房)")
_HOME = regex(
    r"家庭住址|家庭地址|现住址|户籍地址|户籍所在地|户籍地|居住地址|住所地?[:：]|住址|现住|现居住?于|居住于|(?<![居入])住(?![宅房院建户宿所址保])(?=[\u4e00-\u9fff])"
)
_PERSON = regex(
    r"(?:^|[\s，,（(])[\u4e00-\u9fff]{2,4}[\s，,]+(?:男|女)(?=[\s，,]|$)|身份证|当事人[:：]\s?[\u4e00-\u9fff]{2,4}(?=[，,\s])"
)
_HEAD = regex(r"(?m)^.*姓名.*(?:家庭|现|户籍|居住|通讯|详细)?(?:住址|地址).*$")
_ROW = regex(r"[\s|]*(?:\d+[\s|]+)?[\u4e00-\u9fff]{2,4}[\s|]")
_ABOVE = 2000
_OFFICE = regex(r"公司|单位|门店|经营场所|办公|办事|窗口|服务大厅|法院|律师|有限|商行|超市|饭店|药店")


@rule(
    "PR005",
    "公开个人详细住址",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#15", "anning-2021#21", "anning-2021#26"),
    fix="住址只写到乡镇、街道或小区，删去楼号、单元和门牌；附件改好后重新上传。",
)
def home_address(record: Record, context: RecordContext) -> Iterator[Hit]:
    """姓名和详细到门牌的住址放在一起，就能找到这个人；公示只写到乡镇或小区。

    反例: 张三，女，住城关镇康乐小区3号楼2单元501室
    正例: 张三，女，住城关镇康乐小区
    """
    for text in texts(record, context):
        found = _first(text)
        if found is not None:
            yield text.hit(found.start(), f"有个人的详细住址“{found.group()[:8]}…”。")


def _first(text: Text) -> re.Match[str] | None:
    starts = dict.fromkeys(text.text.rfind("\n", 0, door.start()) + 1 for door in _NUMBERED.finditer(text.text))
    lines = ((start, start + len(text.line_at(start))) for start in starts)
    for found in (found for line in lines for found in _DOOR.finditer(text.text, *line)):
        line = text.line_at(found.start())
        if (_HOME.search(line) or _PERSON.search(line) or _in_a_list(text, found)) and not _OFFICE.search(line):
            return found
    return None


def _in_a_list(text: Text, found: re.Match[str]) -> bool:
    """Whether an address stands in a list of people whose head says that it tells where they live."""
    line = text.line_at(found.start())
    return (
        _ROW.match(line) is not None
        and _HEAD.search(text.text, max(found.start() - _ABOVE, 0), found.start()) is not None
    )
