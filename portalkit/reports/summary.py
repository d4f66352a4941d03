"""The closing table of a build or a check: what went out, what was held back and why, how long it took."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portalkit.model.finding import Finding, Severity
from portalkit.model.outcome import Outcome
from portalkit.model.standing import Decision, Standing
from portalkit.reports.notice import in_numbers, text_of, visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

MOST_STOPPING = 20
"""More findings that stop a release are counted, not shown; the full list is that of ``check``."""
MOST_LISTED = 30
"""More articles of one standing are counted, not listed; likewise."""

_STYLES = {
    Standing.PUBLISHED: "green",
    Standing.PREVIOUS: "yellow",
    Standing.WAITING: "yellow",
    Standing.HELD: "red",
    Standing.REFUSED: "red",
}
_EXPLAINED = (Standing.REFUSED, Standing.HELD, Standing.PREVIOUS, Standing.WAITING)
"""Standings whose articles are listed one by one, because somebody has to do something."""


def show_outcome(outcome: Outcome, console: Console) -> None:
    """Print the table on a terminal, plain lines anywhere else (a log keeps whole paths)."""
    if console.is_terminal:
        console.print(summary(outcome))
    else:
        console.print(summary_text(outcome), markup=False, highlight=False, soft_wrap=True)


def summary(outcome: Outcome) -> RenderableType:
    """The closing table for a terminal."""
    # Only a terminal needs the tables; a log is not to wait for them.
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(title=outcome.name, title_justify="left", show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for name, value, style in _rows(outcome):
        table.add_row(Text(name, style=style), Text(value, style=style))
    parts: list[RenderableType] = [table]
    listed, more = _listed(outcome)
    if listed:
        held = Table(title="未按现在的内容发布的稿件", title_justify="left", pad_edge=False)
        held.add_column("状态", no_wrap=True)
        held.add_column("稿件", overflow="fold")
        held.add_column("原因", overflow="fold")
        for decision in listed:
            style = _STYLES.get(decision.standing, "")
            held.add_row(
                Text(decision.standing.value, style=style),
                Text(visible(decision.path)),
                Text(visible(_why(decision, outcome))),
            )
        parts.append(held)
        parts += [Text(line) for line in more]
    if outcome.failed:
        parts.append(Text(_unrendered(outcome), style="red"))
    if stopping := _stopping(outcome):
        parts.append(Text(_stopped(stopping), style="red"))
    return Group(*parts)


def summary_text(outcome: Outcome) -> str:
    """The same without lines and colours, for logs and files; no line break at the end."""
    lines = [outcome.name, *(f"  {name}：{value}" for name, value, _ in _rows(outcome))]
    listed, more = _listed(outcome)
    if listed:
        lines.append("未按现在的内容发布的稿件：")
        lines += [f"  {decision.standing.value}  {decision.path}  {_why(decision, outcome)}" for decision in listed]
        lines += [f"  {line}" for line in more]
    if outcome.failed:
        lines.append(_unrendered(outcome))
    if stopping := _stopping(outcome):
        lines.append(_stopped(stopping))
    return visible("\n".join(lines))


def _rows(outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """Name, value and style of each line of the table."""
    public = sum(count for standing, count in outcome.counts.items() if standing.public)
    yield "发布", f"{public} 篇，共 {sum(outcome.counts.values())} 篇", "bold"
    for standing in Standing:
        count = outcome.counts.get(standing, 0)
        if count and standing is not Standing.PUBLISHED:
            yield f"　{standing.value}", f"{count} 篇", _STYLES.get(standing, "")
    yield "问题", in_numbers(outcome.found) or "没有", ""
    if outcome.waived:
        yield "豁免", f"{len(outcome.waived)} 个问题经批准豁免，不计入上面的问题", ""
    if outcome.placed is not None:
        yield "页面", f"{outcome.pages} 个，文件 {outcome.files} 个", ""
        yield "检索", f"{outcome.indexed} 篇", ""
        if not outcome.placed:
            yield "上线", "没有换上，原有页面保持不变", "bold red"
        elif outcome.written:
            yield "上线", f"新页面已经换上，更新 {outcome.written} 个文件", "green"
        else:
            yield "上线", "没有变化，不必更新", "green"
    if outcome.seconds is not None:
        yield "用时", f"{outcome.seconds:.1f} 秒", ""


def _listed(outcome: Outcome) -> tuple[list[Decision], list[str]]:
    """The articles to list, and a line for each standing of which there are more."""
    listed: list[Decision] = []
    more: list[str] = []
    for standing in _EXPLAINED:
        same = [decision for decision in outcome.unpublished if decision.standing is standing]
        listed += same[:MOST_LISTED]
        if len(same) > MOST_LISTED:
            more.append(f"{standing.value}的另有 {len(same) - MOST_LISTED} 篇，运行 invoke check 查看。")
    return listed, more


def _why(decision: Decision, outcome: Outcome) -> str:
    """The reason of the decision, or else the titles of the findings that block the article."""
    if decision.why:
        return decision.why
    titles = [f.title for f in outcome.findings if f.where.path == decision.path and f.severity.blocks_publication]
    return "、".join(dict.fromkeys(titles))


def _stopping(outcome: Outcome) -> tuple[Finding, ...]:
    """What keeps the pages of a build from being put in place."""
    if outcome.placed is not False:
        return ()
    articles = {decision.path for decision in outcome.unpublished}
    return tuple(f for f in outcome.findings if f.severity in _GRAVE and f.where.path not in articles)


_GRAVE = frozenset(severity for severity in Severity if severity.blocks_publication)


def _unrendered(outcome: Outcome) -> str:
    heading = "下列单位的页面没有生成出来，原有页面保持不变，已撤下的稿件除外："
    return "\n".join((heading, *(f"  {line}" for line in outcome.failed)))


def _stopped(findings: tuple[Finding, ...]) -> str:
    shown = visible("\n".join(text_of(finding).rstrip("\n") for finding in findings[:MOST_STOPPING]))
    more = len(findings) - MOST_STOPPING
    return f"下列问题使新页面不能上线：\n{shown}" + (f"\n另有 {more} 个，运行 invoke check 查看。" if more > 0 else "")
