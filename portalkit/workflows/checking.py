"""A check from what was typed to what is told: shared by ``invoke check`` and ``portalkit-check``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portalkit.model.finding import Severity
from portalkit.workflows import telling
from portalkit.workflows.check import examine
from portalkit.workflows.front import bars, say, sum_up
from portalkit.workflows.selection import select
from portalkit.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of one check as typed; empty where nothing was."""

    limit: Severity | None
    orders: tuple[telling.Order, ...]
    unit: str = ""
    paths: Iterable[str] = ()
    changed: bool = False
    since: str = ""
    until: str = ""
    notices: str = ""


def run_check(workspace: Workspace, asked: Asked) -> bool:
    """Check, tell, write; returns whether something was found at or above the limit. Raises ``UsageError``."""
    selection = select(workspace, paths=asked.paths, changed=asked.changed, since=asked.since, unit=asked.unit)
    last = None
    if asked.until:
        from portalkit.workflows.forecast import last_day

        last = last_day(asked.until, workspace.today)
    checked = examine(workspace, bars(), selection=selection, until=last)
    account = telling.account_of(workspace, checked, asked.limit, last)
    written = telling.tell(account, asked.orders)
    notices: tuple[Path, ...] = ()
    if asked.notices:
        from portalkit.workflows.notifying import write_notices

        notices = write_notices(account, Path(asked.notices))
    if all(order.file is not None or order.format == "text" for order in asked.orders):
        if selection.named or selection.unit:
            say(telling.closing(account, selection))
        else:
            sum_up(tuple(each.outcome for each in checked))
        for file in written:
            say(f"已写入：{os.path.relpath(file)}")
        for folder in sorted({file.parent for file in notices}):
            count = len({file.stem for file in notices if file.parent == folder})
            say(f"整改通知单：{count} 个单位，在 {os.path.relpath(folder)} 里，每个单位一份 .md 和一份 .html。")
    return account.failed


def explain(code: str) -> None:
    """Tell a rule on the screen; raises ``UsageError`` for a code that is none."""
    from portalkit.reports.explained import explanation, plain
    from portalkit.reports.screen import console_for, show_page

    page = explanation(code)
    console = console_for()
    if console:
        show_page(page, console)
    else:
        say(plain(page))
