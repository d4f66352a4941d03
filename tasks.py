"""The front door: one invoke task is one call into ``portalkit.workflows``. ``invoke --list`` is the manual."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from portalkit.errors import ConfigError, ExitCode, PortalError, UsageError
from portalkit.model.finding import Finding, Severity
from portalkit.workflows.progress import Bars
from portalkit.workflows.workspace import Workspace, open_workspace

# What a command needs beyond this is loaded in the command: a build that has nothing to do is to end at once.
if TYPE_CHECKING:
    from portalkit.model.outcome import Outcome
    from portalkit.workflows.verify import Difference

ROOT = Path(__file__).parent

PLACES = {
    "tenants": "租户登记目录（默认 tenants）",
    "content": "稿件目录（默认 content）",
    "output": "输出目录（默认 output）",
    "today": "按哪一天生成，如 2026-03-01（默认今天，北京时间）",
    "portal": "只处理这个门户（默认全部）",
}
FAIL_ON = {
    "不能入库": Severity.REFUSE,
    "refuse": Severity.REFUSE,
    "单项否决": Severity.VETO,
    "veto": Severity.VETO,
    "扣分": Severity.DEDUCT,
    "deduct": Severity.DEDUCT,
    "提示": Severity.ADVISE,
    "advise": Severity.ADVISE,
    "never": None,
}


def _command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what goes wrong into what the operator reads, and into an honest exit code."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except Exit:
            raise
        except ConfigError as error:
            sys.stderr.write(_in_words(error.findings))
            raise Exit(f"错误：{error}", code=error.exit_code) from None
        except PortalError as error:
            raise Exit(f"错误：{error}", code=error.exit_code) from None
        except KeyboardInterrupt:
            raise Exit("已中断；原有页面和资源库没有受影响。", code=130) from None
        except Exception:  # noqa: BLE001 - the one place where a bug ends: its traceback is for the programmer
            import traceback

            traceback.print_exc()
            raise Exit("程序出错（不是您的操作问题），请把以上内容交给技术人员。", code=ExitCode.BUG) from None

    return run


def _limit(fail_on: str) -> Severity | None:
    if fail_on not in FAIL_ON:
        raise UsageError(f"--fail-on 不认识“{fail_on}”。", f"可以用：{'、'.join(FAIL_ON)}。")
    return FAIL_ON[fail_on]


def _finish(outcomes: tuple[Outcome, ...], limit: Severity | None) -> None:
    from portalkit.reports.summary import summary, summary_text

    for outcome in outcomes:
        if sys.stdout.isatty():
            from rich.console import Console

            Console(highlight=False).print(summary(outcome))
        else:
            say(summary_text(outcome))
    worst = [severity for outcome in outcomes if (severity := outcome.worst())]
    if limit and any(severity.rank <= limit.rank for severity in worst):
        raise Exit(code=ExitCode.FINDINGS)


def _in_words(findings: tuple[Finding, ...]) -> str:
    from portalkit.reports.notice import findings_text

    return f"{findings_text(findings)}\n"


def _report_differences(differences: tuple[Difference, ...]) -> None:
    """Differences between the built platform and a clean build are a bug of the program, never the operator's."""
    for difference in differences:
        sys.stderr.write(f"{difference.portal}  {difference.where}  {difference.what}\n")
    if differences:
        raise Exit("与全新生成的结果不一致（程序问题），请把以上内容交给技术人员。", code=ExitCode.BUG)
    say("与全新生成的结果逐字节一致。")


