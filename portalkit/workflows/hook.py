"""``portalkit-check``: the check as a program of its own, for pre-commit and for pipelines.

It runs in the repository of the content, knows the same options as ``invoke check``, and keeps its library inside
``.git``, so that nothing new lies in the working tree.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from invoke.exceptions import Exit

from portalkit.errors import ExitCode
from portalkit.workflows.front import command, limit_of, say
from portalkit.workflows.ownwords import OwnParser
from portalkit.workflows.workspace import STATE_VARIABLE, open_workspace


def main(words: Sequence[str] | None = None) -> int:
    """Run it; returns the exit code."""
    try:
        _run(_parser().parse_args(words))
    except Exit as ended:
        if ended.message:
            sys.stderr.write(f"{ended.message}\n")
        return int(ended.code)
    return int(ExitCode.CLEAN)


def _parser() -> argparse.ArgumentParser:
    parser = OwnParser(
        prog="portalkit-check",
        description="检查稿件和登记。给出文件时只看这些文件；什么都不给时检查整个平台。",
        epilog="退出码：0 没有达到 --fail-on 级别的问题；1 有；2 命令或登记不能用；70 程序出错。",
    )
    parser.add_argument("files", nargs="*", help="要检查的文件；不属于稿件和登记的略过")
    parser.add_argument("--tenants", default="tenants", help="租户登记目录（默认 tenants）")
    parser.add_argument("--content", default="content", help="稿件目录（默认 content）")
    parser.add_argument("--today", default="", help="按哪一天检查（默认今天，北京时间）")
    parser.add_argument("--portal", default="", help="只看这个门户")
    parser.add_argument("--tenant", default="", help="只看这个单位")
    parser.add_argument("--changed", action="store_true", help="只看 git 里改过的文件")
    parser.add_argument("--since", default="", help="只看与这个提交或分支相比改过的文件")
    parser.add_argument("--until", default="", help="预警到这一天，如 2026-12-31")
    parser.add_argument("--notices", default="", help="把各单位的整改通知单写进这个文件夹")
    parser.add_argument("--explain", default="", help="说明一条规则，如 LK001；不做检查")
    parser.add_argument("--fail-on", default="veto", help="出现这一级及以上问题时退出码为 1（默认单项否决）")
    parser.add_argument("--format", default="", help="text、json、sarif、junit、csv、codequality，用逗号分开")
    parser.add_argument("--output-file", default="", help="写到这个文件，几种格式就写几个，用逗号分开")
    return parser


@command
def _run(typed: argparse.Namespace) -> None:
    from portalkit.workflows import checking, telling
    from portalkit.workflows.selection import of_platform

    if typed.explain:
        checking.explain(typed.explain)
        return
    limit, orders = limit_of(typed.fail_on), telling.orders(typed.format, typed.output_file)
    os.environ.setdefault(STATE_VARIABLE, str(_state()))
    workspace = open_workspace(
        Path(), tenants=typed.tenants, content=typed.content, today=typed.today, portal=typed.portal
    )
    files = of_platform(workspace, typed.files)
    if typed.files and not files:
        say("没有要检查的稿件或登记文件。")
        return
    asked = checking.Asked(
        limit=limit,
        orders=orders,
        unit=typed.tenant,
        paths=files,
        changed=typed.changed,
        since=typed.since,
        until=typed.until,
        notices=typed.notices,
    )
    if checking.run_check(workspace, asked):
        raise Exit(code=ExitCode.FINDINGS)


def _state() -> Path:
    """Where the library lies: inside ``.git``, or beside the content outside of git."""
    try:
        ended = subprocess.run(
            ["git", "rev-parse", "--git-path", "portalkit"],  # noqa: S607 - the operator's git
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return Path("var")
    return Path(ended.stdout.strip()) if ended.returncode == 0 else Path("var")


if __name__ == "__main__":
    raise SystemExit(main())
