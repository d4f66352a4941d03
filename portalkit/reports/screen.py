"""What a person sees: colours and lines on a terminal, plain text in a file, a pipe, or with ``NO_COLOR``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from portalkit.basis.clauses import cite
from portalkit.model.finding import Finding, Severity
from portalkit.reports.account import Account, waiver_words
from portalkit.reports.notice import counted, findings_text, visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

STYLES = {Severity.REFUSE: "bold red", Severity.VETO: "red", Severity.DEDUCT: "yellow", Severity.ADVISE: "cyan"}


def console_for(stream: TextIO | None = None) -> Console | None:
    """A console where colours are welcome; ``None`` where plain text is."""
    stream = stream or sys.stdout
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return None
    from rich.console import Console

    return Console(file=stream, highlight=False)


def account_text(account: Account) -> str:
    """A check as plain text."""
    foreseen = account.foreseen if account.until else None
    return findings_text(account.findings, account.waived, foreseen)


def show_account(account: Account, console: Console) -> None:
    """A check on a terminal."""
    from rich.rule import Rule
    from rich.text import Text

    findings = account.findings
    told = f"共 {len(findings)} 个问题：{counted(findings)}。" if findings else "没有发现问题。"
    console.print(Text(told, style="bold"))
    for severity in Severity:
        same = [finding for finding in findings if finding.severity is severity]
        if same:
            console.print(Rule(f"{severity.value} {len(same)} 个", style=STYLES[severity], align="left"))
        for finding in same:
            console.print(_finding(finding))
    if account.waived:
        console.print(Rule(f"已批准豁免 {len(account.waived)} 个，不计入上面的问题", style="green", align="left"))
    for each in account.waived:
        let_pass = each.finding
        rows = [("问题", let_pass.what), ("豁免", waiver_words(each)), ("", f"{let_pass.code} {let_pass.title}")]
        console.print(_block(str(let_pass.where), rows, "dim"))
    if account.until:
        console.print(Rule(f"预警：到 {account.until}，{len(account.foreseen)} 件", style="magenta", align="left"))
        console.print(_forecast(account))


def show_page(page: str, console: Console) -> None:
    """A page in Markdown on a terminal."""
    from rich.markdown import Markdown

    console.print(Markdown(page))


def _finding(finding: Finding) -> RenderableType:
    return _block(str(finding.where), list(_rows(finding)), STYLES[finding.severity])


def _rows(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "问题", finding.what
    yield "怎么改", finding.fix
    clauses = (cite(key) for key in finding.basis)
    yield "依据", "；".join(f"《{clause.regulation.name}》{clause.article}" for clause in clauses)
    yield "", f"{finding.code} {finding.title}"


def _block(head: str, rows: list[tuple[str, str]], style: str) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, min_width=8, justify="right", style="dim")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(name, Text(visible(value), style="" if name else style))
    return Group(Text(visible(head), style="bold"), table, Text(""))


def _forecast(account: Account) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for each in account.foreseen:
        style = STYLES[each.finding.severity] if each.finding else ""
        code = f"（{each.finding.severity.value} {each.finding.code}）" if each.finding else ""
        told = Text(visible(f"{each.what}{code}"), style=style)
        if each.finding:
            told.append(visible(f"\n届时{each.finding.what}"), style="dim")
        table.add_row(each.on.isoformat(), told)
    return table
