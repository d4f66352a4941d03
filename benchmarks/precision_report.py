"""The report of what the rules find and of what they cry for nothing: docs/rules/precision.md."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.planting import FIRST, SECOND, THIRD
from benchmarks.precision import EACH, PLAIN, Judgements, Score
from portalkit.reports.pieces import escaped, table
from portalkit.rules.registry import RULES

_SETS = {"first": "第一组", "second": "第二组", "third": "第三组"}
_INTRO = """> 本页由 `invoke bench-rules` 写成，请不要手工修改。

# 规则准不准

规则在真实稿件上很少触发，光看它报了什么，不知道漏了什么。所以在仿真的稿件里埋进两种句子：**错例**，规则应当报的；**形似**，
看上去像而没有错的（十八位的合同编号、信用代码、准考证号，条例里的“机密”，金额，人名，地名）。
都照县里办事人员平时的写法写，写的时候不看规则找什么；每句换人名和号码埋 {each} 遍，另有 {plain} 篇什么也没埋。

- **召回**：埋下的错例，规则报了几成。**准确**：规则报的，有几成是错例。
  在别的规则的例子上、在没有埋设的稿件上报了，也算误报。
- 例子分三组。第一组、第二组各量过一遍以后，规则按它改过；第三组在那以后写，只量不改。
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
        lines += [f"- {code} 漏掉：{name}，{count} 遍。" for name, count in (+one.missed).items()]
        lines += [f"- {code} 误报：{name}，{count} 遍。" for name, count in (+one.alarms).items()]
    return "\n".join(lines) or "没有。"


def _rest(sets: Mapping[str, Mapping[str, Score]]) -> str:
    measured = {code for one in sets.values() for code in one}
    rest = [rule.code for rule in RULES if rule.code not in measured]
    return (
        f"其余 {len(rest)} 条看的是写法、登记、日期、签字和页面结构，对不对由一个确定的条件决定，没有“形似”可埋；"
        f"每条有一正一反两个例子（`tests/rules/cases/`）：{'、'.join(rest)}。"
    )


def share(value: float | None) -> str:
    """A share in per cent; nothing where there is none."""
    return "" if value is None else f"{value:.0%}" if value in (0, 1) else f"{value:.1%}"
