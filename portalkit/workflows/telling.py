"""Hand over what a check found: one or several formats, on the screen and in files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.model.finding import Severity
from portalkit.reports.account import Account, Folders, PortalAccount
from portalkit.reports.notice import counted
from portalkit.workflows.changed import repository_of
from portalkit.workflows.check import Checked
from portalkit.workflows.selection import Selection
from portalkit.workflows.workspace import Workspace
from portalkit.writing import write_whole

FORMATS = ("text", "json", "sarif", "junit", "csv", "codequality")
_SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".csv": "csv",
}


@dataclass(frozen=True, slots=True)
class Order:
    """One format, and where it goes: a file, or the standard output."""

    format: str
    file: Path | None


def orders(formats: str, files: str) -> tuple[Order, ...]:
    """Read ``--format`` and ``--output-file``, both lists with commas; raises ``UsageError``.

    Files take the formats in their order. One format may be left over, for the standard output; without formats the
    suffix of each file tells which, and the text goes to the screen.
    """
    wanted = [word.strip().lower() for word in formats.split(",") if word.strip()]
    places = [Path(word.strip()) for word in files.split(",") if word.strip()]
    for word in wanted:
        if word not in FORMATS:
            raise UsageError(f"--format 不认识“{word}”。", f"可以用：{'、'.join(FORMATS)}，几种之间用逗号分开。")
    if len(set(wanted)) < len(wanted):
        raise UsageError("--format 里有重复的格式。", "每种格式只写一次。")
    if not wanted:
        wanted = ["text", *(_by_suffix(place) for place in places)]
    screen = len(wanted) - len(places)
    if screen < 0:
        raise UsageError("--output-file 比 --format 多。", "每个文件对应一种格式，次序相同。")
    if screen > 1:
        raise UsageError("屏幕上只能有一种格式。", "用 --output-file 给其余的格式各指定一个文件，用逗号分开。")
    if screen == 0:
        return tuple(Order(word, place) for word, place in zip(wanted, places, strict=True))
    shown = "text" if "text" in wanted else wanted[-1]
    others = [word for word in wanted if word != shown]
    return (Order(shown, None), *(Order(word, place) for word, place in zip(others, places, strict=True)))


def account_of(
    workspace: Workspace, checked: Iterable[Checked], limit: Severity | None, until: date | None = None
) -> Account:
    """What the formats tell: the findings that were asked for."""
    return Account(
        today=workspace.today,
        portals=tuple(_portal(each) for each in checked),
        limit=limit,
        folders=folders_of(workspace),
        until=until,
    )


def _portal(checked: Checked) -> PortalAccount:
    selection, tree, outcome = checked.selection, checked.tree, checked.outcome
    return PortalAccount(
        tree=tree,
        findings=tuple(finding for finding in outcome.findings if selection.takes(finding, tree)),
        waived=tuple(each for each in outcome.waived if selection.takes(each.finding, tree)),
        foreseen=tuple(each for each in checked.foreseen if selection.foresees(each, tree)),
        units=selection.units(tree),
        articles=sum(outcome.counts.values()),
    )


def folders_of(workspace: Workspace) -> Folders:
    """Where the folders lie seen from the root of the repository of the content, or from where both folders lie."""
    root = repository_of(workspace.content) or workspace.content.resolve().parent

    def below(folder: Path) -> str:
        whole = folder.resolve()
        return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else folder.name

    return Folders(below(workspace.tenants), below(workspace.content), below(workspace.output))


def tell(account: Account, given: Iterable[Order]) -> tuple[Path, ...]:
    """Write every format where it goes; returns the files. Raises ``UsageError`` for a file that cannot be written."""
    written = []
    for order in given:
        if order.file is not None:
            _write(order.file, _make(order.format, account))
            written.append(order.file)
        elif order.format == "text":
            _show(account)
        else:
            sys.stdout.buffer.write(_make(order.format, account))
            sys.stdout.flush()
    return tuple(written)


def closing(account: Account, selection: Selection) -> str:
    """The last line of a check of something less than everything."""
    about = f" {selection.files} 处" if selection.named else "一个单位"
    if selection.named and not selection.files:
        return "没有改动的稿件或登记文件。"
    found = counted(account.findings) or "没有问题"
    return f"检查了{about}：{found}。"


def _show(account: Account) -> None:
    from portalkit.reports.screen import account_text, console_for, show_account

    console = console_for()
    if console is None:
        sys.stdout.write(f"{account_text(account)}\n")
    else:
        show_account(account, console)


def _make(name: str, account: Account) -> bytes:
    made = _MAKERS[name](account)
    return made if isinstance(made, bytes) else made.encode()


def _text(account: Account) -> str:
    from portalkit.reports.screen import account_text

    return f"{account_text(account)}\n"


def _json(account: Account) -> str:
    from portalkit.reports.findings_json import to_json

    return to_json(account)


def _sarif(account: Account) -> str:
    from portalkit.reports.sarif import to_sarif

    return to_sarif(account)


def _junit(account: Account) -> bytes:
    from portalkit.reports.junit import to_junit

    return to_junit(account)


def _csv(account: Account) -> str:
    from portalkit.reports.findings_csv import to_csv

    return to_csv(account)


def _codequality(account: Account) -> str:
    from portalkit.reports.codequality import to_codequality

    return to_codequality(account)


_MAKERS: dict[str, Callable[[Account], str | bytes]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "csv": _csv,
    "codequality": _codequality,
}


def _by_suffix(file: Path) -> str:
    found = _SUFFIXES.get(file.suffix.lower())
    if found is None:
        raise UsageError(
            f"看不出 {file.name} 要用什么格式。", "用 --format 写明，或用 .txt、.json、.sarif、.xml、.csv 结尾。"
        )
    return found


def _write(file: Path, raw: bytes) -> None:
    try:
        write_whole(file, raw)
    except OSError as error:
        raise UsageError(f"{file} 写不进去（{error.strerror}）。", "请换一个位置，或检查权限和磁盘空间。") from None
