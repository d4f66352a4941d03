"""LK004: words or code of advertising in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_CODE = regex(
    r"adsbygoogle|googlesyndication|cpro\.baidu|cpro_id|union\.baidu|data-ad-|alimama|doubleclick", re.IGNORECASE
)
_CALL = regex(
    r"扫码(?:购买|下单|抢购)|立即(?:抢购|购买|下单)|点击(?:购买|下单|抢购)|限时(?:抢购|秒杀|特惠)|加微信(?:购买|订购|下单)"
    r"|全场[一二三四五六七八九\d.]{1,3}折|买[一二三\d]送[一二三\d]|包邮到家"
)
_OFFER = regex(
    r"限时优惠|优惠大酬宾|抢购热线|订购热线|火爆(?:预售|热卖|招商)|加盟热线|诚招代理"
    r"|无抵押贷款|当天?放款|秒天?放款|即天?放款|利息低至|全网最低价|加(?:客服)?微信领(?:取)?(?:红包|优惠|资料)"
)
_LOWER_CODE = regex(_CODE.pattern)
_WORDS = regex(f"{_CALL.pattern}|{_OFFER.pattern}")
_SPOKEN_OF = regex(
    r"打击|禁止|严禁|不得|谨防|警惕|防范|虚假|诱导|骗|违法|投诉|整治|查处|曝光|案例|纠正|非法|违规|广告|立案|反映|欺诈"
)
_AROUND = 30


@rule(
    "LK004",
    "商业推广内容",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("guoban-2017-47#4", "anning-2021#27", "xiji-2021#41"),
    fix="删去推广的语句，只写公众需要知道的事实。",
)
def promotion(record: Record, context: RecordContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """稿件里不写招揽生意的话，也不留广告代码；提醒群众防骗、通报案例时引用的不算。

    反例: 本店粽子限时优惠，扫码购买，立即抢购
    正例: 端午期间，市场监管局抽检粽子 60 批次，全部合格
    """
    for number, line in enumerate(record.text.splitlines() if _may_promote(record.text) else ()):
        found = _code(line) or _call(line)
        if found:
            where = Location(record.path.text, None, "body")
            yield Hit(where, f"正文第 {number + 1} 段有{found}。")
    if record.summary and (found := _call(record.summary)):
        yield Hit(Location(record.path.text, record.field_lines.get("summary"), "summary"), f"摘要里有{found}。")


def _may_promote(text: str) -> bool:
    """Whether a closer look pays: without regard to case a search takes ten times as long."""
    return bool(_WORDS.search(text) or _LOWER_CODE.search(text.lower()))


def _code(line: str) -> str | None:
    found = _CODE.search(line)
    return f"广告代码“{found.group()}”" if found else None


def _call(line: str) -> str | None:
    """A call to buy that the line itself makes: not one that it warns of."""
    for found in (*_CALL.finditer(line), *_OFFER.finditer(line)):
        near = line[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
        if not _SPOKEN_OF.search(near):
            return f"商业推广用语“{found.group()}”"
    return None
