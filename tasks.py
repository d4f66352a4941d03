"""The front door: one invoke task is one call into ``portalkit.workflows``. ``invoke --list`` is the manual."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from portalkit.errors import ExitCode
from portalkit.workflows.front import (
    PLACES,
    bars,
    command,
    finish,
    limit_of,
    report_differences,
    say,
    tell_again,
)
from portalkit.workflows.typed import refuse_wrong_words, started_by_invoke
from portalkit.workflows.workspace import MANY_OBJECTS, Workspace, open_workspace

# What a command needs beyond this is loaded in the command: a build that has nothing to do is to end at once.

ROOT = Path(__file__).parent
ELSEWHERE = frozenset(
    (
        *("accept", "answer", "bench", "bench-rules", "docs", "keys", "ledger", "patrol", "publish", "release"),
        *("resume", "rollback", "server-config", "test", "verify"),
    )
)
"""Commands whose tasks are in files of their own."""


def _only_builds(words: Sequence[str]) -> bool:
    """Whether a command line asks for a build and for none of the commands in other files."""
    return words[:1] == ["build"] and ELSEWHERE.isdisjoint(words)


if not _only_builds(sys.argv[1:]):
    from tasks_making import bench as bench
    from tasks_making import bench_rules as bench_rules
    from tasks_making import docs as docs
    from tasks_making import run_tests as run_tests
    from tasks_outside import answer as answer
    from tasks_outside import patrol as patrol
    from tasks_outside import server_config as server_config
    from tasks_outside import verify as verify
    from tasks_release import accept as accept
    from tasks_release import keys as keys
    from tasks_release import ledger as ledger
    from tasks_release import publish as publish
    from tasks_release import release as release
    from tasks_release import resume as resume
    from tasks_release import rollback as rollback


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
@command
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
    from portalkit.workflows.digests import Tools
    from portalkit.workflows.quiet import Glance, told_before

    # What is loaded stays, and much more will be loaded: looking for garbage after every few hundred new objects, as
    # Python does, is time lost.
    gc.set_threshold(*MANY_OBJECTS)
    gc.freeze()
    limit = limit_of(fail_on)
    workspace = _workspace(tenants=tenants, content=content, output=output, today=today, portal=portal)
    glance = Glance(Tools.of(workspace))
    told = None if verify_clean else told_before(workspace, glance, index=index)
    if told:
        tell_again(told, limit)
        return
    # Loaded only now: a build that has nothing to do has ended.
    from portalkit.workflows.build import build as build_platform

    outcomes = build_platform(workspace, bars(), index=index, brief=True, glance=glance)
    if verify_clean:
        from portalkit.workflows.verify import verify_clean as verify_platform

        report_differences(verify_platform(workspace, bars()))
    gc.freeze()  # nor is it worth while at the end
    finish(outcomes, limit)


@task(
    iterable=["path"],
    help={
        **PLACES,
        "fail-on": "出现这一级及以上问题时退出码为 1：不能入库、单项否决（默认）、扣分、提示、never",
        "tenant": "只看这个单位，如 shichang；门户本级写 portal",
        "path": "只看这个文件或文件夹，可以写几次",
        "changed": "只看 git 里改过的文件（与上次提交相比，含没有暂存的和新文件）",
        "since": "只看与这个提交或分支相比改过的文件，如 origin/main",
        "format": "text（默认）、json、sarif、junit、csv、codequality，几种之间用逗号分开",
        "output-file": "写到这个文件，几种格式就写几个，用逗号分开",
        "explain": "说明一条规则，如 PV001；不做检查",
        "until": "预警到这一天，如 2026-12-31：列出今天以后将出现的问题和日期",
        "notices": "把各单位的整改通知单（Markdown 和 HTML）写进这个文件夹",
    },
)
@command
def check(
    _: Context,
    tenants: str = "",
    content: str = "",
    output: str = "",
    today: str = "",
    portal: str = "",
    fail_on: str = "veto",
    tenant: str = "",
    path: list[str] | None = None,
    changed: bool = False,
    since: str = "",
    format: str = "",  # noqa: A002 - the word that is typed
    output_file: str = "",
    explain: str = "",
    until: str = "",
    notices: str = "",
) -> None:
    """检查登记和稿件：列出每个问题在哪里、怎么改、依据什么；不生成页面。"""
    from portalkit.workflows import checking, telling

    if explain:
        checking.explain(explain)
        return
    asked = checking.Asked(
        limit=limit_of(fail_on),
        orders=telling.orders(format, output_file),
        unit=tenant,
        paths=path or (),
        changed=changed,
        since=since,
        until=until,
        notices=notices,
    )
    workspace = _workspace(tenants=tenants, content=content, output=output, today=today, portal=portal)
    if checking.run_check(workspace, asked):
        raise Exit(code=ExitCode.FINDINGS)


@task(help={name: PLACES[name] for name in ("tenants", "content", "today", "portal")})
@command
def index(_: Context, tenants: str = "", content: str = "", today: str = "", portal: str = "") -> None:
    """更新检索索引，使它与已生成的页面一致。"""
    from portalkit.workflows.indexing import index as index_platform

    workspace = _workspace(tenants=tenants, content=content, today=today, portal=portal)
    for name, count in index_platform(workspace, bars()):
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
@command
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
@command
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

        serve_and_watch(workspace, port=port, bars=bars(), tell=say)
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
@command
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
@command
def sign(
    _: Context,
    file: str,
    by: str = "",
    stage: str = "",
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
    say(f"还需要：{missing}。" if missing else "审核环节已齐；检查没有不能上网的问题，下次生成时发布。")


@task(help={name: PLACES[name] for name in ("tenants", "content", "output", "portal")})
@command
def manifest(_: Context, tenants: str = "", content: str = "", output: str = "", portal: str = "") -> None:
    """列出生成结果的 SHA-256 清单，供 sha256sum -c 核对。"""
    from portalkit.workflows.listing import manifest as list_portal

    workspace = _workspace(tenants=tenants, content=content, output=output, portal=portal)
    sys.stdout.write(list_portal(workspace))


@task(help={"library": "连资源库一起清空（正在修改的稿件会暂时没有旧版本可用）", **PLACES})
@command
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


if started_by_invoke(sys.argv[0]):
    refuse_wrong_words(sys.modules[__name__], sys.argv[1:])
