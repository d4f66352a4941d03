"""整改通知单 in a folder: a Markdown and an HTML file for each unit that has something to mend, by day and portal."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.model.finding import Severity
from portalkit.model.platform import PortalTree
from portalkit.reports.account import Account
from portalkit.reports.rectification import MADE, Deadline, Notice, notices, to_html, to_markdown
from portalkit.workdays import UnknownYearError, workdays
from portalkit.writing import write_whole

_LIMITS = {
    Severity.REFUSE: "mend_refuse_workdays",
    Severity.VETO: "mend_veto_workdays",
    Severity.DEDUCT: "mend_deduct_workdays",
    Severity.ADVISE: "mend_advise_workdays",
}


def write_notices(account: Account, folder: Path) -> tuple[Path, ...]:
    """Write ``<folder>/<day>/<portal>/<unit>.md`` and ``.html``; notices of an earlier run of the day whose unit has
    nothing left to mend are taken away. Raises ``UsageError`` for a folder that cannot be written.
    """
    written: list[Path] = []
    for portal in account.portals:
        place = folder / account.today.isoformat() / portal.tree.id
        asked = {tenant.folder for tenant in portal.units}
        try:
            place.mkdir(parents=True, exist_ok=True)
            fresh = [
                file
                for notice in notices(portal, account.today, deadlines(portal.tree, account.today))
                for file in _write(place, notice)
            ]
            _take_away(place, asked, {file.name for file in fresh})
        except OSError as error:
            raise UsageError(
                f"{place} 写不进去（{error.strerror}）。", "请换一个位置，或检查权限和磁盘空间。"
            ) from None
        written += fresh
    return tuple(written)


def deadlines(tree: PortalTree, today: date) -> Mapping[Severity, Deadline]:
    """Until when each severity has to be mended, in working days from today; no day where a calendar is missing."""
    found: dict[Severity, Deadline] = {}
    for severity, name in _LIMITS.items():
        count = tree.rulebook.limit(name).value
        day: date | None = None
        with suppress(UnknownYearError):
            day = workdays(tree.rulebook.calendar).after(today, count)
        found[severity] = Deadline(count, day)
    return found


def _write(place: Path, notice: Notice) -> list[Path]:
    files = []
    for suffix, text in ((".md", to_markdown(notice)), (".html", to_html(notice))):
        file = place / f"{notice.tenant.folder}{suffix}"
        write_whole(file, text.encode())
        files.append(file)
    return files


def _take_away(place: Path, asked: set[str], fresh: set[str]) -> None:
    for file in sorted(place.iterdir()):
        ours = file.suffix in (".md", ".html") and file.stem in asked and file.is_file()
        if ours and file.name not in fresh and MADE in file.read_text(encoding="utf-8", errors="replace"):
            file.unlink()
