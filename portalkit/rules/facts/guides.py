"""The eight elements of a service guide (国办秘函〔2019〕19号 单项否决: 服务不实用)."""

from __future__ import annotations

import re

from portalkit.model.record import Record
from portalkit.patterns import regex

ELEMENTS: dict[str, re.Pattern[str]] = {
    "事项名称": regex(r"事项名称|服务名称|办理事项|项目名称"),
    "设定依据": regex(r"依据|法律规定"),
    "申请条件": regex(r"条件|受理范围|办理对象|服务对象|适用范围|申请人"),
    "办理材料": regex(r"材料|需提交|需要提供|应当提交"),
    "办理地点": regex(r"地点|地址|窗口|办理机构|受理机构"),
    "办理时间": regex(r"办理时间|办公时间|受理时间|服务时间|工作时间|办理时段"),
    "联系电话": regex(r"电话|热线|联系方式"),
    "办理流程": regex(r"流程|程序|步骤|环节"),
}
_GUIDE = regex(r"指南|办理|申请|登记|许可|一件事|事项")


def missing_elements(record: Record) -> tuple[str, ...] | None:
    """The elements that an article of a service column does not have; ``None`` for one that is no guide."""
    if not _GUIDE.search(record.title):
        return None
    text = f"{record.title}\n{record.text}"
    return tuple(
        name
        for name, sign in ELEMENTS.items()
        if not (sign.search(text) or (name == "事项名称" and "指南" in record.title))
    )
