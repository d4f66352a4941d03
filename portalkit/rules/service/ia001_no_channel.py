"""IA001: a portal on which nobody can ask and nobody can suggest anything."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.column import Column
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.holdings import Holdings
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_TYPES = ("咨询投诉", "征集调查", "在线访谈")
_NAMED = regex(r"咨询|建言|留言|信箱|来信|互动|问答|热线|征集|访谈|意见|建议")


def may_be_a_channel(column: Column) -> bool:
    """Whether a column may be where people ask or suggest: by its type, or by its name where it is of another type."""
    return column.type in _TYPES or bool(_NAMED.search(column.name))


@rule(
    "IA001",
    "没有咨询建言渠道",
    scope=Scope.UPKEEP,
    severity=Severity.VETO,
    basis=("guoban-2019-19#veto", "guoban-2017-47#4.4", "xiji-2021#17"),
    fix="在 portal.yaml 的 columns 里加上咨询投诉类栏目，公开网民留言和答复。",
)
def no_channel(holdings: Holdings, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - one signature for all
    """门户没有一个咨询、建言、征集类的栏目，读者找不到地方提问题，按检查指标单项否决。留言能不能提交，要在线检查，程序看不到。

    反例: portal.yaml 的 columns 里没有咨询投诉、征集调查一类的栏目
    正例: columns: [news, notices, policy, messages]，其中 messages 是咨询投诉类栏目
    """
    portal = context.tree.portal
    if not any(may_be_a_channel(column) for column in portal.columns):
        yield Hit(Location(portal.file, None, "columns"), "门户没有咨询、建言、征集类的栏目。")
