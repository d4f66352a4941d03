"""TP001: words of gambling and pornography that intruders plant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext
from portalkit.rules.texts import Text, texts
from portalkit.rules.vocabulary import Screen

_BRAND = regex(
    r"365(?:bet|体育|投注)|bet365|澳门(?:新?葡京|金沙|威尼斯人|银河)(?:赌场|娱乐|官网|网址|平台|手机版|app)|新葡京(?:娱乐|官网|app)"
    r"|皇冠(?:体育|足球|新体育)(?:官网|投注|平台|网址|app)|(?:凯发|开云|乐鱼|亚博|华体会|爱游戏|米乐|九游|半岛|必威|威尼斯人|雷火|银河|江南|星空|博万|万博)"
    r"(?:体育|娱乐|电竞|官方|k8|手机版)?(?:app|官网|平台|开户|下载|登录|网址|入口|注册)|百家乐(?:开户|官网|平台|网址)|真人(?:百家乐|荷官)"
    r"|(?:时时彩|六合彩|北京赛车|幸运飞艇|pk10)(?:网上|在线|手机)?(?:开奖|计划|官网|平台|投注|群|网址)|(?:博彩|赌博|赌场|菠菜|彩票)(?:平台|网站|网址|app|官网|公司)"
    r"(?:推荐|排名|大全|下载|注册|开户)|(?:网上|在线)(?:赌场|赌球|真人娱乐)(?:开户|平台|官网)|老虎机(?:平台|开户|官网)"
    r"|(?:av|成人|黄色|色情|三级|无码|情色)(?:片|视频|电影|网站|直播)(?:在线|免费|下载|观看|网址)|(?:国产|日韩|欧美)(?:精品|无码|av)(?:在线|视频|一区)"
    r"|(?:信誉|正规|国际)(?:的)?博彩|(?:注册|首存|开户)(?:即)?送[\d元]{0,6}彩金|约炮|同城(?:上门|约)|代开(?:发票|增值税)(?:微信|电话|联系)|办证(?:刻章)(?:微信|电话|联系)",
    re.IGNORECASE,
)
_SIGNS = Screen(
    "bet Bet BET 体育 葡京 赌 皇冠 凯发 开云 乐鱼 亚博 华体会 爱游戏 米乐 九游 半岛 必威 威尼斯 雷火 银河 江南 星空"
    " 博万 万博 百家乐 荷官 时时彩 六合彩 赛车 飞艇 pk10 PK10 博彩 菠菜 彩票 真人娱乐 老虎机 成人 黄色 色情"
    " 三级 无码 情色 av AV 精品 约炮 同城 代开 办证 彩金 金沙 365"
)
_TRIPLE = regex(r"[^\s_，。]{2,16}_[^\s_，。]{2,16}_[^\s_，。]{2,16}(?:人民政府|政府|委员会|办公室|市|县)")
_SPOKEN_OF = regex(
    r"打击|禁止|严禁|不得|取缔|查处|查获|破获|关闭|整治|举报|涉嫌|非法|违法|犯罪|警惕|防范|谨防|拒绝|治理|抵制|案|条例|网民反映"
)
_AROUND = 40


@rule(
    "TP001",
    "赌博色情暗词",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "xiji-2021#40", "guoban-2017-47#7"),
    fix="删去这些词句；不是本单位写的，说明文件被人改过，立即报告网络安全负责人，核对原稿后重新审签。",
)
def gambling(record: Record, context: RecordContext) -> Iterator[Hit]:
    """被篡改的页面里常夹着赌博、色情网站的名称。讲打击赌博的稿件不算，只看推广的写法。

    反例: 365bet官网平台_体育投注_开户人民政府
    正例: 公安机关依法打击网络赌博违法犯罪
    """
    for text in texts(record, context):
        for found in _advertised(text):
            line = text.line_at(found.start())
            start = found.start() - text.text.rfind("\n", 0, found.start()) - 1
            near = line[max(start - _AROUND, 0) : start + len(found.group()) + _AROUND]
            if not _SPOKEN_OF.search(near):
                yield text.hit(found.start(), f"有赌博、色情网站的推广词“{found.group()[:24]}”。")
                break


def _advertised(text: Text) -> Iterator[re.Match[str]]:
    for start, end in text.lines_with(_SIGNS):
        yield from _BRAND.finditer(text.text, start, end)
    if "_" in text.text:
        yield from _TRIPLE.finditer(text.text)
