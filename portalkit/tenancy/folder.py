"""What lies in ``tenants/``: files in their places, everything else a finding. Reads bytes, follows no links."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from portalkit.model.finding import Finding
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import is_id
from portalkit.tenancy.report import Report
from portalkit.tenancy.yamltree import MAX_BYTES

PORTAL_FILE = "portal.yaml"
PLATFORM_FILES = ("columns.yaml", "rulebook.yaml", "workdays.yaml")
COUNTY_FILES = ("rulebook.yaml", "waivers.yaml", "links.yaml", "targets.yaml")
_READING = (".md", ".txt")
"""Notes that people may leave beside the registry."""


@dataclass(frozen=True, slots=True)
class PortalFolder:
    """The files of one portal: its own, the county's, and its units' by file name without suffix."""

    name: str
    portal: bytes | None
    county: dict[str, bytes] = field(default_factory=dict)
    members: dict[str, bytes] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RegistryFolder:
    """Everything that is read. ``platform`` maps a file name to its bytes."""

    platform: dict[str, bytes]
    portals: tuple[PortalFolder, ...]


def survey(root: Path, found: list[Finding]) -> RegistryFolder | None:
    """Walk the registry in the order of names; ``None`` where the folder itself cannot be read."""
    names = _names(root)
    if names is None:
        exists = os.path.lexists(root)
        what = "登记文件夹不是可以读取的文件夹。" if exists else "登记文件夹不存在。"
        Report(found, ".").note(mistakes.NO_FOLDER, what)
        return None
    platform: dict[str, bytes] = {}
    portals: list[PortalFolder] = []
    for name in names:
        path, shown = root / name, _shown(name)
        report = Report(found, shown)
        if name.startswith("."):
            continue
        if _is_folder(path):
            portals.append(_survey_portal(path, shown, found))
        elif name in PLATFORM_FILES:
            raw = _read(path, report)
            if raw is not None:
                platform[name] = raw
        elif not name.endswith(_READING):
            _note_stray(name, report, _stray_fix(name))
    return RegistryFolder(platform, tuple(portals))


def _survey_portal(folder: Path, shown: str, found: list[Finding]) -> PortalFolder:
    portal: bytes | None = None
    county: dict[str, bytes] = {}
    members: dict[str, bytes] = {}
    unread: set[str] = set()
    names = _names(folder)
    if names is None:
        Report(found, shown, portal=shown).note(mistakes.UNREADABLE, "文件夹没有读取权限。", fix="开放读取权限。")
    elif not is_id(shown):
        Report(found, shown).note(mistakes.BAD_ID, f"门户文件夹“{shown}”的名称写法不对。")
    for name in names or ():
        path, stem = folder / name, _shown(name.removesuffix(".yaml"))
        report = Report(found, f"{shown}/{_shown(name)}", portal=shown)
        if name.startswith(".") or name.endswith(_READING):
            continue
        if _is_folder(path):
            fix = f"单位登记为“{shown}/{_shown(name)}.yaml”，不设文件夹；稿件放在内容文件夹里。"
            report.note(mistakes.MISPLACED, "门户文件夹里不能再有文件夹。", fix=fix)
        elif name == "columns.yaml":
            fix = "移到登记文件夹的最上层；本县自设的栏目写在 portal.yaml 的 columns 里。"
            report.note(mistakes.MISPLACED, "统一栏目表放在了门户文件夹里。", fix=fix)
        elif not name.endswith(".yaml"):
            _note_stray(name, report, _stray_fix(name))
        else:
            raw = _read(path, report)
            if raw is None:
                unread.add(stem)
            elif name == PORTAL_FILE:
                portal = raw
            elif name in COUNTY_FILES:
                county[name] = raw
            else:
                members[stem] = raw
    if names is not None and portal is None and "portal" not in unread:
        what = "这个文件夹里没有 portal.yaml。"
        fix = "新建 portal.yaml 登记门户网站；不是门户的文件夹移出登记文件夹。"
        Report(found, shown, portal=shown).note(mistakes.NO_FILE, what, fix=fix)
    return PortalFolder(shown, portal, county, members, frozenset(unread))


def _stray_fix(name: str) -> str | None:
    if name.lower().endswith((".yml", ".yaml")) and not name.endswith(".yaml"):
        return f"改名为“{_shown(name[: name.rindex('.')])}.yaml”。"
    return None


def _note_stray(name: str, report: Report, fix: str | None) -> None:
    what = f"“{_shown(name)}”不在登记文件应在的位置，程序不会读它。"
    report.note(mistakes.MISPLACED, what, fix=fix)


def _names(folder: Path) -> list[str] | None:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names that are not text must not stop the walk
    except (OSError, ValueError):
        return None


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _read(path: Path, report: Report) -> bytes | None:
    """The bytes of a regular file, one more than may be read at most, so that the parser sees that it is too large."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            report.note(mistakes.UNREADABLE, "这是一个符号链接，程序不跟随链接。")
            return None
        if not stat.S_ISREG(mode):
            report.note(mistakes.UNREADABLE, "这不是普通文件。")
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        report.note(mistakes.UNREADABLE, "文件没有读取权限。", fix="开放读取权限。")
        return None


def _shown(name: str) -> str:
    """A file name for messages: bytes that are no text, and signs that cannot be seen, are written out."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)
