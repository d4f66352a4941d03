"""Articles that say nothing but that something is to come."""

from __future__ import annotations

from portalkit.model.record import Record
from portalkit.patterns import regex

PLACEHOLDER = regex(
    r"(?m)^[\s（(【]*(?:(?:本)?(?:栏目|页面|内容)?正在(?:建设|维护|更新|完善|整理)中?|(?:建设|维护|更新|完善|整理)中|敬请期待|敬请关注|暂无(?:内容|数据|信息)?|待补充|待定|无内容)[，,。.…！!\s）)】]*(?:敬请期待|敬请关注)?[。！!…\s]*$"
)
SHORT = 120
"""In a longer text such a line is a remark."""
_LEFT = regex(r"[\s，,。.…！!（）()【】]+")


def is_placeholder(record: Record) -> bool:
    """Whether the whole body is such a line, without a file or a picture: no more than a blank page."""
    if len(record.text) > SHORT or record.files:
        return False
    lines = [line for line in record.text.splitlines() if _LEFT.sub("", line)]
    return bool(lines) and all(PLACEHOLDER.search(line) for line in lines)