def say(line: str) -> None:
    """Write a line to the standard output."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _bars() -> Bars:
    return Bars(shown=sys.stderr.isatty())


def _workspace(**typed: str) -> Workspace:
    return open_workspace(ROOT, **typed)


@task(
    help={
        **PLACES,
        "fail-on": "出现这一级及以上问题时退出码为 1：不能入库、单项否决（默认）、扣分、提示、never",
        "index": "同时更新检索索引（默认）；--no-index 留到下次",
        "verify-clean": "生成后在临时目录全新生成一遍，逐字节核对",
    }
)
@_command
def build(
    _: Context,
    tenants: str = "",
    content: str = "",
    output: str = "",
    today: str = "",
    portal: str = "",
    fail_on: str = "veto",
    index: bool = True,
    verify_clean: bool = False,
) -> None:
    """生成门户：入库、检查、生成页面、核对、上架、更新检索；没有变化的不重做。

    有问题的稿件单独暂缓，不影响其他稿件；页面或门户有单项否决问题时，原有页面保持不变。
    """
    from portalkit.workflows.build import build as build_platform

    limit = _limit(fail_on)
    workspace = _workspace(tenants=tenants, content=content, output=output, today=today, portal=portal)
    outcomes = build_platform(workspace, _bars(), index=index)
    if verify_clean:
        from portalkit.workflows.verify import verify_clean as verify_platform

        _report_differences(verify_platform(workspace, _bars()))
    _finish(outcomes, limit)


@task(help={**PLACES, "fail-on": "出现这一级及以上问题时退出码为 1：不能入库、单项否决（默认）、扣分、提示、never"})
@_command
def check(
    _: Context,
    tenants: str = "",
    content: str = "",
    output: str = "",
    today: str = "",
    portal: str = "",
    fail_on: str = "veto",
) -> None:
    """检查登记和稿件：列出每个问题在哪里、怎么改、依据什么；不生成页面。"""
    from portalkit.workflows.check import check as check_platform

    limit = _limit(fail_on)
    workspace = _workspace(tenants=tenants, content=content, output=output, today=today, portal=portal)
    outcomes = check_platform(workspace, _bars())
    for outcome in outcomes:
        sys.stdout.write(_in_words(outcome.findings))
    _finish(outcomes, limit)


@task(help={name: PLACES[name] for name in ("tenants", "content", "today", "portal")})
@_command
def index(_: Context, tenants: str = "", content: str = "", today: str = "", portal: str = "") -> None:
    """更新检索索引，使它与已生成的页面一致。"""
    from portalkit.workflows.indexing import index as index_platform

    workspace = _workspace(tenants=tenants, content=content, today=today, portal=portal)
    for name, count in index_platform(workspace, _bars()):
        say(f"{name}：检索索引已是最新，共 {count} 篇。")


@task(
    positional=["query"],
    help={
        "query": "要找的词、标题或文号",
        "tenant": "只在这个单位找，如 shichang",
        "column": "只在这个栏目找，如 policy",
        "since": "从这一天起，如 2026-01-01",
        "until": "到这一天止",
        "page": "第几页",
        **{name: PLACES[name] for name in ("tenants", "content", "portal")},
    },
)
@_command
def search(
    _: Context,
    query: str,
    tenant: str = "",
    column: str = "",
    since: str = "",
    until: str = "",
    page: int = 1,
    tenants: str = "",
    content: str = "",
    portal: str = "",
) -> None:
    """检索已发布的稿件：invoke search "食盐" --tenant shichang。"""
    from rich.console import Console

    from portalkit.reports.answers import show_answers
    from portalkit.search.document import SearchRequest
    from portalkit.workflows.search import search as search_platform

    workspace = _workspace(tenants=tenants, content=content, portal=portal)
    request = SearchRequest.asked(query, tenant=tenant, column=column, since=since, until=until, page=page)
    show_answers(search_platform(workspace, request), Console(highlight=False))


@task(help={"port": "端口（默认 8000）", "watch": "边改边看：保存后自动重新生成并刷新浏览器，含未审核内容", **PLACES})
@_command
def serve(
    _: Context,
    port: int = 8000,
    tenants: str = "",
    content: str = "",
    output: str = "",
    today: str = "",
    portal: str = "",
    watch: bool = False,
) -> None:
    """在本机预览生成好的门户（含检索）：打开 http://127.0.0.1:8000/，按 Ctrl+C 结束。"""
    from portalkit.workflows.preview import serve as serve_portal

    workspace = _workspace(tenants=tenants, content=content, output=output, today=today, portal=portal)
    if watch:
        from portalkit.workflows.watching import serve_and_watch

        serve_and_watch(workspace, port=port, bars=_bars(), tell=say)
        return
    say(f"预览地址：http://127.0.0.1:{port}/  （按 Ctrl+C 结束）")
    serve_portal(workspace, port=port)


