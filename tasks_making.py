"""The part of the front door that is for those who make the program; ``tasks.py`` opens it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from portalkit.errors import UsageError
from portalkit.workflows.front import command, say

ROOT = Path(__file__).parent


@task
@command
def docs(_: Context) -> None:
    """按程序现状重写手册里自动生成的页面（字段表、限值表、规则说明）。"""
    from portalkit.workflows.handbook import write_handbook

    written = write_handbook(ROOT)
    say("已更新：" + "、".join(written) if written else "没有需要更新的页面。")


@task(
    help={
        "sizes": "篇数，用逗号分开，如 1000,10000",
        "runs": "每项成对运行几次（默认 3）",
        "report": "报告文件（默认 docs/benchmarks.md）",
        "publish": "比较发布（与 rsync），不比较生成",
        "files": "--publish 时门户有多少个文件（默认 50000）",
        "prepare": "只写好要量的平台，不量；下次不带 --prepare 运行时直接用",
    }
)
@command
def bench(
    _: Context,
    sizes: str = "1000,10000",
    runs: int = 3,
    report: str = "",
    publish: bool = False,
    files: int = 50000,
    prepare: bool = False,
) -> None:
    """与 Hugo、Pagefind 成对比较生成速度和内存，写出报告（要先装 bench 附加包）；--publish 与 rsync 比较发布。"""
    from benchmarks.bench import main
    from benchmarks.bench import prepare as write_platforms

    try:
        if publish:
            from benchmarks.publishing import main as compare_publishing

            place = Path(report) if report else ROOT / "docs" / "benchmarks-publishing.md"
            with tempfile.TemporaryDirectory(prefix="portalkit-") as folder:  # keys do not lie in a repository
                compare_publishing(files, runs, place, work=Path(folder) / "publishing")
            return
        numbers = [int(size) for size in sizes.split(",")]
        if prepare:
            write_platforms(numbers)
            return
        main(numbers, runs, Path(report) if report else ROOT / "docs" / "benchmarks.md")
    except ValueError:
        raise UsageError(f"--sizes 的“{sizes}”不对。", "请写成 1000,10000 的样子。") from None
    except FileNotFoundError as error:
        raise UsageError(f"缺少对照程序（{error}）。", "请先运行 pip install -e '.[bench]'。") from None


@task(
    name="bench-rules",
    help={
        "corpus": "数各条规则在这个目录（里面有 tenants 和 content）的稿件上各报几条，不写报告",
        "today": "--corpus 时按哪一天检查（默认 2026-11-21）",
        "report": "报告文件（默认 docs/rules/precision.md）",
    },
)
@command
def bench_rules(_: Context, corpus: str = "", today: str = "", report: str = "") -> None:
    """在仿真稿件里埋进错例和形似的句子，量每条规则的召回和准确，写出报告。"""
    from benchmarks.bench_rules import REPORT, count, main

    if not corpus:
        main(report=Path(report) if report else REPORT)
        return
    if not (Path(corpus) / "tenants").is_dir() or not (Path(corpus) / "content").is_dir():
        raise UsageError(f"{corpus} 里没有 tenants 和 content。", "请写一个平台所在的目录。")
    count(Path(corpus).resolve(), today=today)


@task(name="test", help={"only": "只运行这些测试，如 tests/content"})
def run_tests(context: Context, only: str = "") -> None:
    """运行全部测试。"""
    workers = min(os.cpu_count() or 1, 4)
    # Some tests take minutes and most milliseconds: a worker that is done takes over what waits behind a long one.
    command = f"{sys.executable} -m pytest -n {workers} --dist worksteal {only}".strip()
    result = context.run(command, warn=True, pty=sys.stdout.isatty())
    if result is not None and result.exited:
        raise Exit(code=result.exited)
