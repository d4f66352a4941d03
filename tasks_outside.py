"""The part of the front door that looks at live portals and sets up their servers; ``tasks.py`` opens it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from portalkit.errors import ExitCode, UsageError
from portalkit.workflows.front import PLACES, command, say
from portalkit.workflows.workspace import CHINA, STATE_VARIABLE, open_workspace

# What a command needs beyond this is loaded in the command.
if TYPE_CHECKING:
    from portalkit.workflows.outside import Asked

ROOT = Path(__file__).parent
LOOKING = {
    "target": "网站首页地址、服务器上的门户目录，或 s3://桶/前缀",
    "key": "门户的公钥文件，几个用逗号分开；或放公钥的文件夹",
    "portal": "应当是哪个门户（默认以签名为准）",
    "documents": "发布文件（release.json 等）所在的文件夹，只核对网页目录时用",
    "address": "直接连这个地址，如 10.1.2.3:443（绕过前面的网关，核对源站）",
    "authority": "另外信任的证书（PEM），网站用单位自己的证书时写",
    "endpoint": "对象存储的网址，如 https://obs.cn-north-4.myhuaweicloud.com",
    "path-style": "桶名写在网址的路径里",
    "access-log": "网站的访问日志；日志里访问成功、清单里却没有的网址也去看",
    "journal": "巡检记录的文件夹（默认 var/patrol/<对象>）",
    "at-once": "同时请求几个（默认 8）",
    "patience": "一个请求最多等几秒（默认 30）",
}


@task(
    positional=["target"],
    help={
        **LOOKING,
        "sample": "只抽查这么多文件（默认全部）",
        "seed": "抽查的种子；同样的种子抽到同样的文件",
        "json": "写成 JSON",
    },
)
@command
def verify(
    _: Context,
    target: str,
    key: str = "",
    sample: str = "",
    seed: str = "",
    json: bool = False,
    portal: str = "",
    documents: str = "",
    address: str = "",
    authority: str = "",
    endpoint: str = "",
    path_style: bool = False,
    access_log: str = "",
    journal: str = "",
    at_once: int = 8,
    patience: int = 30,
) -> None:
    """从外面核对网站：只凭公钥，看网页、附件、响应头是不是签名发布的样子，有没有多出来的、藏起来的。

    有问题退出码是 1。
    """
    from portalkit.reports.patrolling import round_json, round_text
    from portalkit.workflows.outside import verify as look

    asked = _asked(
        target, key, portal=portal, documents=documents, address=address, authority=authority, endpoint=endpoint,
        path_style=path_style, access_log=access_log, journal=journal, at_once=at_once, patience=patience,
    )  # fmt: skip
    one = look(replace(asked, sample=_number(sample, "sample") if sample else None, seed=seed))
    sys.stdout.write(round_json(one) if json else round_text(one))
    if not one.clean:
        raise Exit(code=ExitCode.FINDINGS)


@task(
    positional=["target"],
    help={
        **LOOKING,
        "sample": "平时每次抽查多少个文件（默认 200）",
        "full-hours": "隔多少小时全站核对一次（默认 24）；有新的发布时马上全站核对",
        "every": "每隔多少分钟一次，一直运行；默认只看一次，由 systemd 定时启动",
        "hook": "问题有变化时运行的命令，标准输入是这一次的 JSON",
    },
)
@command
def patrol(
    _: Context,
    target: str,
    key: str = "",
    sample: int = 200,
    full_hours: int = 24,
    every: int = 0,
    hook: str = "",
    portal: str = "",
    documents: str = "",
    address: str = "",
    authority: str = "",
    endpoint: str = "",
    path_style: bool = False,
    access_log: str = "",
    journal: str = "",
    at_once: int = 8,
    patience: int = 30,
) -> None:
    """定时巡检网站：平时抽查，定时全站核对，每天一份日报；有问题退出码是 1。"""
    from datetime import timedelta

    from portalkit.reports.patrolling import round_text
    from portalkit.workflows.patrolling import Schedule, turns
    from portalkit.workflows.patrolling import patrol as look

    if min(sample, every, full_hours) < 0:
        raise UsageError("--sample、--full-hours、--every 不能是负数。", "请写 0 或正数。")
    asked = _asked(
        target, key, portal=portal, documents=documents, address=address, authority=authority, endpoint=endpoint,
        path_style=path_style, access_log=access_log, journal=journal, at_once=at_once, patience=patience,
    )  # fmt: skip
    schedule = Schedule(timedelta(hours=full_hours), sample, hook)
    for now in turns(every):
        done = look(replace(asked, now=now), schedule)
        sys.stdout.write(round_text(done.round))
        sys.stdout.flush()
        if done.called:
            sys.stderr.write(f"{done.called}\n")
        if not every and not done.round.clean:
            raise Exit(code=ExitCode.FINDINGS)


@task(
    help={
        "site": "门户在服务器上的目录（默认 /srv/portal/<门户>）",
        "out": "写到哪个文件夹（默认 var/server）；里面是 etc/ 下的样子",
        "certificates": "证书的文件夹，一个域名一个子文件夹（默认 /etc/ssl/portalkit）",
        "kit": "程序在服务器上的目录（默认 /srv/portalkit）",
        "account": "运行检索服务和巡检的账号（默认 portalkit）",
        "search": "检索服务的地址，如 unix:/run/portalkit-shili/search.sock 或 10.1.2.3:8100；不写就没有检索",
        "proxies": "前面网关的网段，用逗号分开；读者的地址以它们说的为准",
        "legacy-https": "被整合网站的旧域名也有证书，也走 HTTPS",
        "no-ipv6": "服务器没有 IPv6",
        "http-port": "默认 80",
        "https-port": "默认 443",
        **{name: PLACES[name] for name in ("tenants", "content", "today", "portal")},
    }
)
@command
def server_config(
    _: Context,
    site: str = "",
    out: str = "",
    certificates: str = "",
    kit: str = "",
    account: str = "",
    search: str = "",
    proxies: str = "",
    legacy_https: bool = False,
    no_ipv6: bool = False,
    http_port: int = 80,
    https_port: int = 443,
    tenants: str = "",
    content: str = "",
    today: str = "",
    portal: str = "",
) -> None:
    """写出服务器配置：nginx、转向表，和换版、巡检、检索的 systemd 单元。"""
    from portalkit.workflows.serversetup import Wanted, write_server

    workspace = open_workspace(ROOT, tenants=tenants, content=content, today=today, portal=portal)
    given = {"site": site, "certificates": certificates, "kit": kit, "account": account, "search": search}
    wanted = Wanted(
        folder=Path(out) if out else ROOT / "var" / "server",
        given={name: value for name, value in given.items() if value},
        tenants=str(Path(tenants).resolve()) if tenants else "",
        content=str(Path(content).resolve()) if content else "",
        proxies=tuple(one.strip() for one in proxies.split(",") if one.strip()),
        legacy_https=legacy_https,
        ipv6=not no_ipv6,
        ports=(http_port, https_port),
    )
    written = write_server(workspace, wanted)
    for file in written.changed:
        say(f"已更新：{os.path.relpath(file)}")
    say("服务器配置已写好。" if written.changed else "服务器配置没有变化。")
    for note in written.notes:
        say(note)


@task(
    help={
        "listen": "在哪里应答：unix:/路径 或 127.0.0.1:端口（默认 127.0.0.1:8100）",
        "workers": "几个进程（默认 2）",
        **{name: PLACES[name] for name in ("tenants", "content", "portal")},
    }
)
@command
def answer(
    _: Context, listen: str = "127.0.0.1:8100", workers: int = 2, tenants: str = "", content: str = "", portal: str = ""
) -> None:
    """检索服务：回答检索页的提问，放在 nginx 后面；由 systemd 启动，按 Ctrl+C 结束。"""
    from portalkit.workflows.answering import answer_questions

    workspace = open_workspace(ROOT, tenants=tenants, content=content, portal=portal)
    answer_questions(workspace, listen=listen, workers=workers)


def _asked(target: str, key: str, **typed: Any) -> Asked:
    from portalkit.workflows.outside import Asked, default_journal

    state = Path(os.environ.get(STATE_VARIABLE) or ROOT / "var")
    for name in ("documents", "access_log"):
        typed[name] = Path(typed[name]) if typed[name] else None
    typed["journal"] = Path(typed["journal"]) if typed["journal"] else default_journal(state, target)
    if typed["at_once"] < 1 or typed["patience"] < 1:
        raise UsageError("--at-once 和 --patience 至少是 1。", "请写正数。")
    keys = tuple(Path(one.strip()) for one in key.split(",") if one.strip())
    return Asked(target=target, keys=keys, now=datetime.now(CHINA).replace(microsecond=0), **typed)


def _number(text: str, option: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"--{option} 的“{text}”不是数。", "请写一个数，如 200。")
    return int(text)
