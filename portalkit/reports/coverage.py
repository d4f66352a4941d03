"""Which clause is checked by what, and each veto of the national inspection with its rule, as pages of the handbook."""

from __future__ import annotations

from collections.abc import Iterable

from portalkit.basis.clauses import regulations
from portalkit.basis.coverage import Demand, coverage, vetoes
from portalkit.reports.pieces import head, page, table
from portalkit.rules.registry import RULES

_KINDS = {"B": "生成时", "T": "按日期"}
_INTRO = (
    "各地文件里程序能够检查的要求，逐条对照。“生成时”是看内容就能查的，“按日期”还要看今天是哪一天。"
    "要靠人、靠在线系统才能做到的条款（队伍、经费、值守、应急等）不在这里。"
    "TN 开头的是[登记问题](../registry-mistakes.md)。"
)
_VETOES_INTRO = (
    "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）的单项否决，逐项写明由哪条规则检查。"
    "不联网能查的都有规则；有的只能查出嫌疑，就按扣分提醒，由人认定。"
)


def clauses_page() -> str:
    """Every clause that a program can check, document by document."""
    parts = [head("条款对照"), _INTRO]
    for id_, demands in coverage().items():
        regulation = regulations()[id_]
        rows = [(each.at, each.asks, _KINDS[each.kind], _linked(each.codes), _rest(each)) for each in demands]
        parts += [
            f"## {regulation.name}（{regulation.number}）",
            table(("条款", "要求", "何时查", "规则", "怎样保证，或者为什么不查"), rows),
        ]
    return page(parts)


def vetoes_page() -> str:
    """Every veto of the national inspection."""
    severities = {rule.code: rule.severity.value for rule in RULES}
    rows = [
        (
            veto.of,
            veto.item,
            "能" if veto.offline else "不能",
            "、".join(f"{_link(code)}（{severities[code]}）" for code in veto.codes),
            "；".join(filter(None, (veto.how, veto.why_not))),
        )
        for veto in vetoes()
    ]
    return page([head("单项否决对照"), _VETOES_INTRO, table(("对象", "情形", "不联网能否检查", "规则", "说明"), rows)])


def _rest(demand: Demand) -> str:
    why_not = f"不查的部分：{demand.why_not}" if demand.why_not else ""
    return "；".join(filter(None, (demand.how, why_not)))


def _linked(codes: Iterable[str]) -> str:
    return "、".join(_link(code) for code in codes)


def _link(code: str) -> str:
    return code if code.startswith("TN") else f"[{code}]({code}.md)"