@task(
    positional=["tenant", "column", "slug"],
    help={
        "tenant": "单位，如 shichang；门户本级写 portal",
        "column": "栏目，如 notices",
        "slug": "文件短名，用于网址，如 shiyan-anquan",
        "title": "标题",
        **{name: PLACES[name] for name in ("tenants", "content", "today", "portal")},
    },
)
@_command
def new(
    _: Context,
    tenant: str,
    column: str,
    slug: str,
    title: str = "",
    tenants: str = "",
    content: str = "",
    today: str = "",
    portal: str = "",
) -> None:
    """新建一篇稿件：写好稿件头，等编辑填写。"""
    from portalkit.workflows import authoring

    workspace = _workspace(tenants=tenants, content=content, today=today, portal=portal)
    file = authoring.new(workspace, tenant=tenant, column=column, slug=slug, title=title)
    say(f"已新建：{os.path.relpath(file)}")
    say("填写后运行 invoke check 检查，再用 invoke sign 签字。")


@task(
    positional=["file"],
    help={
        "file": "稿件文件",
        "by": "审核人编号（租户登记的 people）",
        "stage": "环节：初审、复审、终审",
        "at": "签字时间，如 2026-03-01T08:50（默认现在）",
        **{name: PLACES[name] for name in ("tenants", "content", "portal")},
    },
)
@_command
def sign(
    _: Context,
    file: str,
    by: str,
    stage: str,
    at: str = "",
    tenants: str = "",
    content: str = "",
    portal: str = "",
) -> None:
    """审核签字：对稿件和附件现在的内容签字，写入审核台账。"""
    from portalkit.workflows import authoring

    workspace = _workspace(tenants=tenants, content=content, portal=portal)
    signed = authoring.sign(workspace, file=file, by=by, stage=stage, at=at)
    say(f"{signed.person}已对 {signed.path.text} 签{signed.signature.stage.value}。")
    missing = "、".join(s.value for s in signed.clearance.missing)
    say(f"还需要：{missing}。" if missing else "审核环节已齐，下次生成时发布。")


@task(help={name: PLACES[name] for name in ("tenants", "content", "output", "portal")})
@_command
def manifest(_: Context, tenants: str = "", content: str = "", output: str = "", portal: str = "") -> None:
    """列出生成结果的 SHA-256 清单，供 sha256sum -c 核对。"""
    from portalkit.workflows.listing import manifest as list_portal

    workspace = _workspace(tenants=tenants, content=content, output=output, portal=portal)
    sys.stdout.write(list_portal(workspace))


@task(help={"library": "连资源库一起清空（正在修改的稿件会暂时没有旧版本可用）", **PLACES})
@_command
def clean(
    _: Context,
    library: bool = False,
    tenants: str = "",
    content: str = "",
    output: str = "",
    today: str = "",
    portal: str = "",
) -> None:
    """清除生成的页面和检索索引；资源库默认保留。"""
    workspace = _workspace(tenants=tenants, content=content, output=output, today=today, portal=portal)
    from portalkit.workflows.clean import clean as clean_platform

    removed = clean_platform(workspace, library=library)
    say("已清除：" + "、".join(removed) if removed else "没有需要清除的内容。")


@task
@_command
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
    }
)
@_command
def bench(_: Context, sizes: str = "1000,10000", runs: int = 3, report: str = "") -> None:
    """与 Hugo、Pagefind 成对比较生成速度和内存，写出报告（要先装 bench 附加包）。"""
    from benchmarks.bench import main

    try:
        numbers = [int(size) for size in sizes.split(",")]
        main(numbers, runs, Path(report) if report else ROOT / "docs" / "benchmarks.md")
    except ValueError:
        raise UsageError(f"--sizes 的“{sizes}”不对。", "请写成 1000,10000 的样子。") from None
    except FileNotFoundError as error:
        raise UsageError(f"缺少对照程序（{error}）。", "请先运行 pip install -e '.[bench]'。") from None


@task(name="test", help={"only": "只运行这些测试，如 tests/content"})
def run_tests(context: Context, only: str = "") -> None:
    """运行全部测试。"""
    workers = min(os.cpu_count() or 1, 4)
    command = f"{sys.executable} -m pytest -n {workers} {only}".strip()
    result = context.run(command, warn=True, pty=sys.stdout.isatty())
    if result is not None and result.exited:
        raise Exit(code=result.exited)
