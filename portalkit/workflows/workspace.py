"""Where one platform lies on this machine: what people wrote, what is built, what is remembered."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.model.house import House

STATE_VARIABLE = "PORTALKIT_STATE"
"""Environment variable that moves the libraries and indexes out of ``var/``."""

CHINA = timezone(timedelta(hours=8))
MANY_OBJECTS = (100_000, 10, 10)
"""For ``gc.set_threshold`` where lists of a large portal are made: looking for garbage after every few hundred new
objects, as Python does, is time lost."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one platform and the day it is built for. ``state`` holds the library and the search index."""

    tenants: Path
    content: Path
    output: Path
    house: House
    state: Path
    today: date
    portal: str | None = None
    drafts: bool = False
    """Show what is not reviewed: only ever for a preview, with an output and a state of its own."""

    @property
    def library(self) -> Path:
        """Folder of the library."""
        return self.state / "library"

    @property
    def index(self) -> Path:
        """Folder of the search index."""
        return self.state / "search"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep a second build of the same platform out; the system lets go of the lock when the process dies.

        A record lock belongs to this process alone: its forked workers do not keep it.
        """
        self.state.mkdir(parents=True, exist_ok=True)
        with (self.state / "lock").open("w") as lock:
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError) as error:
                raise UsageError("另一次生成或检查正在进行。", "请等它结束后再运行。") from error
            yield


def open_workspace(
    root: Path,
    *,
    tenants: str = "",
    content: str = "",
    output: str = "",
    today: str = "",
    portal: str = "",
    state: str = "",
) -> Workspace:
    """Make a workspace from what was typed; what was left out is taken from the checkout at ``root``.

    Raises ``UsageError`` for a folder that is not there or a date that is none.
    """
    tenants_folder = _folder(tenants, root / "tenants", "tenants", "租户登记")
    content_folder = _folder(content, root / "content", "content", "稿件")
    output_folder = Path(output) if output else root / "output"
    if output_folder.exists() and not output_folder.is_dir():
        raise UsageError(f"--output 指向的 {output_folder.name} 不是目录。", "请指定一个目录。")
    for folder, name in ((tenants_folder, "tenants"), (content_folder, "content")):
        if output_folder.resolve().is_relative_to(folder.resolve()):
            raise UsageError(f"--output 不能放在 {name} 目录里面。", "请换一个目录。")
    return Workspace(
        tenants=tenants_folder,
        content=content_folder,
        output=output_folder,
        house=House(theme=root / "theme", plugins=root / "plugins"),
        state=Path(state) if state else _state(root, tenants_folder, content_folder),
        today=_day(today),
        portal=portal or None,
    )


def index_folder(workspace: Workspace, portal: str) -> Path:
    """Where a portal's search index lies; one index serves all its units."""
    return workspace.index / portal


def _folder(typed: str, default: Path, option: str, meaning: str) -> Path:
    folder = Path(typed) if typed else default
    if not folder.is_dir():
        raise UsageError(f"找不到{meaning}目录 {typed or default.name}。", f"请用 --{option} 指定正确的目录。")
    return folder


def _state(root: Path, tenants: Path, content: Path) -> Path:
    """Each platform has a folder of its own, so that building another one does not mix with it."""
    both = f"{tenants.resolve()}\n{content.resolve()}"
    name = f"{content.resolve().parent.name}-{hashlib.sha256(both.encode()).hexdigest()[:8]}"
    return Path(os.environ.get(STATE_VARIABLE) or root / "var") / name


def _day(text: str) -> date:
    if not text:
        return datetime.now(CHINA).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--today 的日期“{text}”不对。", "请写成 2026-03-01 的样子。") from None
