"""WD004: a page that is not finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.facts.blanks import PLACEHOLDER, SHORT
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import own_texts
from portalkit.rules.vocabulary import Screen

_HOLE = regex(
    r"[Xx×]{2,}(?:年|月|日|县|市|局|单位|同志|公司|元)|[Xx×]{3,}"
    r"|(?:此处|内容|数据|图片|材料|相关信息)待(?:补充|完善|更新)(?=[。！，\s]|$)"
    r"|此处(?:填写|插入|添加|粘贴)|（?请在此(?:输入|填写)|lorem ipsum"
    r"|点击(?:此处)?(?:输入|添加)(?:文字|文本|标题|内容)|【(?:待核|待补|待填|标题|正文)】|TODO|待核实后补",
    re.IGNORECASE,
)
_PATTERN = regex(
    r"样式|样表|样本|格式|模板|范本|文本|示范|填写说明|合同|表格|附件|申请书|承诺书|证明|登记表|文书|编号|票|代码|式样|尺码|号型|服装|制服|型号"
)
_SIGNS = Screen("XX Xx xx ×× 此处 待补充 待完善 待更新 请在此 orem 点击 【待 【标题 【正文 TODO 待核实后补")
_AROUND = 60


@rule(
    "WD004",
    "内容没有写完",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#annex-columns", "guoban-2019-19#content", "heyuan-2016#2.4"),
    fix="写完后再发布；没有内容可写的，先不要发。",
)
def unfinished(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """“正在建设中”“敬请期待”和没有填的“XX”，读者看到的是空白栏目。表格样式里留的空不算。

    反例: 内容正在建设中，敬请期待
    正例: 没有内容的栏目，等有了内容再发
    """
    for text in own_texts(record):
        if len(record.text) <= SHORT and (found := PLACEHOLDER.search(text.text)):
            yield text.hit(found.start(), f"写着“{found.group().strip()}”，是空白栏目。")
            return
        if record.reprint is not None:
            continue  # it is as complete as its original
        for hole in (hole for line in text.lines_with(_SIGNS) for hole in _HOLE.finditer(text.text, *line)):
            near = text.text[max(hole.start() - _AROUND, 0) : hole.end() + _AROUND]
            if not _PATTERN.search(near) and not _PATTERN.search(record.title):
                yield text.hit(hole.start(), f"有没写完的地方“{hole.group()}”。")
                break
