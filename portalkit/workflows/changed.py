"""What changed in git: against the last commit or another one, staged or not, new files included."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from portalkit.errors import UsageError

_OF_ONE_REPOSITORY = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)
"""What a hook is told about the repository that it runs in; the platform may lie in another one."""


def changed_files(folders: Iterable[Path], *, since: str = "") -> tuple[Path, ...]:
    """Files below the folders that differ from ``since`` (a branch is compared where it forked off; the last commit by
    default), sorted. Files that are gone are among them.

    Raises ``UsageError`` where there is no git, no repository or no such commit.
    """
    found: set[Path] = set()
    for folder in folders:
        root = repository_of(folder)
        if root is None:
            raise UsageError(
                f"{folder.name} 不在 git 仓库里，不知道改了什么。", "请去掉 --changed，或用 --path 指定文件。"
            )
        below = str(folder.resolve())
        base = _base(root, since)
        if base:
            found |= _listed(root, "diff", "--name-only", "--no-renames", "-z", base, "--", below)
        else:
            found |= _listed(root, "ls-files", "-z", "--", below)
        found |= _listed(root, "ls-files", "--others", "--exclude-standard", "-z", "--", below)
    return tuple(sorted(found))


def repository_of(folder: Path) -> Path | None:
    """The root of the repository that a folder lies in; ``None`` outside of any, or without git."""
    try:
        ended = _git(folder, "rev-parse", "--show-toplevel")
    except UsageError:
        return None
    return Path(os.fsdecode(ended.stdout.rstrip(b"\n"))) if ended.returncode == 0 else None


def _base(root: Path, since: str) -> str:
    """The commit to compare with; empty in a repository without one."""
    wanted = since or "HEAD"
    ended = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
    if ended.returncode:
        if not since:
            return ""
        raise UsageError(f"git 里没有“{since}”这个提交或分支。", "请核对 --since；在流水线里先取来完整的历史。")
    commit = ended.stdout.decode().strip()
    forked = _git(root, "merge-base", commit, "HEAD")
    return forked.stdout.decode().strip() if forked.returncode == 0 else commit


def _listed(root: Path, *words: str) -> set[Path]:
    ended = _git(root, *words)
    if ended.returncode:
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"git {words[0]} 没有成功：{said[-1] if said else ended.returncode}。", "请先在终端里试一次。")
    return {root / os.fsdecode(name) for name in ended.stdout.split(b"\0") if name}


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ONE_REPOSITORY}
    try:
        return subprocess.run(  # noqa: S603 - git itself, with arguments that are no options
            ["git", "-C", str(folder), *words],  # noqa: S607 - the operator's git
            capture_output=True,
            check=False,
            env={**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except FileNotFoundError:
        raise UsageError("没有找到 git。", "请先安装 git，或去掉 --changed。") from None
