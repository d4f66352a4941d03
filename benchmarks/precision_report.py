"""The report of what the rules find and of what they cry for nothing: docs/rules/precision.md."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.planting import FIRST, SECOND, THIRD
from benchmarks.precision import EACH, PLAIN, Judgements
from benchmarks.score import Score
from portalkit.reports.pieces import escaped, table
from portalkit.rules.registry import RULES

_SETS = {"first": "第一组", "wide": "第一组后加的", "second": "第二组", "third": "第三组"}
UNPLANTED = {
    "FM016": "只看文件有多大。",
    "RV001": "埋的稿件多数没有签字，篇篇都报，看不出准不准；签齐了就不报，`tests/workflows/test_build.py` 逐步试过。",
    "RV003": "审签记录的一行读不读得出来，没有像不像；任意字节写成的记录由属性测试试过（`tests/content/`）。",
    "RV005": "只数签字的是几个人。",
    "RV006 RV007 RV008 PV006 DC011 DC012 DC013 UK013": "要先公开、后改动，看的是资源库记得的前后两个状态，"
    "`tests/workflows/test_departing.py` 一步一步做过。",
    "IP002 IP003 IA002 IA003 IA004 IA005 SV002": "只看日期差和份数；怎么从正文里读出日期，由 `tests/rules/` 试过。",
    "IA001 IA006 SV003 UK001 UK002 UK003 UK004 UK005 UK006 UK007 UK008 UK009 UK010 UK011 UK012 "
    "UK014": "看栏目登记和最近一次更新的日期，数一数就知道对不对；真实平台上报的逐条另算过一遍，见上面。",
    "ID003 NM001 NM002 NM003 NM004 LC001 LC002 LC003": "看登记文件写的日期和名称，一个县就一份，埋不出许多样子。",
    "WV001 WV002 WV003": "看豁免登记本身。",
}
"""Rules of which planting would say nothing → why."""
_INTRO = """> 本页由 `invoke bench-rules` 写成，请不要手工修改。

# 规则准不准

规则在真实稿件上很少触发，光看它报了什么，不知道漏了什么。所以在仿真的稿件里埋进两种东西：**错例**，规则应当报的；**形似**，
看上去像而没有错的（十八位的合同编号、信用代码、准考证号，条例里的“机密”，金额，人名，地名，正文里写的“标题：”“&lt;script&gt;”）。
都照县里办事人员平时的写法写，写的时候不看规则找什么；每样换人名和号码埋 {each} 遍，另有 {plain} 篇什么也没埋。
埋的有句子，有稿件开头、文件名、附件和审签记录，有成对的稿件（同一个文号的两篇），也有改动过的网页（示例平台真的生成一遍，再逐页改）。

- **召回**：埋下的错例，规则报了几成。**准确**：规则报的，有几成是错例。
  在别的规则的例子上、在没有埋设的稿件上报了，也算误报。
- 例子分三组。第一组、第二组各量过一遍以后，规则按它改过；第三组在那以后写，只量不改。
  第一组后加的和第三组里讲稿件开头、文件、签字、网页的，是同一次写的，各自只按第一组的改规则。
  “初测”是还没有按这一组改过的时候量的，最接近规则在生疏稿件上的表现；“现在”里第一、二组的数偏好看，看第三组。
- 例子在 `benchmarks/planted/`，同一颗种子写出同样的稿件。`invoke bench-rules` 重新量；
  `invoke bench-rules --corpus 目录` 数各条规则在一个平台上各报几条。
"""


def page(sets: Mapping[str, Mapping[str, Score]], real: Judgements) -> str:
    """The report, as Markdown."""
    parts = [
        _INTRO.format(each=EACH, plain=PLAIN),
        "## 真实稿件",
        _real(real),
        "## 初测",
        table(
            ("组", "错例", "召回", "形似", "误报", "准确"),
            [_look(of, one) for of, one in {**real.first_look, THIRD: total(sets[THIRD])}.items()],
        ),
        "## 现在",
        table(
            (
                "规则",
                "级别",
                "一、二组错例",
                "召回",
                "形似",
                "误报",
                "准确",
                "第三组错例",
                "召回",
                "形似",
                "误报",
                "准确",
            ),
            [_row(code, title, severity, sets) for code, title, severity in _measured(sets)],
        ),
        "## 第三组里漏掉的和误报的",
        _unmended(sets[THIRD]),
        "## 没有这样量的规则",
        _rest(sets),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _real(real: Judgements) -> str:
    told = sum(one.told for one in real.rules.values())
    right = sum(one.right for one in real.rules.values())
    lines = [
        f"{real.documents} 篇真实的公开文件（法律、规章、规范性文件、通知、办事指南、年报）里，",
        "被单项否决或者拒收的 0 篇。",
        f"关于稿件的规则共报 {told} 条，逐条看过，对的 {right} 条：",
        "",
    ]
    lines += [f"- {code}：报 {one.told} 条，对 {one.right} 条。{one.note}" for code, one in real.rules.items()]
    lines += ["", "关于栏目和登记的，逐条按登记和稿件另算一遍核对过：", ""]
    lines += [f"- {code}：报 {one.told} 条，对 {one.right} 条。{one.note}" for code, one in real.columns.items()]
    return "\n".join(lines)


def _look(of: str, one: Score) -> tuple[str, ...]:
    return (_SETS[of], str(one.planted), share(one.recall), str(one.innocent), str(one.wrong), share(one.precision))


def _measured(sets: Mapping[str, Mapping[str, Score]]) -> list[tuple[str, str, str]]:
    return [
        (rule.code, rule.title, rule.severity.value) for rule in RULES if any(rule.code in one for one in sets.values())
    ]


def _row(code: str, title: str, severity: str, sets: Mapping[str, Mapping[str, Score]]) -> tuple[str, ...]:
    used = sets[FIRST].get(code, Score()) + sets[SECOND].get(code, Score())
    name = f"[{code}]({code}.md) {escaped(title)}"
    return (name, severity, *_figures(used), *_figures(sets[THIRD].get(code, Score())))


def _figures(one: Score) -> tuple[str, ...]:
    if not one.planted + one.innocent + one.wrong:
        return ("",) * 5
    return (str(one.planted), share(one.recall), str(one.innocent), str(one.wrong), share(one.precision))


def total(scores: Mapping[str, Score]) -> Score:
    """All rules together."""
    return sum(scores.values(), Score())


def _unmended(scores: Mapping[str, Score]) -> str:
    lines = []
    for code, one in sorted(scores.items()):
        lines += [f"- {code} 漏掉：`{name}`，{count} 遍。" for name, count in (+one.missed).items()]
        lines += [f"- {code} 误报：`{name}`，{count} 遍。" for name, count in (+one.alarms).items()]
    return "\n".join(lines) or "没有。"


def _rest(sets: Mapping[str, Mapping[str, Score]]) -> str:
    measured = {code for one in sets.values() for code in one}
    rest = {rule.code for rule in RULES} - measured
    lines = ["其余的埋了也说明不了什么，每条另有一正一反两个例子（`tests/rules/cases/`）：", ""]
    for codes, why in UNPLANTED.items():
        left = [code for code in codes.split() if code in rest]
        if left:
            lines += [f"- {'、'.join(left)}：{why}"]
    return "\n".join(lines)


def share(value: float | None) -> str:
    """A share in per cent; nothing where there is none."""
    return "" if value is None else f"{value:.0%}" if value in (0, 1) else f"{value:.1%}"
