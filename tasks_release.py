"""The part of the front door that leads to publishing; ``tasks.py`` opens it. One task, one call into a workflow."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from portalkit.errors import ExitCode, UsageError
from portalkit.workflows.front import PLACES, bars, command, in_words, say
from portalkit.workflows.workspace import MANY_OBJECTS, open_workspace

# What a command needs beyond this is loaded in the command.
if TYPE_CHECKING:
    from portalkit.release.delta import Change
    from portalkit.workflows.publishing import Published
    from portalkit.workflows.rollback import RolledBack
    from portalkit.workflows.workspace import Workspace

ROOT = Path(__file__).parent
WHO = {"by": "谁决定的（默认当前账号，或环境变量 PORTALKIT_BY）", "why": "为什么，写进台账"}
NAMED = {name: PLACES[name] for name in ("tenants", "content", "output", "portal")}


def _told_of(name: str, done: Published | RolledBack) -> bool:
    """Tell what was seen from outside; returns whether something is wrong."""
    from portalkit.reports.patrolling import round_text

    for target, receipt in done.receipts.items():
        if receipt.checked:
            say(f"{target}：服务器核对用了 {receipt.checked:.1f} 秒，换版用了 {receipt.switched:.3f} 秒。")
    for one in done.looked:
        if one.round and one.round.clean:
            say(f"{one.target}：从外面核对了 {one.round.checked} 个文件，与发布的一致。")
        else:
            sys.stderr.write(f"{name}：{one.target} 已经换版，但从外面核对不符：{one.why}\n")
            sys.stderr.write(round_text(one.round) if one.round else "")
    for target in done.unnamed:
        say(f"{target}：没有从外面核对：targets.yaml 里没有写网站地址（website）。")
    return any(one.wrong for one in done.looked)


def _shown(workspace: Workspace) -> object:
    from portalkit.reports.publication import change_text, unit_names
    from portalkit.workflows.counter import counters

    names = {k: v for counter in counters(workspace) for k, v in unit_names(counter.tree).items()}

    def show(target: str, change: Change) -> None:
        say(change_text(target, change, names))

    return show


@task(
    help={
        "sm2": "同时生成国密 SM2 密钥（用系统的 openssl）",
        **{n: PLACES[n] for n in ("tenants", "content", "portal")},
    }
)
@command
def keys(_: Context, sm2: bool = False, tenants: str = "", content: str = "", portal: str = "") -> None:
    """生成门户的签名密钥和上传密钥；已有的不动。私钥只留在这台机器上。"""
    from portalkit.workflows.keymaking import make_all_keys

    workspace = open_workspace(ROOT, tenants=tenants, content=content, portal=portal)
    for made in make_all_keys(workspace, sm2=sm2):
        say(f"已生成 {made.name}：{made.meaning}")
        say(made.public)


@task(help={"full": "重新读一遍、算一遍全部文件", **WHO, **NAMED})
@command
def release(
    _: Context,
    full: bool = False,
    by: str = "",
    why: str = "",
    tenants: str = "",
    content: str = "",
    output: str = "",
    portal: str = "",
) -> None:
    """封存最近一次生成的结果：编号、签名，保存在这台机器上；不上传。"""
    gc.set_threshold(*MANY_OBJECTS)
    from portalkit.workflows.counter import Asked
    from portalkit.workflows.publishing import release as seal_all

    workspace = open_workspace(ROOT, tenants=tenants, content=content, output=output, portal=portal)
    for sealed in seal_all(workspace, bars(), Asked.typed(by=by, why=why), full=full):
        statement = sealed.statement
        say(f"{statement.portal}：第 {sealed.number} 号发布，{statement.files} 个文件，总摘要 {statement.tree.sha256}")
        say(f"  有效期到 {statement.expires:%Y-%m-%d %H:%M}，签名和清单在 {sealed.folder}")


@task(
    help={
        "dry": "只生成并列出会有什么变化，不封存、不上传",
        "target": "只发布到这个目标（默认全部）",
        "allow-mass-removal": "允许删去网上超过五分之一的文件",
        "resume": "回退以后，恢复发布",
        "full": "重新读一遍、算一遍全部文件",
        **WHO,
        **PLACES,
    }
)
@command
def publish(
    _: Context,
    dry: bool = False,
    target: str = "",
    allow_mass_removal: bool = False,
    resume: bool = False,
    full: bool = False,
    by: str = "",
    why: str = "",
    tenants: str = "",
    content: str = "",
    output: str = "",
    today: str = "",
    portal: str = "",
) -> None:
    """发布：检查、生成、封存签名，列出变化，上传，换版，核对，记台账。一个门户有问题，不影响别的门户。"""
    gc.set_threshold(*MANY_OBJECTS)
    from portalkit.workflows.counter import Asked
    from portalkit.workflows.publishing import Options
    from portalkit.workflows.publishing import publish as publish_all

    workspace = open_workspace(ROOT, tenants=tenants, content=content, output=output, today=today, portal=portal)
    options = Options(dry=dry, full=full, resume=resume, allow_mass_removal=allow_mass_removal, only=target)
    failed = wrong = False
    for done in publish_all(workspace, bars(), Asked.typed(by=by, why=why), options, _shown(workspace)):  # type: ignore[arg-type]
        if done.outcome and not done.outcome.placed:
            sys.stderr.write(in_words(done.outcome.findings))
        for name, receipt in done.receipts.items():
            say(f"{done.name}：第 {done.number} 号发布已在 {name} 上线，传了 {receipt.sent / 1024:.0f} KB。")
        wrong = _told_of(done.name, done) or wrong
        if not (done.receipts or done.failed or dry):
            say(f"{done.name}：网上已是第 {done.number} 号发布，没有变化。")
        for reason in done.failed:
            failed = True
            sys.stderr.write(f"{done.name}：没有发布：{reason}\n")
    if failed or wrong:
        raise Exit(code=ExitCode.USAGE if failed else ExitCode.FINDINGS)


@task(
    positional=["number"],
    help={
        "number": "回退到第几号发布（默认上一个内容不同的）",
        "target": "只在这个目标回退（默认全部）",
        "dry": "只列出会有什么变化",
        **WHO,
        **NAMED,
    },
)
@command
def rollback(
    _: Context,
    number: str = "",
    target: str = "",
    dry: bool = False,
    by: str = "",
    why: str = "",
    tenants: str = "",
    content: str = "",
    output: str = "",
    portal: str = "",
) -> None:
    """回退：把以前的一次发布换回来（撤下的稿件不会回来）；以后的发布等待，直到恢复。"""
    gc.set_threshold(*MANY_OBJECTS)
    from portalkit.workflows.counter import Asked
    from portalkit.workflows.rollback import rollback as roll_back

    if number and not number.isdigit():
        raise UsageError(f"“{number}”不是发布的编号。", "写一个数，如 invoke rollback 12；invoke ledger 列出各号。")
    workspace = open_workspace(ROOT, tenants=tenants, content=content, output=output, portal=portal)
    done = roll_back(
        workspace,
        bars(),
        Asked.typed(by=by, why=why),
        number=int(number) if number else None,
        only=target,
        dry=dry,
        show=_shown(workspace),  # type: ignore[arg-type]
    )
    for path in done.withdrawn:
        say(f"不恢复已撤下的 /{path}")
    for path in done.kept:
        say(f"保持现在的样子（旧页面提到了已撤下的稿件）：/{path}")
    for name in done.receipts:
        say(f"{name}：已回退到第 {done.to} 号发布的内容（新编号 {done.number}）。")
    wrong = _told_of(done.portal, done)
    if done.number:
        say("新的发布从现在起等待；改好以后运行 invoke publish --resume。")
    for reason in done.failed:
        sys.stderr.write(f"没有回退：{reason}\n")
    if done.failed or wrong:
        raise Exit(code=ExitCode.USAGE if done.failed else ExitCode.FINDINGS)


@task(help={**WHO, **NAMED})
@command
def resume(
    _: Context,
    by: str = "",
    why: str = "",
    tenants: str = "",
    content: str = "",
    output: str = "",
    portal: str = "",
) -> None:
    """回退以后，让新的发布重新进行。"""
    from portalkit.workflows.counter import Asked
    from portalkit.workflows.rollback import resume as resume_portal

    workspace = open_workspace(ROOT, tenants=tenants, content=content, output=output, portal=portal)
    waiting = resume_portal(workspace, Asked.typed(by=by, why=why))
    say("已恢复，下一次 invoke publish 照常发布。" if waiting else "没有在等待的发布。")


@task(
    help={
        "check": "核对台账有没有被改动、删减",
        "export": "把台账原样写到这个文件（JSON，一行一条）",
        "report": "写出报表（CSV）：activity 谁做了什么，access 谁有什么权限",
        "since": "从这一天起，如 2026-01-01",
        "until": "到这一天止",
        **NAMED,
    }
)
@command
def ledger(
    _: Context,
    check: bool = False,
    export: str = "",
    report: str = "",
    since: str = "",
    until: str = "",
    tenants: str = "",
    content: str = "",
    output: str = "",
    portal: str = "",
) -> None:
    """发布台账：谁在什么时候、为什么、从哪次提交发布了什么；核对、导出和报表。"""
    from portalkit.workflows import audit

    workspace = open_workspace(ROOT, tenants=tenants, content=content, output=output, portal=portal)
    first, last = _day(since, "since"), _day(until, "until")
    if check:
        faults = audit.faults(workspace)
        for fault in faults:
            say(f"第 {fault.line} 行：{fault.what}")
        if faults:
            raise Exit("台账被改动过，请从备份恢复并查明原因。", code=ExitCode.FINDINGS)
        say("台账完整，没有改动。")
    elif export:
        Path(export).write_bytes(audit.exported(workspace))
        say(f"已导出到 {export}")
    elif report == "activity":
        sys.stdout.write(audit.activity(workspace, since=first, until=last))
    elif report == "access":
        sys.stdout.write(audit.access(workspace))
    elif report:
        raise UsageError(f"没有报表“{report}”。", "可以用：activity、access。")
    else:
        sys.stdout.write(audit.told(workspace, since=first, until=last) or "台账还是空的。\n")


@task(
    positional=["bundle"],
    help={
        "bundle": "移动介质上的发布包（.portalkit 文件）",
        "into": "放到哪个文件夹；里面的 tree 就是网站根目录",
        "key": "门户公钥所在的文件夹（里面有 ed25519.pub）",
        "portal": "哪个门户的包",
    },
)
@command
def accept(_: Context, bundle: str, into: str, key: str, portal: str) -> None:
    """收下移动介质带来的发布包：核对签名和每个文件，无误才换上。"""
    from portalkit.workflows.carrying import accept as accept_bundle
    from portalkit.workflows.counter import Asked

    asked = Asked.typed(by="", why="")
    taken = accept_bundle(Path(bundle), Path(into), Path(key), portal=portal, asked=asked)
    say(f"已收下第 {taken.number} 号发布，{len(taken.files)} 个文件，在 {into}/tree。")


def _day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"--{option} 的日期“{text}”不对。", "请写成 2026-03-01 的样子。") from None
