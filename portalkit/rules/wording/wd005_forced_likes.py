"""WD005: readers made to follow an account, to like or to pass on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import own_texts
from portalkit.rules.vocabulary import Screen

_SIGNS = Screen("赞 关注 转发 下载")
_FORCED = regex(
    r"(?:关注|扫码关注|下载[^，。；\n]{0,12}?(?:APP|客户端|软件))[^，。；\n]{0,15}?(?:后方可|后才能|后?方可|后?方能|后?才能|后?才可以?)"
    r"[^，。；\n]{0,6}(?:办理|预约|查询|查看|报名|领取|参与|投票|申请)"
    r"|(?:集|集满|收集)\d*个?赞|点赞满?\d+|(?:必须|一律|全员|强制|每天|每人)[^，。；\n]{0,10}(?:点赞|转发|集赞)"
    r"|(?:点赞|转发)[^。；\n]{0,10}(?:截图|纳入考核|列入考核)",
    re.IGNORECASE,
)
_SPOKEN_OF = regex(r"不得|严禁|禁止|整治|纠正|杜绝|防止|警惕|谨防|骗|形式主义|不再|取消(?!费)|反对|避免|投诉|曝光")


@rule(
    "WD005",
    "要求关注或点赞",
    scope=Scope.RECORD,
    severity=Severity.ADVISE,
    basis=("anning-2021#35", "guangdong-2019#4.4"),
    fix="删去这样的要求：办事不以关注账号、下载软件为前提，点赞和转发由群众自愿。",
)
def forced_likes(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """不强制关注、点赞、转发，不把下载软件作为办事的前提。讲整治这类做法的不算。

    反例: 关注公众号后方可办理预约
    正例: 不得以关注公众号作为办理业务的前提
    """
    if record.reprint is not None:
        return
    for text in own_texts(record):
        for found in (found for line in text.lines_with(_SIGNS) for found in _FORCED.finditer(text.text, *line)):
            if not _SPOKEN_OF.search(text.line_at(found.start())):
                yield text.hit(found.start(), f"写着“{found.group()[:20]}”。")
                break
